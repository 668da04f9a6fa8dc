import type { JsonObject } from "@attune/contract";
import type { OpenStream } from "./open-stream.ts";

/** A live version of a segment, as definitions/ would write it; resolves when it is folded. */
export async function putSegment(open: OpenStream, key: string, body: JsonObject): Promise<void> {
  await writeVersion(open, key, "live", body);
}

export async function retireSegment(open: OpenStream, key: string): Promise<void> {
  await writeVersion(open, key, "retired", { name: key });
}

async function writeVersion(open: OpenStream, key: string, state: string, body: JsonObject): Promise<void> {
  const { database } = open.stores;
  const [row] = await database.query<{ version: number }>(
    `insert into definition (brand_id, kind, key, version) values (1, 'segment', $1, 1)
     on conflict (brand_id, kind, key) do update set version = definition.version + 1
     returning version`,
    [key],
  );
  const version = row?.version ?? 0;
  await database.query(
    `insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, $2, $3, $4, 'test', '' from definition where key = $1`,
    [key, version, state, JSON.stringify(body)],
  );
  const receivedAt = open.clock.now();
  await open.take([{ kind: "definition", definitionKind: "segment", key, version, receivedAt }]);
}

/** Its newest version is filled. */
export async function untilLive(open: OpenStream, key: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const rows = await open.stores.database.query<{ state: string }>(
      "select f.state from segment_fill f join definition d on d.definition_id = f.segment_id and d.version = f.version where d.key = $1",
      [key],
    );
    if (rows[0]?.state === "live") return;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${key} to be live.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
