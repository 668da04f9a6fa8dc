import { channels } from "@attune/contract";
import type { Day, LocalDays } from "../../kernel/local-date.ts";
import type { CustomerView } from "../profile-state.ts";
import type { Catchments } from "./catchment.ts";
import { type LoyaltyRow, rowOfMeasures } from "./loyalty-row.ts";
import { type GatheredNumbers, ThresholdMaker } from "./make-thresholds.ts";
import { type LoyalPerson, measure } from "./measure.ts";
import { PackedCustomers } from "./packed-customers.ts";
import { personOf } from "./person.ts";
import type { LoyaltyRules } from "./rules.ts";
import { historyOf, noHistory, type ShopHistory } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";
import type { Thresholds } from "./thresholds.ts";

/** A customer as the stores hold them. */
export interface FilledCustomer {
  readonly profileId: number;
  readonly view: CustomerView;
  readonly sales: readonly SoldSale[];
  /** What the memory of events tells, by leaf. */
  readonly engagement: readonly LeafEngagement[];
}

/** What a leaf's events tell of meaningful interactions. Epoch milliseconds. */
export interface LeafEngagement {
  readonly firstAt: number;
  /** The last one on each channel, in the order of `channels`; 0: there was none. */
  readonly engagedAt: readonly number[];
}

export interface FilledHistory {
  readonly profileId: number;
  readonly history: ShopHistory;
}

export interface FillGround {
  readonly rules: LoyaltyRules;
  readonly catchments: Catchments;
}

/** Small, so that they are gone before they grow old. */
const rowsPerPart = 500;

/**
 * Works out customers from scratch, in two passes: all are measured, thresholds are made of them and of whom others measured, then each is worked out by
 * those. Holds about half a kilobyte a customer meanwhile.
 */
export class LoyaltyFiller {
  readonly #ground: FillGround;
  readonly #nowMs: number;
  readonly #maker: ThresholdMaker;
  readonly #packed = new PackedCustomers();

  constructor(ground: FillGround, nowMs: number) {
    this.#ground = ground;
    this.#nowMs = nowMs;
    this.#maker = new ThresholdMaker(ground.rules.days.dayOf(nowMs), ground.rules.settings);
  }

  /** The histories of those who have bought. */
  measure(part: readonly FilledCustomer[]): readonly FilledHistory[] {
    const { rules, catchments } = this.#ground;
    const today = rules.days.dayOf(this.#nowMs);
    const histories: FilledHistory[] = [];
    for (const { profileId, view, sales, engagement } of part) {
      const person = withEngagement(personOf(view, rules.days, catchments), engagement, rules.days);
      const history = sales.length === 0 ? noHistory : historyOf(sales, rules, this.#nowMs);
      const measures = measure(history, person, today, rules.settings);
      this.#maker.add(person.accountType, measures);
      this.#packed.push({ profileId, person, measures });
      if (sales.length > 0) histories.push({ profileId, history });
    }
    return histories;
  }

  gathered(): GatheredNumbers {
    return this.#maker.gathered();
  }

  /** Of all who were measured, in parts. */
  *rows(thresholds: Thresholds): Generator<readonly LoyaltyRow[], void> {
    const { rules } = this.#ground;
    for (let from = 0; from < this.#packed.length; from += rowsPerPart) {
      const count = Math.min(rowsPerPart, this.#packed.length - from);
      yield Array.from({ length: count }, (_, at) =>
        rowOfMeasures(this.#packed.at(from + at), undefined, { rules, thresholds }, this.#nowMs),
      );
    }
  }
}

function withEngagement(
  person: LoyalPerson,
  engagement: FilledCustomer["engagement"],
  days: LocalDays,
): LoyalPerson {
  if (engagement.length === 0) return person;
  const engagedOn: Record<string, Day> = { ...person.engagedOn };
  let { firstSeenOn } = person;
  for (const { firstAt, engagedAt } of engagement) {
    const seenOn = days.dayOf(firstAt);
    if (firstSeenOn === null || seenOn < firstSeenOn) firstSeenOn = seenOn;
    addEngaged(engagedOn, engagedAt, days);
  }
  return { ...person, engagedOn, firstSeenOn };
}

function addEngaged(
  engagedOn: Record<string, Day>,
  engagedAt: LeafEngagement["engagedAt"],
  days: LocalDays,
): void {
  for (const [nth, channel] of channels.entries()) {
    const at = engagedAt[nth] ?? 0;
    if (at <= 0) continue;
    const day = days.dayOf(at);
    const known = engagedOn[channel];
    if (known === undefined || day > known) engagedOn[channel] = day;
  }
}
