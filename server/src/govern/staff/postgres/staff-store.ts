import type { Database, Queryable, Transaction } from "../../../platform/postgres/database.ts";
import { writeAudit } from "../../audit/postgres/write-audit.ts";
import type { Role } from "../role.ts";
import type {
  Act,
  Invitation,
  KnownPassword,
  NewStaff,
  StaffChange,
  StaffMember,
  StaffStore,
} from "../staff-store.ts";

export function createStaffStore(database: Database): StaffStore {
  return {
    list: (brandId) => read(database, "brand_id = $1", [brandId]),
    find: async (brandId, staffId) =>
      (await read(database, "brand_id = $1 and staff_id = $2", [brandId, staffId]))[0],
    add: (brandId, staff, invitation, act) =>
      database.transaction((tx) => add(tx, brandId, staff, invitation, act)),
    addFirst: (brandId, staff, invitation, act) =>
      database.transaction((tx) => addFirst(tx, brandId, staff, invitation, act)),
    change: (brandId, staffId, change, act) =>
      database.transaction((tx) => changeStaff(tx, brandId, staffId, change, act)),
    invite: (brandId, staffId, invitation, act) =>
      database.transaction((tx) => invite(tx, brandId, staffId, invitation, act)),
    findInvited: async (digest, at) =>
      (
        await read(
          database,
          "invitation = decode($1, 'hex') and invitation_ends_at > to_timestamp($2::float8 / 1000) and disabled_at is null",
          [digest, at],
        )
      )[0],
    setPassword: (staffId, password, act, invitation) =>
      database.transaction((tx) => setPassword(tx, staffId, password, act, invitation)),
    findPassword: (login) => findPassword(database, login),
    countTry: async (staffId, failuresBefore, at) => {
      const counted = await database.query(
        `update staff set failures = failures + 1, failed_at = to_timestamp($3::float8 / 1000)
         where staff_id = $1 and failures = $2
         returning staff_id`,
        [staffId, failuresBefore, at],
      );
      return counted.length === 1;
    },
    noteSignedIn: (member, at) => database.transaction((tx) => noteSignedIn(tx, member, at)),
    noteRefused: (member, at) =>
      writeAudit(database, member.brandId, { actor: nameOf(member), at }, "staff.refused", nameOf(member)),
  };
}

function nameOf({ staffId }: Pick<StaffMember, "staffId">): string {
  return `staff:${staffId}`;
}

interface StaffRow {
  readonly staff_id: number;
  readonly brand_id: number;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[];
  readonly has_password: boolean;
  readonly invitation_ends_at: number | null;
  readonly disabled_at: number | null;
  readonly created_at: number;
  readonly signed_in_at: number | null;
}

const columns = `staff_id, brand_id, login, name, role, stores, password is not null as has_password, invitation_ends_at,
  disabled_at, created_at, signed_in_at`;

async function read(
  db: Queryable,
  where: string,
  values: readonly unknown[],
): Promise<readonly StaffMember[]> {
  const rows = await db.query<StaffRow>(
    `select ${columns} from staff where ${where} order by staff_id`,
    values,
  );
  return rows.map(memberOf);
}

function memberOf(row: StaffRow): StaffMember {
  return {
    staffId: row.staff_id,
    brandId: row.brand_id,
    login: row.login,
    name: row.name,
    role: row.role,
    stores: row.stores,
    hasPassword: row.has_password,
    invitationEndsAt: row.invitation_ends_at,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    signedInAt: row.signed_in_at,
  };
}

async function add(
  tx: Transaction,
  brandId: number,
  staff: NewStaff,
  invitation: Invitation,
  act: Act,
): Promise<StaffMember | undefined> {
  const [row] = await tx.query<StaffRow>(
    `insert into staff (brand_id, login, name, role, stores, invitation, invitation_ends_at, created_at)
     values ($1, $2, $3, $4, $5, decode($6, 'hex'), to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000))
     on conflict (login) do nothing
     returning ${columns}`,
    [
      brandId,
      staff.login,
      staff.name,
      staff.role,
      staff.stores,
      invitation.digest,
      invitation.endsAt,
      act.at,
    ],
  );
  if (row === undefined) return undefined;
  const { role, stores } = staff;
  await writeAudit(tx, brandId, act, "staff.added", nameOf(memberOf(row)), { role, stores });
  return memberOf(row);
}

async function addFirst(
  tx: Transaction,
  brandId: number,
  staff: NewStaff,
  invitation: Invitation,
  act: Act,
): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtext('attune.first-staff'))");
  const [anybody] = await tx.query("select from staff where brand_id = $1 limit 1", [brandId]);
  return anybody === undefined && (await add(tx, brandId, staff, invitation, act)) !== undefined;
}

async function changeStaff(
  tx: Transaction,
  brandId: number,
  staffId: number,
  change: StaffChange,
  act: Act,
): Promise<StaffMember | "unknown" | "lastOwner"> {
  // Owners are locked together, so that two who disable each other cannot leave none.
  const owners = await tx.query<{ staff_id: number }>(
    "select staff_id from staff where brand_id = $1 and role = 'owner' and disabled_at is null order by staff_id for update",
    [brandId],
  );
  const isOwner = owners.some((one) => one.staff_id === staffId);
  const staysOwner = (change.role ?? "owner") === "owner" && change.disabled !== true;
  if (isOwner && !staysOwner && owners.length === 1) return "lastOwner";
  const [row] = await tx.query<StaffRow>(
    `update staff set name = coalesce($3, name), role = coalesce($4, role), stores = coalesce($5, stores),
       disabled_at = case when $6::boolean is null then disabled_at when $6 then coalesce(disabled_at, to_timestamp($7::float8 / 1000)) end
     where brand_id = $1 and staff_id = $2
     returning ${columns}`,
    [
      brandId,
      staffId,
      change.name ?? null,
      change.role ?? null,
      change.stores ?? null,
      change.disabled ?? null,
      act.at,
    ],
  );
  if (row === undefined) return "unknown";
  const { name: _, ...told } = change;
  await writeAudit(tx, brandId, act, "staff.changed", nameOf(memberOf(row)), told);
  return memberOf(row);
}

async function invite(
  tx: Transaction,
  brandId: number,
  staffId: number,
  { digest, endsAt }: Invitation,
  act: Act,
): Promise<boolean> {
  const found = await tx.query(
    `update staff set invitation = decode($3, 'hex'), invitation_ends_at = to_timestamp($4::float8 / 1000)
     where brand_id = $1 and staff_id = $2 and disabled_at is null
     returning staff_id`,
    [brandId, staffId, digest, endsAt],
  );
  if (found.length === 0) return false;
  await writeAudit(tx, brandId, act, "staff.invited", nameOf({ staffId }));
  return true;
}

async function setPassword(
  tx: Transaction,
  staffId: number,
  password: string,
  act: Act,
  invitation: string | undefined,
): Promise<boolean> {
  const [row] = await tx.query<{ brand_id: number }>(
    `update staff set password = $2, invitation = null, invitation_ends_at = null, failures = 0, failed_at = null
     where staff_id = $1 and ($3::text is null or invitation = decode($3, 'hex'))
     returning brand_id`,
    [staffId, password, invitation ?? null],
  );
  if (row === undefined) return false;
  await writeAudit(tx, row.brand_id, act, "staff.password_set", nameOf({ staffId }));
  return true;
}

async function findPassword(db: Queryable, login: string): Promise<KnownPassword | undefined> {
  const [row] = await db.query<StaffRow & { password: string; failures: number; failed_at: number | null }>(
    `select ${columns}, password, failures, failed_at
     from staff
     where login = $1 and password is not null and disabled_at is null`,
    [login],
  );
  return (
    row && {
      member: memberOf(row),
      password: row.password,
      failures: row.failures,
      failedAt: row.failed_at,
    }
  );
}

async function noteSignedIn(tx: Transaction, member: StaffMember, at: number): Promise<void> {
  await tx.query(
    "update staff set failures = 0, failed_at = null, signed_in_at = to_timestamp($2::float8 / 1000) where staff_id = $1",
    [member.staffId, at],
  );
  await writeAudit(tx, member.brandId, { actor: nameOf(member), at }, "staff.signed_in", nameOf(member));
}
