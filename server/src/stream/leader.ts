import { setRecordAside } from "../collect/index.ts";
import { createQuarantineStore } from "../collect/postgres/quarantine-store.ts";
import type { Clock } from "../kernel/clock.ts";
import { codeOf } from "../kernel/code-of.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database, Session } from "../platform/postgres/database.ts";
import type { GroundBrand } from "../profile/loyalty/postgres/read-ground.ts";
import { fillSlots } from "../segment/clickhouse/fill-slots.ts";
import { loyaltyNeedsOf } from "../segment/index.ts";
import { fillSegment } from "./fill.ts";
import type { FillSlots } from "./fill-ports.ts";
import { type Batching, Fold } from "./fold.ts";
import type { AppendedGroup } from "./handed.ts";
import { Leadership } from "./leadership.ts";
import { createLiveSegments, type LiveSegments } from "./live-segments.ts";
import { LoyaltyKeeper, type LoyaltyKeeperPorts } from "./loyalty-keeper.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";
import { forgetOld } from "./postgres/forget-old.ts";
import { forgetOutbox } from "./postgres/forget-outbox.ts";
import { createPartitions } from "./postgres/partitions.ts";
import type { Fill } from "./postgres/segment-fills.ts";
import { Sink } from "./sink.ts";
import type { StreamLeader, StreamNews } from "./stream-leader.ts";
import { sweepSlots } from "./sweep-slots.ts";
import { askDueProfiles, type Herding } from "./timers.ts";

export interface LeaderPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly brand: GroundBrand;
  readonly batching?: Batching;
  readonly herding?: Herding;
  readonly pace?: Pace;
  readonly fillHands?: LoyaltyKeeperPorts["fillHands"];
}

/** How long it rests between two looks at the clock, in milliseconds. */
export interface Pace {
  readonly timersMs: number;
  readonly loyaltyMs: number;
}

const usualPace: Pace = { timersMs: 100, loyaltyMs: 1_000 };
/** So many were due: more may be by now. */
const worthGoingOn = 1_000;
const retryMs = 2_000;
const forgetMs = 3_600_000;
const storesMs = 5_000;

/** Leads one brand as long as it holds the brand's lock. */
export class Leader implements StreamLeader {
  readonly #ports: LeaderPorts;
  readonly #segments: LiveSegments;
  readonly #fold: Fold;
  readonly #sink: Sink;
  readonly #loyalty: LoyaltyKeeper;
  readonly #leadership: Leadership;
  readonly #beside: Promise<void>[] = [];
  #news: StreamNews | undefined;
  #filling: Promise<void> = Promise.resolve();
  #sweeping: Promise<void> = Promise.resolve();
  #forgetting: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #leading = false;

  constructor(ports: LeaderPorts) {
    const { database, memory, clock, brand } = ports;
    const { brandId } = brand;
    const asides = createQuarantineStore(database);
    const log: StreamNews["log"] = (line) => this.#news?.log(line);
    this.#ports = ports;
    this.#segments = createLiveSegments(database, brand, () => this.#news?.changed("segments"));
    this.#sink = new Sink(brandId, {
      database,
      memory,
      foldedTo: () => this.#fold.position,
      refused: ({ event }, reason) =>
        setRecordAside(asides, brandId, { record: event, code: "sink.failed", reason }),
      onSunk: (position) => this.#news?.sunk(position),
      log,
    });
    this.#fold = new Fold(brandId, {
      database,
      clock,
      partitions: createPartitions(),
      segments: this.#segments,
      loyalty: () => this.#loyalty.footing,
      quarantine: (tx, _brandId, record, reason) =>
        setRecordAside(asides, brandId, { record, code: "fold.failed", reason }, tx),
      onFolded: (chunk) => {
        this.#sink.handOver(chunk);
        this.#news?.folded(chunk.to);
      },
      onDefinition: () => {
        this.#news?.changed("definition");
        this.#fillNext();
        this.#sweepNext();
        this.#loyalty.wake();
      },
      log,
      ...(ports.batching === undefined ? {} : { batching: ports.batching }),
    });
    this.#loyalty = new LoyaltyKeeper({
      database,
      memory,
      clock,
      brand,
      fold: this.#fold,
      sink: this.#sink,
      segments: this.#segments,
      onFilled: () => this.#fillNext(),
      turnMs: (ports.pace ?? usualPace).loyaltyMs,
      fillHands: ports.fillHands,
    });
    this.#leadership = new Leadership(database, brandId, {
      lead: (session) => this.#lead(session),
      follow: () => this.#follow(),
    });
  }

  async start(news: StreamNews): Promise<void> {
    this.#news = news;
    await this.#segments.reload();
    this.#leadership.start();
  }

  handOver(group: AppendedGroup): void {
    if (this.#leading) this.#fold.handOver(group);
  }

  breakConnections(): void {
    this.#ports.database.breakConnections();
  }

  async stop(): Promise<void> {
    await this.#leadership.stop();
    await Promise.all(this.#beside);
  }

  async #lead(session: Session): Promise<void> {
    session.onNotification(() => this.#fold.wake());
    await session.query("listen attune_inbox");
    await this.#segments.reload();
    await this.#loyalty.begin();
    await this.#fold.start();
    await this.#sink.start();
    this.#leading = true;
    this.#news?.folded(this.#fold.position);
    this.#news?.sunk(this.#sink.position);
    this.#news?.leading(true);
    this.#beside.push(
      this.#askDue(),
      this.#loyalty.run((code) => this.#news?.log({ event: "loyalty.failed", code })),
    );
    this.#forgetting = setInterval(() => this.#forget(), forgetMs).unref();
    this.#looking = setInterval(() => {
      this.followStores().catch(() => undefined); // Postgres is away or another copy leads: the next turn tells
    }, storesMs).unref();
    this.#fillNext();
    this.#sweepNext();
  }

  async #follow(): Promise<void> {
    this.#leading = false;
    this.#loyalty.end();
    this.#news?.leading(false);
    clearInterval(this.#forgetting);
    clearInterval(this.#looking);
    await this.#fold.stop();
    await this.#sink.stop();
  }

  /** Stores are stated beside the inbox: who is near one that has moved is asked anew. */
  async followStores(): Promise<void> {
    const hasChanged = await this.#fold.queue.run(() => this.#segments.followStores(this.#fold.position));
    if (hasChanged) this.#fillNext();
  }

  #forget(): void {
    const { database, clock, brand } = this.#ports;
    const now = clock.now();
    Promise.all([
      forgetOld(database, now, Math.min(this.#fold.position, this.#sink.position)),
      forgetOutbox(database, brand.brandId, now),
    ]).catch(() => this.#news?.log({ event: "forget.failed" }));
  }

  async #askDue(): Promise<void> {
    const { brand } = this.#ports;
    const loyalty = (): LoyaltyFooting | undefined => this.#loyalty.footing;
    const ports = { ...this.#ports, segments: this.#segments, fold: this.#fold, loyalty };
    const { timersMs } = this.#ports.pace ?? usualPace;
    while (this.#leading) {
      const asked = await askDueProfiles(brand.brandId, ports).catch(() => 0); // Postgres is away or another copy leads: the next turn tells
      if (asked < worthGoingOn) await pause(timersMs);
    }
  }

  /** Slots that nothing needs leave the rows of customers, at a tenth of the time. */
  #sweepNext(): void {
    const { database, brand, pace = usualPace } = this.#ports;
    const ports = {
      database,
      segments: this.#segments,
      fold: this.#fold,
      isLeading: () => this.#leading,
      rest: (workedMs: number) => pause(Math.max(pace.timersMs, 9 * workedMs)),
    };
    this.#sweeping = this.#sweeping
      .then(() => sweepSlots(brand.brandId, ports))
      .catch((error: unknown) => {
        if (this.#leading) this.#news?.log({ event: "sweep.failed", code: codeOf(error) });
      });
  }

  /** One fill after the other: slots that two segments share are filled once. */
  #fillNext(): void {
    this.#filling = this.#filling
      .then(() => this.#fillAll())
      .catch((error: unknown) => {
        this.#news?.log({ event: "fill.failed", code: codeOf(error) });
        if (this.#leading) setTimeout(() => this.#fillNext(), retryMs).unref();
      });
  }

  async #fillAll(): Promise<void> {
    const { database, memory, clock, brand } = this.#ports;
    const ports = {
      database,
      fillSlots: ((slots, range) => fillSlots(memory, slots, range)) satisfies FillSlots,
      segments: this.#segments,
      fold: this.#fold,
      sink: this.#sink,
      loyalty: () => this.#loyalty.footing,
      clock,
    };
    for (let open = this.#openFill(); open !== undefined && this.#leading; open = this.#openFill())
      await fillSegment(brand.brandId, ports, open);
  }

  /** What hangs on loyalty waits until that is kept of everybody. */
  #openFill(): Fill | undefined {
    const { ids } = loyaltyNeedsOf(this.#segments.program());
    const isLoyaltyKept = this.#loyalty.footing?.isFilled === true;
    return this.#segments
      .fills()
      .filter((one) => one.state !== "live" && (isLoyaltyKept || !ids.has(one.segmentId)))
      .sort((a, b) => a.upToPosition - b.upToPosition)[0];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
