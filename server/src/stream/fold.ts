import type { InboxRecord } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { codeOf } from "../kernel/code-of.ts";
import { isStoreAway } from "../platform/http/problem.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import type { BatchContext, FoldedBatch, Positioned } from "./batch.ts";
import { foldBatch, prepareBatch } from "./fold-batch.ts";
import { foldListed } from "./fold-listed.ts";
import { type AppendedGroup, Handed } from "./handed.ts";
import { IdentityCache } from "./identity-cache.ts";
import type { LiveSegments } from "./live-segments.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";
import { type AloneRecord, goesAlone, nextBatch } from "./next-batch.ts";
import { LostCursor, moveCursor } from "./postgres/hold-cursor.ts";
import { readCursor } from "./postgres/inbox-reader.ts";
import type { Partitions } from "./postgres/partitions.ts";
import { ProfileCache } from "./profile-cache.ts";
import { createQueue, type Queue } from "./queue.ts";
import { restAfter } from "./rest-after.ts";
import type { SinkChunk } from "./sink-tail.ts";
import { writeBatch } from "./write-batch.ts";

export interface FoldPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly partitions: Partitions;
  readonly segments: LiveSegments;
  /** One record the fold could not take: kept in quarantine inside the same transaction. */
  readonly quarantine: (
    tx: Transaction,
    brandId: number,
    record: InboxRecord,
    reason: string,
  ) => Promise<void>;
  /** By what loyalty is kept; undefined as long as it is not. */
  readonly loyalty: () => LoyaltyFooting | undefined;
  /** What was folded, after its commit. */
  readonly onFolded: (chunk: SinkChunk) => void;
  /** What other parts of the program keep in memory of definitions is stale. */
  readonly onDefinition: () => void;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
  readonly batching?: Batching;
}

const profilesKept = 20_000;
const identifiersKept = 100_000;
const idleMs = 200;

/** A batch on its way: read, folded, written; each step once the batch in front has done it. */
interface Turn {
  readonly to: number;
  readonly prepared: Promise<void>;
  readonly folded: Promise<void>;
  readonly committed: Promise<void>;
}

/** How many records go together. With fewer than `worthOverlapping` nothing is gained by beginning before the batch in front is committed. */
export interface Batching {
  readonly most: number;
  readonly worthOverlapping: number;
}

const usualBatching: Batching = { most: 4_000, worthOverlapping: 400 };
const turnsUnderWay = 2;
/** Small batches keep the stores too busy when more than one is written. */
const mostUnderWay = (isAlone: boolean, isSmall: boolean): number =>
  isAlone ? 0 : isSmall ? 1 : turnsUnderWay;
/**
 * The single writer of one brand. Whoever holds the brand's lock folds; the cursor's compare-and-set fences a writer that lost it.
 * While Postgres writes one batch the next is folded and the one after that is read.
 */
export class Fold {
  /** Timers and fills run in it, alone, between two batches. */
  readonly queue: Queue = createQueue();
  /** What writes profiles between two batches forgets them here. */
  readonly cache: ProfileCache = new ProfileCache(profilesKept);
  readonly #identity = new IdentityCache(identifiersKept);
  readonly #brandId: number;
  readonly #ports: FoldPorts;
  readonly #batching: Batching;
  readonly #handed = new Handed();
  /** Committed up to here. */
  #cursor = 0;
  /** The last batch, from its beginning to its commit. */
  #tookMs = 0;
  #running = false;
  #isStale = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(brandId: number, ports: FoldPorts) {
    this.#brandId = brandId;
    this.#ports = ports;
    this.#batching = ports.batching ?? usualBatching;
  }

  get position(): number {
    return this.#cursor;
  }

  /** Records committed by this program. */
  handOver(group: AppendedGroup): void {
    this.#handed.add(group);
    this.#wake();
  }

  /** Something was appended elsewhere. */
  wake(): void {
    this.#wake();
  }

  async start(): Promise<void> {
    this.#isStale = true;
    this.#forget();
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
        // A definition may have been committed without being read: the old program must not fold what comes after it.
        if (this.#isStale) await this.#ports.segments.reload();
        this.#isStale = false;
        if (!(await this.queue.run(() => this.#foldWaiting()))) await this.#idle();
        pauseMs = 0;
      } catch (error) {
        pauseMs = Math.min(1_000, pauseMs * 2 || 20);
        await this.#recover(error);
      }
    }
  }

  /** All that waits, until somebody else wants a turn; says whether there was anything. */
  async #foldWaiting(): Promise<boolean> {
    const begun = this.#cursor;
    try {
      await this.#foldInTurn();
    } catch (error) {
      this.#forget();
      if (isStoreAway(error) || error instanceof LostCursor) throw error;
      // One of the records is at fault: those after the cursor are taken alone, and halved until it is found.
      await this.#foldOrHalve(await this.#next(this.#cursor));
    }
    return this.#cursor > begun;
  }

  async #foldInTurn(): Promise<void> {
    const underWay: Turn[] = [];
    const untilLeft = async (most: number): Promise<void> => {
      while (underWay.length > most) {
        await underWay[0]?.committed;
        underWay.shift();
      }
    };
    try {
      let batch = await this.#next(this.#cursor);
      while (batch.length > 0) {
        const isAlone = goesAlone(batch[0]?.record);
        if (isAlone) await untilLeft(0);
        const turn = this.#begin(batch, underWay.at(-1));
        underWay.push(turn);
        await turn.prepared;
        const isSmall = batch.length < this.#batching.worthOverlapping;
        if (isSmall) await turn.folded;
        await untilLeft(mostUnderWay(isAlone, isSmall));
        if (isSmall) await pause(restAfter(this.#tookMs));
        if (this.queue.waiting > 0 || !this.#running) break;
        batch = await this.#next(turn.to);
      }
      await untilLeft(0);
    } finally {
      await Promise.allSettled(underWay.map((turn) => turn.committed));
    }
  }

  #begin(batch: readonly Positioned[], last: Turn | undefined): Turn {
    const from = last?.to ?? this.#cursor;
    const to = batch.at(-1)?.position ?? from;
    const [prepared, folded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const committed = this.#write({
      batch,
      from,
      to,
      last,
      onPrepared: prepared.resolve,
      onFolded: folded.resolve,
    });
    for (const step of [prepared, folded]) {
      committed.then(step.resolve, step.reject);
      step.promise.catch(() => undefined); // whoever waits for the commit learns of it
    }
    return { to, prepared: prepared.promise, folded: folded.promise, committed };
  }

  async #write(step: {
    batch: readonly Positioned[];
    readonly from: number;
    readonly to: number;
    readonly last: Turn | undefined;
    readonly onPrepared: () => void;
    readonly onFolded: () => void;
  }): Promise<void> {
    const { from, to, last, onPrepared, onFolded } = step;
    const first = step.batch[0]?.record;
    if (goesAlone(first)) return this.#foldAlone(first, from, to);
    const begunMs = performance.now();
    const previous = last?.committed ?? Promise.resolve();
    const context = this.#context(previous);
    const result = await this.#ports.database.transaction(
      async (tx) => {
        const prepared = await prepareBatch(tx, context, step.batch);
        step.batch = []; // thousands of events that would outlive their folding
        onPrepared();
        await last?.folded;
        const ready = await foldBatch(context, prepared);
        onFolded();
        await previous;
        await moveCursor(tx, this.#brandId, from, to);
        await writeBatch(tx, context, ready, to);
        return ready;
      },
      { synchronousCommit: false },
    );
    this.#tookMs = performance.now() - begunMs;
    this.#identity.committed(result.changes);
    this.#done(from, to, result);
  }

  #context(previous: Promise<void>): BatchContext {
    const { database, clock, partitions, segments, loyalty } = this.#ports;
    return {
      brandId: this.#brandId,
      partitions,
      reader: database,
      profiles: this.cache,
      identity: this.#identity,
      now: clock.now(),
      program: segments.program(),
      answered: segments.answered(),
      loyalty: loyalty(),
      previous,
    };
  }

  /** A definition or a change of a list: nothing else is under way. */
  async #foldAlone(record: AloneRecord, from: number, to: number): Promise<void> {
    const { database, segments, onDefinition } = this.#ports;
    const asked = await database.transaction(
      async (tx) => {
        await moveCursor(tx, this.#brandId, from, to);
        if (record.kind === "listed") return foldListed(tx, this.#context(Promise.resolve()), record, to);
        await segments.onDefinition(tx, record, to);
        return [];
      },
      { synchronousCommit: false },
    );
    this.cache.forget(asked);
    if (record.kind === "definition") {
      this.#isStale = true;
      await segments.reload();
      this.#isStale = false;
      onDefinition();
    }
    this.#done(from, to, undefined);
  }

  async #foldOrHalve(batch: readonly Positioned[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.#begin(batch, undefined).committed;
    } catch (error) {
      this.#forget();
      if (isStoreAway(error) || error instanceof LostCursor) throw error;
      if (batch.length === 1) return this.#quarantine(batch[0], error);
      this.#ports.log({ event: "fold.halved", code: codeOf(error) });
      const half = Math.ceil(batch.length / 2);
      await this.#foldOrHalve(batch.slice(0, half));
      await this.#foldOrHalve(batch.slice(half));
    }
  }

  async #quarantine(one: Positioned | undefined, error: unknown): Promise<void> {
    if (one === undefined) return;
    this.#ports.log({ event: "fold.quarantined", code: codeOf(error) });
    const from = this.#cursor;
    await this.#ports.database.transaction(async (tx) => {
      await moveCursor(tx, this.#brandId, from, one.position);
      await this.#ports.quarantine(tx, this.#brandId, one.record, codeOf(error));
    });
    this.#done(from, one.position, undefined);
  }

  async #recover(error: unknown): Promise<void> {
    this.#ports.log({ event: "fold.failed", code: codeOf(error) });
    this.#handed.clear();
    this.#forget();
    this.#cursor = await readCursor(this.#ports.database, this.#brandId, "fold").catch(() => this.#cursor);
  }

  #forget(): void {
    this.cache.clear();
    this.#identity.clear();
  }

  #done(from: number, to: number, result: FoldedBatch | undefined): void {
    this.#cursor = to;
    this.#handed.drop(to);
    this.#ports.onFolded({
      from,
      to,
      count: result?.count ?? 0,
      lines: result?.eventLines ?? "",
      moved: result?.moved ?? [],
    });
  }

  #next(after: number): Promise<readonly Positioned[]> {
    const { most } = this.#batching;
    return nextBatch(this.#ports.database, this.#brandId, this.#handed, { after, most });
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (!this.#handed.isEmpty() || !this.#running) this.#wake();
    });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
