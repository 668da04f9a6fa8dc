import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database } from "../platform/postgres/database.ts";
import type { FoldedEvent, LeafMoved } from "./batch.ts";
import { insertRows, positionsHeld, type RefusedRow } from "./clickhouse/insert-rows.ts";
import {
  type Bounds,
  closeBatch,
  findOpenBatch,
  lastSunk,
  openBatch,
  readRange,
} from "./postgres/sink-batch.ts";
import { SinkTail } from "./sink-tail.ts";
import { Waiters } from "./waiters.ts";

export interface SinkPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly foldedTo: () => number;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
  /** ClickHouse takes this row under no circumstances: kept in quarantine. */
  readonly refused: RefusedRow;
  /** Waits this long for more events before it writes; milliseconds. */
  readonly gatherMs?: number;
}

const positionsPerBatch = 50_000;

/**
 * Carries folded events to ClickHouse exactly once: the bounds of a batch are committed first (a synchronous commit, so the fold's
 * commits before it are on disk too), then exactly that range is inserted with the bounds as token, then it is marked done.
 * After a crash the same bounds are repeated, leaving out the positions that ClickHouse already holds.
 */
export class Sink {
  readonly #brandId: number;
  readonly #ports: SinkPorts;
  readonly #waiters = new Waiters();
  #tail = new SinkTail(0);
  #sunk = 0;
  #running = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(brandId: number, ports: SinkPorts) {
    this.#brandId = brandId;
    this.#ports = ports;
  }

  /** Everything up to here is in ClickHouse. */
  get position(): number {
    return this.#sunk;
  }

  /** What was folded up to a position, in order, after its commit. */
  handOver(result: {
    readonly folded: readonly FoldedEvent[];
    readonly moved: readonly LeafMoved[];
    readonly to: number;
  }): void {
    this.#tail.add(result);
  }

  sunkUpTo(position: number): Promise<void> {
    return this.#waiters.until(position, this.#sunk);
  }

  async start(): Promise<void> {
    this.#sunk = await lastSunk(this.#ports.database, this.#brandId);
    this.#tail = new SinkTail(this.#ports.foldedTo());
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
    while (this.#running) {
      await this.#wait(pauseMs || (this.#ports.gatherMs ?? 250));
      try {
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
    if (this.#ports.foldedTo() > this.#sunk) await this.#sinkNext();
    while (this.#running && this.#ports.foldedTo() - this.#sunk > positionsPerBatch / 2)
      await this.#sinkNext();
  }

  async #sinkNext(): Promise<void> {
    const { database, memory } = this.#ports;
    const bounds: Bounds = {
      from: this.#sunk,
      to: Math.min(this.#ports.foldedTo(), this.#sunk + positionsPerBatch),
    };
    await openBatch(database, this.#brandId, bounds);
    const rows =
      this.#tail.take(bounds.from, bounds.to) ?? (await readRange(database, this.#brandId, bounds));
    await insertRows(memory, this.#brandId, rows, tokenOf(this.#brandId, bounds), this.#ports.refused);
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
    this.#sunk = bounds.to;
    this.#tail.drop(bounds.to);
    this.#waiters.passed(this.#sunk);
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

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "unknown";
}
