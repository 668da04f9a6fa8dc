import type { Transaction } from "../platform/postgres/database.ts";
import { askEveryone } from "./ask-everyone.ts";
import type { FillPorts } from "./fill-ports.ts";
import { mergeHistory, writeHistory } from "./merge-history.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import {
  type Fill,
  findUnfilledSlots,
  markFilled,
  noteFilledLeaf,
  setFillState,
  standUnfilled,
} from "./postgres/segment-fills.ts";
import { Superseded } from "./superseded.ts";

/**
 * Brings new segments to life without stopping the stream. History up to the definition's position comes from ClickHouse, once the sink has
 * passed it, and is merged leaf by leaf into what the fold has kept since; then every customer is asked once. Each step is a transaction
 * between two of the fold's, with its own cursor, so a restart goes on where it stopped.
 */
export async function fillSegment(brandId: number, ports: FillPorts, fill: Fill): Promise<void> {
  try {
    if (fill.state === "filling") {
      await ports.sink.sunkUpTo(fill.upToPosition);
      await fillHistory(brandId, ports, fill);
      await setState(brandId, ports, fill, "evaluating");
    }
    // Experiences are asked when it is decided, and computed traits when they are read, not kept as memberships.
    if (fill.kind === "segment") await askEveryone(brandId, ports, fill);
    await setState(brandId, ports, fill, "live");
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
    await ports.segments.reload();
  }
}

/** Slots that an earlier definition needs too are kept (and filled) already; each generation of slots begins at a position of its own. */
async function fillHistory(brandId: number, ports: FillPorts, fill: Fill): Promise<void> {
  const { database, fold } = ports;
  const program = ports.segments.program();
  let afterLeafId = fill.doneLeafId;
  for (const [generation, slotKeys] of await findUnfilledSlots(
    database,
    brandId,
    program.slotKeysOf(fill.segmentId),
  )) {
    const step = (work: (tx: Transaction) => Promise<void>): Promise<void> =>
      fold.queue.run(() =>
        database.transaction(async (tx) => {
          await holdCursor(tx, brandId, fold.position);
          if (!(await standUnfilled(tx, brandId, slotKeys, generation))) throw new Superseded();
          await work(tx);
        }),
      );
    let writing: Promise<void> = Promise.resolve();
    for await (const chunk of ports.fillSlots(
      { program, slotKeys },
      { brandId, upToPosition: generation, afterLeafId },
    )) {
      // While it is read and merged the one before is written.
      const merged = await mergeHistory(database, brandId, program, chunk);
      await writing;
      writing = step(async (tx) => {
        fold.cache.forget(await writeHistory(tx, brandId, program, merged));
        await noteFilledLeaf(tx, brandId, fill, chunk.at(-1)?.leafId ?? 0);
      });
      writing.catch(() => undefined); // told where it is waited for
    }
    await writing;
    await step(async (tx) => {
      await markFilled(tx, brandId, slotKeys, generation);
      await noteFilledLeaf(tx, brandId, fill, 0);
    });
    afterLeafId = 0;
  }
}

async function setState(brandId: number, ports: FillPorts, fill: Fill, state: Fill["state"]): Promise<void> {
  await ports.fold.queue.run(async () => {
    if (!(await setFillState(ports.database, brandId, fill, state))) throw new Superseded();
    await ports.segments.reload();
  });
}
