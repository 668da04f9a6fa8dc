import type { Stream } from "../collect/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { isStoreAway } from "../platform/http/problem.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import type { Positioned } from "./appender.ts";
import type { BatchResult } from "./batch.ts";
import { foldBatch } from "./fold-batch.ts";
import { foldListed } from "./fold-listed.ts";
import type { LiveSegments } from "./live-segments.ts";
import { LostCursor, moveCursor } from "./postgres/hold-cursor.ts";
import { readCursor, readInbox } from "./postgres/inbox-reader.ts";
import type { Partitions } from "./postgres/partitions.ts";
import { ProfileCache } from "./profile-cache.ts";
import { createQueue, type Queue } from "./queue.ts";
import { Waiters } from "./waiters.ts";

export interface FoldPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly partitions: Partitions;
  readonly segments: LiveSegments;
  /** One record the fold could not take: kept in quarantine inside the same transaction. */
  readonly quarantine: (
    tx: Transaction,
    brandId: number,
    record: Positioned,
    reason: string,
  ) => Promise<void>;
  /** A folded batch, after its commit. */
  readonly onFolded: (result: BatchResult & { readonly to: number }) => void;
  /** What other parts of the program keep in memory of definitions is stale. */
  readonly onDefinition: (definition: { readonly kind: string; readonly key: string }) => Promise<void>;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
}

const recordsPerBatch = 4_000;
const profilesKept = 20_000;
const keptInMemory = 50_000;
const idleMs = 200;
const none: BatchResult = { profiles: [], folded: [], moved: [] };

/** The single writer of one brand. Whoever holds the brand's lock folds; the cursor's compare-and-set fences a writer that lost it. */
export class Fold implements Stream {
  /** Timers and fills run in it, alone, between two batches. */
  readonly queue: Queue = createQueue();
  readonly #brandId: number;
  readonly #ports: FoldPorts;
  /** What writes profiles between two batches forgets them here. */
  readonly cache: ProfileCache = new ProfileCache(profilesKept);
  readonly #waiters = new Waiters();
  #handed: Positioned[] = [];
  #cursor = 0;
  #running = false;
  #isStale = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(brandId: number, ports: FoldPorts) {
    this.#brandId = brandId;
    this.#ports = ports;
  }

  get position(): number {
    return this.#cursor;
  }

  /** Records committed by this process, so that they need not be read back. */
  handOver(records: readonly Positioned[]): void {
    // Too far behind: the rest is read from the inbox when its turn comes.
    if (this.#handed.length <= keptInMemory) for (const one of records) this.#handed.push(one);
    this.#wake();
  }

  /** Something was appended elsewhere. */
  wake(): void {
    this.#wake();
  }

  foldedUpTo(_brandId: number, position: number): Promise<void> {
    return this.#waiters.until(position, this.#cursor);
  }

  async start(): Promise<void> {
    this.cache.clear();
    this.#isStale = true;
    this.#cursor = await readCursor(this.#ports.database, this.#brandId, "fold");
    this.#running = true;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#wake();
    await this.#loop;
    await this.queue.run(() => Promise.resolve());
  }

  async #run(): Promise<void> {
    let pauseMs = 0;
    while (this.#running) {
      if (pauseMs > 0) await pause(pauseMs);
      try {
        await this.#step();
        pauseMs = 0;
      } catch (error) {
        pauseMs = Math.min(1_000, pauseMs * 2 || 20);
        await this.#recover(error);
      }
    }
  }

  async #step(): Promise<void> {
    // A definition may have been committed without being read: the old program must not fold what comes after it.
    if (this.#isStale) await this.#ports.segments.reload();
    this.#isStale = false;
    const batch = await this.#next();
    if (batch.length === 0) await this.#idle();
    else await this.queue.run(() => this.#foldOrHalve(batch));
  }

  async #recover(error: unknown): Promise<void> {
    this.#ports.log({ event: "fold.failed", code: codeOf(error) });
    this.#handed = [];
    this.cache.clear();
    this.#cursor = await readCursor(this.#ports.database, this.#brandId, "fold").catch(() => this.#cursor);
    this.#waiters.passed(this.#cursor);
  }

  /** From memory as long as it goes on without a gap (another copy appends too), else from the inbox. */
  async #next(): Promise<readonly Positioned[]> {
    const skip = this.#handed.findIndex((one) => one.position > this.#cursor);
    if (skip !== 0) this.#handed = skip === -1 ? [] : this.#handed.slice(skip);
    const batch = withoutGap(this.#handed.slice(0, recordsPerBatch), this.#cursor);
    if (batch.length > 0) return upToDefinition(batch);
    return upToDefinition(
      await readInbox(this.#ports.database, this.#brandId, this.#cursor, recordsPerBatch),
    );
  }

  async #foldOrHalve(batch: readonly Positioned[]): Promise<void> {
    try {
      await this.#fold(batch);
    } catch (error) {
      if (isStoreAway(error) || error instanceof LostCursor) throw error;
      if (batch.length === 1) return this.#quarantine(batch[0], error);
      this.#ports.log({ event: "fold.halved", code: codeOf(error) });
      const half = Math.ceil(batch.length / 2);
      await this.#foldOrHalve(batch.slice(0, half));
      await this.#foldOrHalve(batch.slice(half));
    }
  }

  async #fold(batch: readonly Positioned[]): Promise<void> {
    const { database, clock, partitions, segments } = this.#ports;
    const to = batch.at(-1)?.position ?? this.#cursor;
    const first = batch[0]?.record;
    const result = await database.transaction(
      async (tx) => {
        await this.#advance(tx, to);
        if (first?.kind === "definition") {
          await segments.onDefinition(tx, first, to);
          return none;
        }
        const context = {
          brandId: this.#brandId,
          partitions,
          reader: database,
          cache: this.cache,
          now: clock.now(),
          program: segments.program(),
          answered: segments.answered(),
        };
        return first?.kind === "listed" ? foldListed(tx, context, first, to) : foldBatch(tx, context, batch);
      },
      { synchronousCommit: false },
    );
    this.cache.keep(result.profiles);
    this.#cursor = to;
    if (first?.kind === "definition") {
      await segments.reload();
      await this.#ports.onDefinition({ kind: first.definitionKind, key: first.key });
    }
    this.#done(result);
  }

  async #quarantine(record: Positioned | undefined, error: unknown): Promise<void> {
    if (record === undefined) return;
    this.#ports.log({ event: "fold.quarantined", code: codeOf(error) });
    await this.#ports.database.transaction(async (tx) => {
      await this.#advance(tx, record.position);
      await this.#ports.quarantine(tx, this.#brandId, record, codeOf(error));
    });
    this.#cursor = record.position;
    this.#done(none);
  }

  #done(result: BatchResult): void {
    this.#ports.onFolded({ ...result, to: this.#cursor });
    this.#waiters.passed(this.#cursor);
  }

  #advance(tx: Transaction, to: number): Promise<void> {
    return moveCursor(tx, this.#brandId, this.#cursor, to);
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#handed.length > 0 || !this.#running) this.#wake();
    });
  }
}

function withoutGap(records: readonly Positioned[], after: number): readonly Positioned[] {
  const gap = records.findIndex((one, at) => one.position !== after + 1 + at);
  return gap === -1 ? records : records.slice(0, gap);
}

/** A definition is a batch of its own: what comes after it is folded by the new program. So is a change of a list, which concerns many. */
function upToDefinition(batch: readonly Positioned[]): readonly Positioned[] {
  const at = batch.findIndex(({ record }) => record.kind === "definition" || record.kind === "listed");
  if (at === -1) return batch;
  return at === 0 ? batch.slice(0, 1) : batch.slice(0, at);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : error instanceof Error ? error.name : "unknown";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
