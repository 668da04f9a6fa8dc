import type { Clock } from "../kernel/clock.ts";
import { codeOf } from "../kernel/code-of.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import { foldVersion } from "../profile/index.ts";
import { readEngagement } from "../profile/loyalty/clickhouse/read-engagement.ts";
import { haveShoppersDoubled } from "../profile/loyalty/postgres/count-shoppers.ts";
import { fillBrand, type OpenFillHands } from "../profile/loyalty/postgres/fill-brand.ts";
import { openFillHand } from "../profile/loyalty/postgres/fill-hand.ts";
import type { LoyaltyPorts } from "../profile/loyalty/postgres/loyalty-ports.ts";
import {
  type GroundBrand,
  readCatalogueMark,
  readGround,
  readGroundMark,
} from "../profile/loyalty/postgres/read-ground.ts";
import {
  isAnyLoyaltyDue,
  rebuildBrand,
  refreshThresholds,
  renewDue,
} from "../profile/loyalty/postgres/renew-brand.ts";
import { readThresholdsStanding } from "../profile/loyalty/postgres/thresholds-store.ts";
import { askSoon } from "../profile/postgres/profile-store.ts";
import type { Fold } from "./fold.ts";
import type { LiveSegments } from "./live-segments.ts";
import { isLoyaltyAsked, type LoyaltyFooting } from "./loyalty-work.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import { type LoyaltyMarks, readLoyaltyMarks, saveLoyaltyMarks } from "./postgres/loyalty-marks.ts";
import { refoldLeaves } from "./refold-leaves.ts";
import type { Sink } from "./sink.ts";
import { tellOutbox } from "./tell-outbox.ts";

export interface LoyaltyKeeperPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly brand: GroundBrand;
  readonly fold: Fold;
  readonly sink: Sink;
  readonly segments: LiveSegments;
  /** Loyalty is kept of everybody from here on. */
  readonly onFilled: () => void;
  /** How long it rests between two turns. */
  readonly turnMs: number;
  /** Who works out everybody from scratch, if not this thread alone. */
  readonly fillHands: ((here: OpenFillHands) => OpenFillHands) | undefined;
}

/** What loyalty hangs on beside events is looked at this often, and at once when a definition changes. */
const marksMs = 10_000;

/**
 * All that loyalty needs beside the fold, where it leads: leaves of an earlier program are made anew, then everybody is filled once; later
 * the calendar, new thresholds daily (of a new brand as it grows), and everybody from all sales when rates, settings, stores or the catalogue are others. In steps
 * between two batches; each may be repeated, so a restart begins it again.
 */
export class LoyaltyKeeper {
  readonly #ports: LoyaltyKeeperPorts;
  readonly #loyalty: LoyaltyPorts;
  #footing: LoyaltyFooting | undefined;
  #isRefolded = false;
  #isLeading = false;
  #ended = Promise.withResolvers<void>();
  #marksSeenAt = Number.NEGATIVE_INFINITY;
  /** Where the fold stood when growth was last looked at, and until when it is not. */
  #grownAt = -1;
  #restsUntil = 0;
  #wake: () => void = () => undefined;

  constructor(ports: LoyaltyKeeperPorts) {
    const { database, brand, fold } = ports;
    this.#ports = ports;
    this.#loyalty = {
      database,
      brand,
      step: (work) => this.#step(work),
      tell: (tx, news) => tellOutbox(tx, brand.brandId, news, fold.position),
      changed: (tx, profileIds) => this.#askSoon(tx, profileIds),
      onThresholds: () => this.#reground(),
    };
  }

  /** By what the fold keeps loyalty; undefined as long as nothing is kept. */
  get footing(): LoyaltyFooting | undefined {
    return this.#footing;
  }

  /** Before the fold begins: whether loyalty is kept, and by what. */
  async begin(): Promise<void> {
    const { newest } = await this.#standing();
    this.#isLeading = true;
    this.#ended = Promise.withResolvers();
    this.#marksSeenAt = Number.NEGATIVE_INFINITY;
    this.#footing = undefined;
    this.#isRefolded = false;
    if (newest > 0) await this.#readFooting();
  }

  end(): void {
    this.#isLeading = false;
    this.#ended.resolve();
    this.#wake();
  }

  /** Something was defined: whether everybody is to be worked out anew is looked at soon. */
  wake(): void {
    this.#marksSeenAt = Number.NEGATIVE_INFINITY;
    this.#wake();
  }

  /** Until it no longer leads. `failed`: a turn did not come to its end; it is begun anew. */
  async run(failed: (code: string) => void): Promise<void> {
    const ended = this.#ended.promise;
    while (this.#isLeading) {
      const turn = this.#turn().catch((error: unknown) => {
        if (this.#isLeading) failed(codeOf(error));
      });
      // What waits for the sink would wait for ever behind its end.
      await Promise.race([turn, ended]);
      if (this.#isLeading) await this.#pause();
    }
  }

  async #turn(): Promise<void> {
    const { database, brand, clock } = this.#ports;
    const lead = this.#ended;
    const isLeading = (): boolean => this.#isLeading && this.#ended === lead;
    this.#isRefolded ||= await refoldLeaves(brand.brandId, { ...this.#ports, isLeading });
    if (!this.#isRefolded) return;
    if (this.#footing === undefined) await this.#reground();
    if (!(await this.#isFilled())) await this.#fill();
    await this.#followMarks();
    await this.#followDays();
    await this.#followGrowth();
    while (this.#isLeading && (await isAnyLoyaltyDue(database, brand.brandId, clock.now()))) {
      if (this.#footing !== undefined) await renewDue(this.#loyalty, this.#footing.ground, clock.now());
    }
  }

  async #fill(): Promise<void> {
    const { database, memory, brand, clock, fillHands } = this.#ports;
    const marks = await this.#readMarks();
    const here: OpenFillHands = async (nowMs) => [
      await openFillHand({ database, brand }, (range) => readEngagement(memory, brand.brandId, range), nowMs),
    ];
    await fillBrand(this.#loyalty, fillHands?.(here) ?? here, clock.now());
    await this.#noteMarks(marks);
    await this.#reground();
    this.#ports.onFilled();
  }

  /** Those of whom something is other than it was when they were asked, by more than the calendar. */
  async #askSoon(tx: Transaction, profileIds: readonly number[]): Promise<void> {
    const { brand, clock, fold, segments } = this.#ports;
    if (!isLoyaltyAsked(segments.program(), segments.answered())) return;
    fold.cache.forget(profileIds);
    await askSoon(tx, brand.brandId, profileIds, clock.now());
  }

  /** Settings, rates or stores are others, or the leaves are: everybody from all sales, then thresholds of them. */
  async #followMarks(): Promise<void> {
    const { database, brand, clock } = this.#ports;
    if (performance.now() - this.#marksSeenAt < marksMs) return;
    this.#marksSeenAt = performance.now();
    const known = await readLoyaltyMarks(database, brand.brandId);
    const ground = `${foldVersion} ${await readGroundMark(database, brand)}`;
    if (known?.ground === ground) return;
    await this.#reground();
    await rebuildBrand(this.#loyalty, clock.now());
    await refreshThresholds(this.#loyalty, clock.now());
    await this.#noteMarks({ ground, catalogue: known?.catalogue ?? "" });
  }

  /** Another day of the brand's calendar, or the last thresholds did not reach everybody. */
  async #followDays(): Promise<void> {
    const { database, brand, clock } = this.#ports;
    const { newest, applied } = await this.#standing();
    const { ground } = this.#footing ?? {};
    if (ground === undefined) return;
    const isOld = ground.days.dayOf(ground.thresholds.computedAt) < ground.days.dayOf(clock.now());
    if (newest === applied && !isOld) return;
    const known = await readLoyaltyMarks(database, brand.brandId);
    const catalogue = await readCatalogueMark(database, brand.brandId);
    if (known?.catalogue !== catalogue) await rebuildBrand(this.#loyalty, clock.now());
    await refreshThresholds(this.#loyalty, clock.now());
    await this.#noteMarks({ ground: known?.ground ?? "", catalogue });
  }

  /** What is relative to a brand's customers rests on few while it is new: it follows as soon as twice as many have bought, but never takes more than a tenth of the time. */
  async #followGrowth(): Promise<void> {
    const { database, brand, clock, fold } = this.#ports;
    const { ground } = this.#footing ?? {};
    const from = performance.now();
    if (ground === undefined || from < this.#restsUntil || fold.position === this.#grownAt) return;
    // With no batch under way: all up to where the fold stands is counted.
    const isNew = await fold.queue.run(() => {
      this.#grownAt = fold.position;
      return haveShoppersDoubled(database, brand.brandId, ground.thresholds);
    });
    if (!isNew) return;
    await refreshThresholds(this.#loyalty, clock.now());
    this.#restsUntil = performance.now() + 9 * (performance.now() - from);
  }

  async #isFilled(): Promise<boolean> {
    return (await this.#standing()).applied > 0;
  }

  #standing(): ReturnType<typeof readThresholdsStanding> {
    return readThresholdsStanding(this.#ports.database, this.#ports.brand.brandId);
  }

  async #readMarks(): Promise<LoyaltyMarks> {
    const { database, brand } = this.#ports;
    return {
      ground: `${foldVersion} ${await readGroundMark(database, brand)}`,
      catalogue: await readCatalogueMark(database, brand.brandId),
    };
  }

  #noteMarks(marks: LoyaltyMarks): Promise<void> {
    return this.#step((tx) => saveLoyaltyMarks(tx, this.#ports.brand.brandId, marks));
  }

  /** With no batch under way: those after it are worked out by what is read here. */
  #reground(): Promise<void> {
    return this.#ports.fold.queue.run(() => this.#readFooting());
  }

  async #readFooting(): Promise<void> {
    const { database, brand } = this.#ports;
    const ground = await readGround(database, brand);
    this.#footing = { ground, isFilled: await this.#isFilled() };
  }

  /** A transaction between two batches of the fold. */
  async #step<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { database, brand, fold } = this.#ports;
    if (!this.#isLeading) throw new Error("Another copy of the program leads the brand.");
    return fold.queue.run(() =>
      database.transaction(
        async (tx) => {
          await holdCursor(tx, brand.brandId, fold.position);
          return work(tx);
        },
        { synchronousCommit: false },
      ),
    );
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#ports.turnMs);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
