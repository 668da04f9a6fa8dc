import { defaultLoyaltySettings } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ThresholdMaker } from "./make-thresholds.ts";
import { shopper, sold } from "./testing/a-shopper.ts";
import { fifthBounds, fifthOf, percentileOf, sharesOf } from "./thresholds.ts";

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

test("of ten different values two are in each fifth", () => {
  const bounds = fifthBounds(sorted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

  expect([1, 2, 3, 4, 9, 10].map((value) => fifthOf(value, bounds))).toEqual([1, 1, 2, 2, 5, 5]);
});

test("equals share the higher fifth", () => {
  const bounds = fifthBounds(sorted([1, 1, 1, 1, 1, 1, 1, 2, 3, 4]));

  expect([1, 2, 3, 4].map((value) => fifthOf(value, bounds))).toEqual([4, 4, 5, 5]);
});

test("of any values: equals are in one fifth, higher ones in no lower, and at least a fifth reaches the highest", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }), (values) => {
      const bounds = fifthBounds(sorted(values));
      const fifths = values.toSorted((a, b) => a - b).map((value) => fifthOf(value, bounds) ?? 0);

      expect(fifths).toEqual(fifths.toSorted());
      expect(fifths.filter((fifth) => fifth === 5).length * 5).toBeGreaterThanOrEqual(values.length);
    }),
  );
});

test("a percentile is the share of customers who have the value or less, exact for few values and to a tenth of a percent for many", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 3_000 }),
      (values) => {
        const shares = sharesOf(sorted(values));
        const [value = 0] = values;
        const exact = (values.filter((one) => one <= value).length / values.length) * 100;

        expect(Math.abs((percentileOf(value, shares) ?? 0) - exact)).toBeLessThanOrEqual(0.16);
      },
    ),
    { numRuns: 50 },
  );
  expect(percentileOf(2, sharesOf(sorted([1, 2, 2, 3])))).toBe(75);
  expect(percentileOf(0, sharesOf(sorted([1, 2])))).toBe(0);
});

test("trade and consumers are compared with their own, staff are in no thresholds, and gaps are medians of medians", () => {
  const maker = new ThresholdMaker(20_600, defaultLoyaltySettings);
  const measured = (dates: readonly string[]) =>
    shopper(
      dates.map((date) => sold(`${date}T12:00:00Z`)),
      "2026-05-27T12:00:00Z",
    ).measures;
  maker.add("consumer", measured(["2026-01-01", "2026-01-21"]));
  maker.add("consumer", measured(["2026-01-01", "2026-02-10"]));
  maker.add("consumer", measured(["2026-03-01"]));
  maker.add("trade", measured(["2026-01-01", "2026-04-11"]));
  maker.add("staff", measured(["2026-01-01", "2026-01-02"]));
  const made = maker.make(4, 1_000);

  expect(made).toMatchObject({ version: 4, brandGap: 40, categoryGaps: { Home: 40 } });
  expect(made.populations.consumer?.customers).toBe(3);
  expect(made.populations.trade?.customers).toBe(1);
  expect(made.populations.staff).toBeUndefined();
});

test("thresholds do not hang on who measured whom: two threads' numbers put together give those of one", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(aShopper, fc.boolean()), { maxLength: 12 }), (shoppers) => {
      const [whole, first, second] = [1, 2, 3].map(() => new ThresholdMaker(20_600, defaultLoyaltySettings));
      for (const [{ type, measures }, isFirst] of shoppers) {
        whole?.add(type, measures);
        (isFirst ? first : second)?.add(type, measures);
      }
      const together = new ThresholdMaker(20_600, defaultLoyaltySettings);
      for (const part of [first, second]) if (part !== undefined) together.addGathered(part.gathered());

      expect(together.make(1, 1_000)).toEqual(whole?.make(1, 1_000));
    }),
    { numRuns: 50 },
  );
});

/** With some dates of one year, in one of two categories. */
const aShopper = fc
  .record({
    type: fc.constantFrom("consumer" as const, "trade" as const, "staff" as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 4 }),
    category: fc.constantFrom("Home", "Shoes"),
  })
  .map(({ type, days, category }) => {
    const dates = days.map((day) => sold(`2026-02-${String(day).padStart(2, "0")}T12:00:00Z`));
    const { measures } = shopper(dates, "2026-05-27T12:00:00Z");
    return {
      type,
      measures: { ...measures, mainCategory: measures.mainCategory === null ? null : category },
    };
  });
