import { codeOf } from "../kernel/code-of.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database } from "../platform/postgres/database.ts";
import {
  countHeld,
  insertChunk,
  insertRows,
  positionsHeld,
  type RefusedRow,
} from "./clickhouse/insert-rows.ts";
import {
  type Bounds,
  closeBatch,
  countAccepted,
  findOpenBatch,
  lastSunk,
  openBatch,
  readRange,
} from "./postgres/sink-batch.ts";
import { type SinkChunk, SinkTail } from "./sink-tail.ts";
import { Waiters } from "./waiters.ts";

export interface SinkPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly foldedTo: () => number;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
  /** ClickHouse takes this row under no circumstances: kept in quarantine. */
  readonly refused: RefusedRow;
  /** Everything up to this position is in ClickHouse. */
  readonly onSunk?: (position: number) => void;
  /** Waits this long for more events before it writes; milliseconds. */
  readonly gatherMs?: number;
}

const positionsPerBatch = 50_000;
/** What ClickHouse may have lost with the power: its parts reach the disk within about a minute. */
const batchesCompared = 20;

/**
 * Carries folded events to ClickHouse exactly once: the bounds of a batch are committed first (a synchronous commit, so the fold's
 * commits before it are on disk too), then exactly that range is inserted with the bounds as token, then it is marked done.
 * After a crash the same bounds are repeated, leaving out the positions that ClickHouse already holds.
 */
export class Sink {
  readonly #brandId: number;
  readonly #ports: SinkPorts;
  readonly #tail = new SinkTail();
  readonly #sunk = new Waiters();
  readonly #mended = Promise.withResolvers<void>();
  #running = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(brandId: number, ports: SinkPorts) {
    this.#brandId = brandId;
    this.#ports = ports;
  }

  /** Everything up to here is in ClickHouse. */
  get position(): number {
    return this.#sunk.position;
  }

  /** What was folded, in order, after its commit. */
  handOver(chunk: SinkChunk): void {
    this.#tail.add(chunk);
  }

  sunkUpTo(position: number): Promise<void> {
    return this.#sunk.until(position);
  }

  /** Resolves once ClickHouse has what it may have lost with the power. */
  mended(): Promise<void> {
    return this.#mended.promise;
  }

  async start(): Promise<void> {
    this.#sunk.passed(await lastSunk(this.#ports.database, this.#brandId));
    this.#tail.drop(Number.POSITIVE_INFINITY);
    this.#running = true;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let pauseMs = 0;
    let isMended = false;
    while (this.#running) {
      await this.#wait(pauseMs || (this.#ports.gatherMs ?? 250));
      try {
        if (!isMended) await this.#mend();
        isMended = true;
        this.#mended.resolve();
        await this.#catchUp();
        pauseMs = 0;
      } catch (error) {
        pauseMs = Math.min(5_000, pauseMs * 2 || 100);
        this.#ports.log({ event: "sink.waits", code: codeOf(error) });
      }
    }
  }

  /** What came in meanwhile waits for the next turn, so that parts stay few; only a long backlog goes on at once. */
  async #catchUp(): Promise<void> {
    await this.#finishOpenBatch();
    if (this.#ports.foldedTo() > this.position) await this.#sinkNext();
    while (this.#running && this.#ports.foldedTo() - this.position > positionsPerBatch / 2)
      await this.#sinkNext();
  }

  /** Batches that were marked done, from the newest on: where ClickHouse holds fewer events than were accepted, the missing ones are inserted again. */
  async #mend(): Promise<void> {
    const { database, memory, log } = this.#ports;
    let to = this.position;
    for (let left = batchesCompared; left > 0 && to > 0; left -= 1) {
      const bounds: Bounds = { from: Math.max(0, to - positionsPerBatch), to };
      to = bounds.from;
      const accepted = await countAccepted(database, this.#brandId, bounds);
      if ((await countHeld(memory, this.#brandId, bounds)) >= accepted) continue;
      const rows = await readRange(database, this.#brandId, bounds);
      const held = await positionsHeld(memory, this.#brandId, bounds);
      const missing = { ...rows, events: rows.events.filter((one) => !held.has(one.position)) };
      log({ event: "sink.mended" });
      const token = `${tokenOf(this.#brandId, bounds)}:mended:${held.size}`;
      await insertRows(memory, this.#brandId, missing, token, () => Promise.resolve()); // a row that it refuses is in quarantine already
    }
  }

  async #sinkNext(): Promise<void> {
    const { database, memory } = this.#ports;
    const from = this.position;
    const chunk = this.#tail.take(from, positionsPerBatch);
    const known = Math.min(this.#tail.begin() ?? Number.POSITIVE_INFINITY, this.#ports.foldedTo());
    const bounds: Bounds = chunk ?? { from, to: Math.min(known, from + positionsPerBatch) };
    await openBatch(database, this.#brandId, bounds);
    const token = tokenOf(this.#brandId, bounds);
    if (chunk === undefined || !(await insertChunk(memory, this.#brandId, chunk, token))) {
      const rows = await readRange(database, this.#brandId, bounds);
      await insertRows(memory, this.#brandId, rows, token, this.#ports.refused);
    }
    await this.#close(bounds);
  }

  /** A batch whose bounds were committed but which was not marked done: repeated with the same bounds. */
  async #finishOpenBatch(): Promise<void> {
    const { database, memory } = this.#ports;
    const bounds = await findOpenBatch(database, this.#brandId);
    if (bounds === undefined) return;
    const rows = await readRange(database, this.#brandId, bounds);
    const held = await positionsHeld(memory, this.#brandId, bounds);
    const missing = { ...rows, events: rows.events.filter((one) => !held.has(one.position)) };
    const token = tokenOf(this.#brandId, bounds);
    const again = held.size === 0 ? token : `${token}:after:${held.size}`;
    await insertRows(memory, this.#brandId, missing, again, this.#ports.refused);
    await this.#close(bounds);
  }

  async #close(bounds: Bounds): Promise<void> {
    await closeBatch(this.#ports.database, this.#brandId, bounds);
    this.#tail.drop(bounds.to);
    this.#sunk.passed(bounds.to);
    this.#ports.onSunk?.(bounds.to);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function tokenOf(brandId: number, { from, to }: Bounds): string {
  return `${brandId}:${from}:${to}`;
}
