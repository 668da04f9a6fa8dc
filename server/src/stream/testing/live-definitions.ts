import { waitUntil } from "../../platform/testing/wait-until.ts";
import type { OpenStream } from "./open-stream.ts";

type Body = Readonly<Record<string, unknown>>;

/** Puts the next version of a definition live, as govern's route does, and waits until it is folded. */
export function putDefinition(open: OpenStream, kind: string, key: string, body: Body): Promise<void> {
  return writeVersion(open, kind, key, "live", body);
}

export function putSegment(open: OpenStream, key: string, body: Body): Promise<void> {
  return putDefinition(open, "segment", key, body);
}

export function retireSegment(open: OpenStream, key: string, body: Body = { name: key }): Promise<void> {
  return writeVersion(open, "segment", key, "retired", body);
}

async function writeVersion(
  open: OpenStream,
  kind: string,
  key: string,
  state: "live" | "retired",
  body: Body,
): Promise<void> {
  const { database } = open.stores;
  const [row] = await database.query<{ definition_id: number; version: number }>(
    `insert into definition (brand_id, kind, key, version) values (1, $1, $2, 1)
     on conflict (brand_id, kind, key) do update set version = definition.version + 1
     returning definition_id, version`,
    [kind, key],
  );
  const version = row?.version ?? 0;
  await database.query(
    `insert into definition_version (definition_id, version, state, body, author, reason) values ($1, $2, $3, $4, 'test', '')`,
    [row?.definition_id, version, state, JSON.stringify(body)],
  );
  const receivedAt = open.clock.now();
  await open.take([{ kind: "definition", definitionKind: kind, key, version, receivedAt }]);
}

/** Resolves when the newest version of the segment is filled: the stream works on its own. */
export function untilLive(open: OpenStream, key: string): Promise<void> {
  return untilRow(
    open,
    `select 1 from segment_fill f
     join definition d on d.definition_id = f.segment_id and d.version = f.version
     where d.key = $1 and d.kind = 'segment' and f.state = 'live'`,
    [key],
  );
}

const patienceMs = 30_000;
const lookMs = 5;

/** Resolves when the query gives a row: the stream works on its own. */
export async function untilRow(
  { stores }: { readonly stores: Pick<OpenStream["stores"], "database"> },
  sql: string,
  params: readonly unknown[] = [],
): Promise<void> {
  const look = async (): Promise<true | undefined> =>
    (await stores.database.query(sql, params)).length > 0 ? true : undefined;
  await waitUntil(`${sql} ${JSON.stringify(params)}`, look, patienceMs, lookMs);
}

/** As written: by userId. */
export async function membersOf({ stores }: OpenStream, key: string): Promise<readonly string[]> {
  const rows = await stores.database.query<{ value: string }>(
    `select i.value
     from segment_member m
     join leaf l on l.brand_id = m.brand_id and l.profile_id = m.profile_id
     join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id and i.namespace = 'userId'
     where m.segment_id = (select definition_id from definition where key = $1 and kind = 'segment')
     order by i.value`,
    [key],
  );
  return rows.map((row) => row.value);
}
