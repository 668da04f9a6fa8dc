import type { Condition } from "@attune/contract";
import { type OpenStream, testNow } from "./open-stream.ts";

const patienceMs = 20_000;

/** A new segment, as govern writes it; resolves when it is live. */
export async function putSegment(open: OpenStream, key: string, condition: Condition): Promise<void> {
  await open.stores.database.query(
    `with made as (
       insert into definition (brand_id, kind, key, version) values (1, 'segment', $1, 1) returning definition_id
     )
     insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, 1, 'live', $2, 'test', '' from made`,
    [key, JSON.stringify({ name: key, condition })],
  );
  await open.take([{ kind: "definition", definitionKind: "segment", key, version: 1, receivedAt: testNow }]);
  await untilRow(
    open,
    `select 1 from segment_fill f join definition d on d.definition_id = f.segment_id where d.key = '${key}' and f.state = 'live'`,
  );
}

/** Resolves when the query gives a row: the stream works on its own. */
export async function untilRow(open: OpenStream, sql: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await open.stores.database.query(sql)).length === 0) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${sql}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
