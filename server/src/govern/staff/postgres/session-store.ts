import type { Database, Queryable } from "../../../platform/postgres/database.ts";
import type { Role } from "../role.ts";
import { idleMs, type Session, type SignedIn } from "../session.ts";
import type { NewSession, SessionStore, SessionsOf } from "../session-store.ts";

export function createSessionStore(database: Database): SessionStore {
  return {
    find: async (digest, at) => {
      const [row] = await read(database, "s.digest = decode($3, 'hex')", [at, idleMs, digest]);
      return row;
    },
    add: (session) => add(database, session),
    list: (of, at) => {
      const [where, values] = whereOf(of, 3);
      return read(database, where, [at, idleMs, ...values]);
    },
    end: async (of) => {
      const [where, values] = whereOf(of, 1);
      await database.query(`delete from staff_session s where ${where}`, values);
    },
    noteSeen: async (sessionId, at) => {
      await database.query(
        "update staff_session set seen_at = greatest(seen_at, to_timestamp($2::float8 / 1000)) where session_id = $1",
        [sessionId, at],
      );
    },
  };
}

interface SessionRow {
  readonly session_id: number;
  readonly brand_id: number;
  readonly source_id: number;
  readonly device: string;
  readonly created_at: number;
  readonly seen_at: number;
  readonly ends_at: number;
  readonly staff_id: number | null;
  readonly login: string | null;
  readonly name: string | null;
  readonly role: Role | null;
  readonly stores: readonly string[] | null;
  readonly key_id: number | null;
  readonly hint: string | null;
}

/** $1: now, $2: how long a session may be idle; milliseconds. */
async function read(db: Queryable, where: string, values: readonly unknown[]): Promise<readonly Session[]> {
  const rows = await db.query<SessionRow>(
    `select s.session_id, s.brand_id, s.device, s.created_at, s.seen_at, s.ends_at, s.staff_id, p.login, p.name, p.role, p.stores,
       s.key_id, k.hint, coalesce(k.source_id, (select min(source_id) from source where brand_id = s.brand_id), 0) as source_id
     from staff_session s
     left join staff p using (staff_id)
     left join api_key k on k.key_id = s.key_id
     where ${where}
       and s.ends_at > to_timestamp($1::float8 / 1000)
       and s.seen_at > to_timestamp(($1::float8 - $2::float8) / 1000)
       and p.disabled_at is null
       and k.revoked_at is null
     order by s.seen_at desc, s.session_id desc`,
    values,
  );
  return rows.map(sessionOf);
}

function sessionOf(row: SessionRow): Session {
  return {
    sessionId: row.session_id,
    brandId: row.brand_id,
    sourceId: row.source_id,
    who: whoOf(row),
    device: row.device,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    endsAt: row.ends_at,
  };
}

function whoOf({ staff_id, login, name, role, stores, key_id, hint }: SessionRow): SignedIn {
  if (key_id !== null) return { kind: "key", keyId: key_id, hint: hint ?? "" };
  if (staff_id === null || role === null) throw new Error("A session is of nobody.");
  return {
    kind: "staff",
    staffId: staff_id,
    login: login ?? "",
    name: name ?? "",
    role,
    stores: stores ?? [],
  };
}

async function add(database: Database, session: NewSession): Promise<void> {
  await database.query("delete from staff_session where ends_at <= to_timestamp($1::float8 / 1000)", [
    session.at,
  ]);
  const { who } = session;
  await database.query(
    `insert into staff_session (brand_id, digest, staff_id, key_id, device, created_at, seen_at, ends_at)
     values ($1, decode($2, 'hex'), $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000),
       to_timestamp($7::float8 / 1000))`,
    [
      session.brandId,
      session.digest,
      "staffId" in who ? who.staffId : null,
      "keyId" in who ? who.keyId : null,
      session.device,
      session.at,
      session.endsAt,
    ],
  );
}

/** `first`: the number of the first parameter. */
function whereOf(of: SessionsOf, first: number): readonly [where: string, values: readonly unknown[]] {
  if ("sessionId" in of) return [`s.session_id = $${first}`, [of.sessionId]];
  const [column, id] = "staffId" in of ? ["staff_id", of.staffId] : ["key_id", of.keyId];
  return [`s.${column} = $${first} and s.session_id is distinct from $${first + 1}`, [id, of.but ?? null]];
}
