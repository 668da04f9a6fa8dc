import type { GatheredNumbers } from "../make-thresholds.ts";
import { ThresholdMaker } from "../make-thresholds.ts";
import type { Thresholds } from "../thresholds.ts";
import type { LoyaltyPorts } from "./loyalty-ports.ts";
import { type CustomerRange, rangesOf } from "./read-customers.ts";
import { readGround } from "./read-ground.ts";
import { insertMissingHistories, insertMissingRows, type LoyaltyLines } from "./save-loyalty.ts";
import { insertThresholds, markApplied } from "./thresholds-store.ts";

/** Works out some of the customers, on this thread or on another. */
export interface FillHand {
  /** All that is asked of it, one range after the other; `write` takes the histories of a part. */
  measure(ranges: readonly CustomerRange[], write: WriteLines): Promise<GatheredNumbers>;
  /** Of all whom it has measured. Says how many. */
  tell(thresholds: Thresholds, write: WriteLines): Promise<number>;
  end(): Promise<void>;
}

export type WriteLines = (lines: LoyaltyLines) => Promise<void>;

/** What is worked out as of `nowMs`, of at most so many customers. */
export type OpenFillHands = (nowMs: number, customers: number) => Promise<readonly FillHand[]>;

/** Small, so that what is read of them is gone before it grows old. */
export const customersPerRange = 500;
/** A question to ClickHouse costs the same for ten ranges as for one. */
export const rangesPerQuestion = 40;

/** Everybody's loyalty from what the stores hold, for those who have none yet. */
export async function fillBrand(
  { database, brand, step }: Pick<LoyaltyPorts, "database" | "brand" | "step">,
  openHands: OpenFillHands,
  nowMs: number,
): Promise<number> {
  const { brandId } = brand;
  const { thresholds: known, settings, days } = await readGround(database, brand);
  const version = known.version + 1;
  const ranges = await rangesOf(database, brandId, customersPerRange);
  const hands = await openHands(nowMs, ranges.length * customersPerRange);
  try {
    const gathered = await Promise.all(
      hands.map((hand, nth) =>
        hand.measure(shareOf(ranges, nth, hands.length), (lines) =>
          step((tx) => insertMissingHistories(tx, brandId, lines)),
        ),
      ),
    );
    const maker = new ThresholdMaker(days.dayOf(nowMs), settings);
    for (const numbers of gathered) maker.addGathered(numbers);
    const thresholds = maker.make(version, nowMs);
    await insertThresholds(database, brandId, thresholds);
    const told = await Promise.all(
      hands.map((hand) =>
        hand.tell(thresholds, (lines) => step((tx) => insertMissingRows(tx, brandId, lines))),
      ),
    );
    await markApplied(database, brandId, version, nowMs);
    return told.reduce((sum, count) => sum + count, 0);
  } finally {
    await Promise.all(hands.map((hand) => hand.end()));
  }
}

/** Each in turn takes as many as one question to ClickHouse is asked for. */
function shareOf(ranges: readonly CustomerRange[], nth: number, of: number): readonly CustomerRange[] {
  return ranges.filter((_, at) => Math.floor(at / rangesPerQuestion) % of === nth);
}
