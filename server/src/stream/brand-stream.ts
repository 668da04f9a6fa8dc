import type { Inbox, Quarantine, Stream } from "../collect/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database, Session } from "../platform/postgres/database.ts";
import { Appender } from "./appender.ts";
import { fillSegment } from "./fill.ts";
import type { FillSlots } from "./fill-ports.ts";
import { Fold } from "./fold.ts";
import { Leadership } from "./leadership.ts";
import { createLiveSegments, type LiveSegments } from "./live-segments.ts";
import { forgetOld } from "./postgres/forget-old.ts";
import { readCursor } from "./postgres/inbox-reader.ts";
import { createPartitions } from "./postgres/partitions.ts";
import type { Fill } from "./postgres/segment-fills.ts";
import { lastSunk } from "./postgres/sink-batch.ts";
import { Sink } from "./sink.ts";
import { askDueProfiles, profilesPerStep } from "./timers.ts";

export interface BrandStreamPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly brand: { readonly brandId: number; readonly timeZone: string };
  readonly fillSlots: FillSlots;
  /** Made after the inbox, since it appends to it. */
  readonly quarantine: () => Pick<Quarantine, "keepRecord">;
  /** Definitions in memory are to be read anew. */
  readonly onDefinition: () => Promise<void>;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
}

const timerMs = 100;
const pollMs = 10;
const reloadMs = 1_000;
const storesMs = 5_000;
const retryMs = 2_000;
const forgetMs = 3_600_000;

/** The way of one brand's events through this process: the inbox always; fold, timers, fills and sink while it leads. */
export class BrandStream implements Stream {
  readonly inbox: Inbox;
  readonly segments: LiveSegments;
  readonly #ports: BrandStreamPorts;
  readonly #fold: Fold;
  readonly #sink: Sink;
  readonly #leadership: Leadership;
  readonly #beside: Promise<void>[] = [];
  #filling: Promise<void> = Promise.resolve();
  #forgetting: NodeJS.Timeout | undefined;
  #leading = false;
  #stopping = false;

  constructor(ports: BrandStreamPorts) {
    const { database, memory, clock, brand, log } = ports;
    const partitions = createPartitions();
    this.#ports = ports;
    this.segments = createLiveSegments(database, brand);
    this.#sink = new Sink(brand.brandId, {
      database,
      memory,
      foldedTo: () => this.#fold.position,
      refused: ({ event }, reason) =>
        ports.quarantine().keepRecord(brand.brandId, { record: event, code: "sink.failed", reason }),
      log,
    });
    this.#fold = new Fold(brand.brandId, {
      database,
      clock,
      partitions,
      segments: this.segments,
      quarantine: (tx, brandId, { record }, reason) =>
        ports.quarantine().keepRecord(brandId, { record, code: "fold.failed", reason }, tx),
      onFolded: (result) => this.#sink.handOver(result),
      onDefinition: async () => {
        await ports.onDefinition();
        this.#fillNext();
      },
      log,
    });
    this.inbox = new Appender({
      database,
      partitions,
      isLeading: () => this.#leading,
      onAppended: (records) => {
        if (this.#leading) this.#fold.handOver(records);
      },
    });
    this.#leadership = new Leadership(database, brand.brandId, {
      lead: (session) => this.#lead(session),
      follow: () => this.#follow(),
    });
  }

  /** How far the fold and ClickHouse have come; 0 while another copy leads. */
  progress(): { readonly folded: number; readonly sunk: number } {
    return { folded: this.#fold.position, sunk: this.#sink.position };
  }

  async foldedUpTo(brandId: number, position: number): Promise<void> {
    while (!this.#leading && !this.#stopping) {
      if ((await readCursor(this.#ports.database, brandId, "fold")) >= position) return;
      await pause(pollMs);
    }
    await this.#fold.foldedUpTo(brandId, position);
  }

  /** Up to here ClickHouse holds everything, whichever copy leads. */
  sunkTo(): Promise<number> {
    return this.#leading
      ? Promise.resolve(this.#sink.position)
      : lastSunk(this.#ports.database, this.#ports.brand.brandId);
  }

  sunkUpTo(position: number): Promise<void> {
    return this.#sink.sunkUpTo(position);
  }

  async start(): Promise<void> {
    await this.segments.reload();
    this.#leadership.start();
    this.#beside.push(this.#keepFresh());
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#leadership.stop();
    await Promise.all(this.#beside);
  }

  async #lead(session: Session): Promise<void> {
    session.onNotification(() => this.#fold.wake());
    await session.query("listen attune_inbox");
    await this.segments.reload();
    await this.#fold.start();
    await this.#sink.start();
    this.#leading = true;
    this.#beside.push(this.#askDue());
    this.#forgetting = setInterval(() => this.#forget(), forgetMs).unref();
    this.#fillNext();
  }

  async #follow(): Promise<void> {
    this.#leading = false;
    clearInterval(this.#forgetting);
    await this.#fold.stop();
    await this.#sink.stop();
  }

  #forget(): void {
    const { database, clock, log } = this.#ports;
    forgetOld(database, clock.now(), Math.min(this.#fold.position, this.#sink.position)).catch(() =>
      log({ event: "forget.failed" }),
    );
  }

  /** A copy that does not lead learns of definitions by looking; the one that leads, where stores lie. */
  async #keepFresh(): Promise<void> {
    let sinceMs = 0;
    while (!this.#stopping) {
      await pause(timerMs);
      sinceMs += timerMs;
      if (sinceMs < (this.#leading ? storesMs : reloadMs)) continue;
      sinceMs = 0;
      const fresh = this.#leading
        ? this.followStores()
        : this.segments.reload().then(this.#ports.onDefinition);
      await fresh.catch(() => undefined);
    }
  }

  /** Stores are stated beside the inbox: who is near one that has moved is asked anew. */
  async followStores(): Promise<void> {
    const hasChanged = await this.#fold.queue.run(() => this.segments.followStores());
    if (hasChanged) this.#fillNext();
  }

  async #askDue(): Promise<void> {
    const { database, clock, brand } = this.#ports;
    while (this.#leading) {
      const asked = await askDueProfiles(brand.brandId, {
        database,
        segments: this.segments,
        fold: this.#fold,
        clock,
      }).catch(() => 0);
      if (asked < profilesPerStep) await pause(timerMs);
    }
  }

  /** One fill after the other: slots that two segments share are filled once. */
  #fillNext(): void {
    this.#filling = this.#filling
      .then(() => this.#fillAll())
      .catch(() => {
        this.#ports.log({ event: "fill.failed" });
        if (this.#leading) setTimeout(() => this.#fillNext(), retryMs).unref();
      });
  }

  async #fillAll(): Promise<void> {
    const { database, fillSlots, clock, brand } = this.#ports;
    for (let open = this.#openFill(); open !== undefined && this.#leading; open = this.#openFill()) {
      await fillSegment(
        brand.brandId,
        { database, fillSlots, segments: this.segments, fold: this.#fold, sink: this.#sink, clock },
        open,
      );
    }
  }

  #openFill(): Fill | undefined {
    return this.segments
      .fills()
      .filter((one) => one.state !== "live")
      .sort((a, b) => a.upToPosition - b.upToPosition)[0];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
