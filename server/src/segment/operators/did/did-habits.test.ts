import type { DidCondition, JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import { aView } from "../../testing/a-view.ts";
import type { NaiveEvent } from "../../testing/naive-event.ts";
import { observeAll, programOf } from "../../testing/program-of.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 5, 15, 12);

/** Orders: how many days ago, and with which properties; other events by name. */
type Deed = readonly [daysAgo: number, properties?: JsonObject, name?: string];

function ask(
  condition: Omit<DidCondition, "did">,
  ...deeds: readonly Deed[]
): { readonly isMember: boolean; readonly untilInDays: number | undefined } {
  const program = programOf({ s: { did: "Order Completed", ...condition } });
  const events = deeds.map(
    ([daysAgo, properties = {}, name = "Order Completed"]): NaiveEvent => ({
      name,
      channel: "web",
      occurredAt: now - daysAgo * day,
      properties,
      context: {},
    }),
  );
  const [answer] = program.evaluate(aView({ slots: [observeAll(program, events)] }), "all", now, () => false);
  return {
    isMember: answer?.isMember ?? false,
    untilInDays: answer?.until === undefined ? undefined : (answer.until - now) / day,
  };
}

test("who bought in three of the last six months is regular until a month without a purchase is one too many", () => {
  const condition = { regularly: { in: 3, of: 6, every: "month" } } as const;

  // April, May, June; the first of them is left behind when October begins in London.
  expect(ask(condition, [1], [30], [60])).toEqual({
    isMember: true,
    untilInDays: (Date.UTC(2026, 8, 30, 23) - now) / day,
  });
  expect(ask(condition, [1], [2], [3])).toMatchObject({ isMember: false });
});

test("who bought before Mother's Day in two of three years is in until a third year without has begun", () => {
  const condition = {
    around: { occasion: "mothersDay", region: "GB", before: "14d", in: 2, of: 3 },
  } as const;
  const on = (...days: readonly string[]): readonly Deed[] =>
    days.map((text) => [(now - Date.parse(text)) / day]);

  // 30 March 2025 and 15 March 2026; of 2028 it is 26 March.
  expect(ask(condition, ...on("2025-03-16T00:00:00Z", "2026-03-15T23:59:59Z"))).toEqual({
    isMember: true,
    untilInDays: (Date.UTC(2028, 2, 12) - now) / day,
  });
  expect(ask(condition, ...on("2025-03-15T23:59:59Z", "2026-03-10T12:00:00Z"))).toMatchObject({
    isMember: false,
  });
  expect(ask(condition, ...on("2026-03-02T12:00:00Z", "2026-03-10T12:00:00Z"))).toMatchObject({
    isMember: false,
  });
  expect(ask(condition, ...on("2023-03-10T12:00:00Z", "2026-03-10T12:00:00Z"))).toMatchObject({
    isMember: false,
  });
});

test("who was regular and has not come for 60 days has stopped", () => {
  const condition = { stopped: { for: "60d", regularly: { in: 3, of: 4, every: "month" } } } as const;

  expect(ask(condition, [61], [91], [122])).toMatchObject({ isMember: true, untilInDays: undefined });
  expect(ask(condition, [50], [80], [111])).toMatchObject({ isMember: false, untilInDays: 10 });
  expect(ask(condition, [61])).toMatchObject({ isMember: false, untilInDays: undefined });
});

test("who bought after a pause of 180 days has started again, and is new again for 30 days", () => {
  const condition = { startedAgain: { after: "180d" }, within: "30d" };

  expect(ask(condition, [10], [190])).toMatchObject({ isMember: true, untilInDays: 20 });
  expect(ask(condition, [10], [100], [190])).toMatchObject({ isMember: false });
  expect(ask(condition, [10])).toMatchObject({ isMember: false });
});

test("the first purchase was made lately, or long ago", () => {
  expect(ask({ first: { withinLast: "30d" } }, [10], [5])).toMatchObject({ isMember: true, untilInDays: 20 });
  expect(ask({ first: { withinLast: "30d" } }, [10], [50])).toMatchObject({ isMember: false });
  expect(ask({ last: { longerAgo: "30d" } }, [10], [50])).toMatchObject({ isMember: false, untilInDays: 20 });
  expect(ask({ last: { before: "2026-06-15" } }, [0.6])).toMatchObject({ isMember: true });
  expect(ask({ last: { before: "2026-06-15" } }, [0.4])).toMatchObject({ isMember: false });
});

test("what the dearest order cost is known without keeping the orders", () => {
  const dear = { max: { of: "properties.revenue", gte: 100 }, within: "30d" };

  expect(ask(dear, [10, { revenue: 120 }], [5, { revenue: 20 }])).toMatchObject({
    isMember: true,
    untilInDays: 20,
  });
  expect(ask({ max: { of: "properties.revenue", lt: 100 } }, [10, { revenue: 99.99 }])).toMatchObject({
    isMember: true,
  });
  expect(ask({ max: { of: "properties.revenue", lt: 100 } }, [10])).toMatchObject({ isMember: false });
});

test("an average is compared exactly, and that of nothing is nothing", () => {
  const third = { avg: { of: "properties.revenue", gt: 0.333333333 } };

  expect(ask(third, [1, { revenue: 1 }], [2, { revenue: 0 }], [3, { revenue: 0 }])).toMatchObject({
    isMember: true,
  });
  expect(ask({ avg: { of: "properties.revenue", lt: 5 } }, [1])).toMatchObject({ isMember: false });
});

test("different coupons are counted once each", () => {
  const condition = { distinct: { of: "coupon", gte: 2 }, within: "30d" };

  expect(ask(condition, [1, { coupon: "A" }], [2, { coupon: "B" }], [20, { coupon: "A" }])).toMatchObject({
    isMember: true,
    untilInDays: 28,
  });
  expect(ask(condition, [1, { coupon: "A" }], [2, { coupon: "A" }])).toMatchObject({ isMember: false });
});

test("since the last complaint only what came after it counts", () => {
  const condition = { count: { gte: 2 }, since: { did: "Complained" } } as const;

  expect(ask(condition, [1], [2], [3, {}, "Complained"])).toMatchObject({ isMember: true });
  expect(ask(condition, [1], [4], [3, {}, "Complained"])).toMatchObject({ isMember: false });
  expect(ask(condition, [1], [2])).toMatchObject({ isMember: false });
});

test("between two days the first counts whole, the second not at all", () => {
  const condition = { between: { from: "2026-06-10", until: "2026-06-12" } };

  expect(ask(condition, [(now - Date.UTC(2026, 5, 9, 23)) / day])).toMatchObject({ isMember: true });
  expect(ask(condition, [(now - Date.UTC(2026, 5, 9, 22, 59)) / day])).toMatchObject({ isMember: false });
  expect(ask(condition, [(now - Date.UTC(2026, 5, 11, 23)) / day])).toMatchObject({ isMember: false });
});
