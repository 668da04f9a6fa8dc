import type { LocalDays } from "../../kernel/local-date.ts";
import type { CustomerView } from "../profile-state.ts";
import type { Catchments } from "./catchment.ts";
import { type LoyaltyRow, rowOfMeasures } from "./loyalty-row.ts";
import { ThresholdMaker } from "./make-thresholds.ts";
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
  /** Channel → the last one on it. */
  readonly engagedAt: Readonly<Record<string, number>>;
}

export interface FillPorts {
  readonly rules: LoyaltyRules;
  readonly catchments: Catchments;
  /** All visible customers, part by part. */
  customers(): AsyncIterable<readonly FilledCustomer[]>;
  /** Both write only those of them who have no row yet: whom the fold has written since they were read is newer. */
  writeHistories(histories: readonly FilledHistory[]): Promise<void>;
  writeRows(rows: readonly LoyaltyRow[]): Promise<void>;
  writeThresholds(thresholds: Thresholds): Promise<void>;
}

export interface FilledHistory {
  readonly profileId: number;
  readonly history: ShopHistory;
}

const rowsPerPart = 5_000;

/**
 * Everybody's loyalty from scratch, in two passes: all are measured, thresholds are made of them, then each is worked out by those. Holds
 * about half a kilobyte a customer meanwhile. @returns how many customers
 */
export async function fillLoyalty(ports: FillPorts, version: number, nowMs: number): Promise<number> {
  const { rules } = ports;
  const today = rules.days.dayOf(nowMs);
  const maker = new ThresholdMaker(today, rules.settings);
  const packed = await measureAll(ports, maker, nowMs);
  const thresholds = maker.make(version, nowMs);
  await ports.writeThresholds(thresholds);
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < packed.length; from += rowsPerPart) {
    const count = Math.min(rowsPerPart, packed.length - from);
    const rows = Array.from({ length: count }, (_, at) =>
      rowOfMeasures(packed.at(from + at), undefined, { rules, thresholds }, nowMs),
    );
    await writing;
    writing = ports.writeRows(rows);
  }
  await writing;
  return packed.length;
}

async function measureAll(ports: FillPorts, maker: ThresholdMaker, nowMs: number): Promise<PackedCustomers> {
  const { rules, catchments } = ports;
  const today = rules.days.dayOf(nowMs);
  const packed = new PackedCustomers();
  let writing: Promise<void> = Promise.resolve();
  for await (const part of ports.customers()) {
    const histories: FilledHistory[] = [];
    for (const { profileId, view, sales, engagement } of part) {
      const person = withEngagement(personOf(view, rules.days, catchments), engagement, rules.days);
      const history = sales.length === 0 ? noHistory : historyOf(sales, rules, nowMs);
      const measures = measure(history, person, today, rules.settings);
      maker.add(person.accountType, measures);
      packed.push({ profileId, person, measures });
      if (sales.length > 0) histories.push({ profileId, history });
    }
    await writing;
    writing = ports.writeHistories(histories);
  }
  await writing;
  return packed;
}

function withEngagement(
  person: LoyalPerson,
  engagement: FilledCustomer["engagement"],
  days: LocalDays,
): LoyalPerson {
  if (engagement.length === 0) return person;
  const engagedOn = { ...person.engagedOn };
  let { firstSeenOn } = person;
  for (const { firstAt, engagedAt } of engagement) {
    firstSeenOn = Math.min(firstSeenOn ?? Number.MAX_SAFE_INTEGER, days.dayOf(firstAt));
    for (const [channel, at] of Object.entries(engagedAt))
      engagedOn[channel] = Math.max(engagedOn[channel] ?? Number.MIN_SAFE_INTEGER, days.dayOf(at));
  }
  return { ...person, engagedOn, firstSeenOn };
}
