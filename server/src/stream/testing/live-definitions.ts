import type { OpenStream } from "./open-stream.ts";
import { testNow } from "./open-stream.ts";

/** Puts the next version of a definition live, as govern's route does, and waits until it is folded. */
export async function putDefinition(
  open: OpenStream,
  kind: string,
  key: string,
  body: Readonly<Record<string, unknown>>,
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
    `insert into definition_version (definition_id, version, state, body, author, reason) values ($1, $2, 'live', $3, 'test', '')`,
    [row?.definition_id, version, JSON.stringify(body)],
  );
  await open.take([{ kind: "definition", definitionKind: kind, key, version, receivedAt: testNow }]);
}

/** The stream works on its own: asked until it has got there. */
export async function untilLive(open: OpenStream, key: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const [row] = await open.stores.database.query<{ state: string }>(
      "select f.state from segment_fill f join definition d on d.definition_id = f.segment_id and d.version = f.version where d.key = $1 and d.kind = 'segment'",
      [key],
    );
    if (row?.state === "live") return;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${key} to be live.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
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
