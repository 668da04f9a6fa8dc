import type { DidCondition, JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import type { Explanation } from "../../explanation.ts";
import { aView } from "../../testing/a-view.ts";
import type { NaiveEvent } from "../../testing/naive-event.ts";
import { observeAll, programOf } from "../../testing/program-of.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 5, 15, 12);

/** One leaf's orders: how many days ago, and with which properties. */
function ask(
  condition: Omit<DidCondition, "did">,
  orders: readonly (readonly [daysAgo: number, properties?: JsonObject])[],
): {
  readonly isMember: boolean;
  readonly untilInDays: number | undefined;
  readonly why: Explanation | undefined;
} {
  const program = programOf({ s: { did: "Order Completed", ...condition } });
  const events = orders.map(
    ([daysAgo, properties = {}]): NaiveEvent => ({
      name: "Order Completed",
      channel: "web",
      occurredAt: now - daysAgo * day,
      properties,
      context: { campaign: { source: "news" } },
    }),
  );
  const view = aView({ slots: [observeAll(program, events)] });
  const [answer] = program.evaluate(view, "all", now, () => false);
  return {
    isMember: answer?.isMember ?? false,
    untilInDays: answer?.until === undefined ? undefined : (answer.until - now) / day,
    why: program.explain(1, view, now, () => false),
  };
}

test("who ever bought is in for ever, who never did may come in only by buying", () => {
  expect(ask({}, [[400]])).toMatchObject({ isMember: true, untilInDays: undefined });
  expect(ask({}, [])).toMatchObject({ isMember: false, untilInDays: undefined });
});

test("who bought twice in 30 days is in until the older of the two newest is 30 days old", () => {
  const condition = { count: { gte: 2 }, within: "30d" };

  expect(ask(condition, [[1], [10], [29]])).toMatchObject({ isMember: true, untilInDays: 20 });
  expect(ask(condition, [[1], [31]])).toMatchObject({ isMember: false, untilInDays: undefined });
});

test("the window's end belongs to it, its beginning does not", () => {
  expect(ask({ within: "30d" }, [[30]])).toMatchObject({ isMember: false });
  expect(ask({ within: "30d" }, [[30 - 1 / day]])).toMatchObject({ isMember: true, untilInDays: 1 / day });
  expect(ask({ within: "30d" }, [[0]])).toMatchObject({ isMember: true, untilInDays: 30 });
});

test("who did not buy in 30 days comes in by the clock alone", () => {
  for (const count of [{ eq: 0 }, { lt: 1 }, { lte: 0 }]) {
    expect(ask({ count, within: "30d" }, [[10], [5]])).toMatchObject({ isMember: false, untilInDays: 25 });
    expect(ask({ count, within: "30d" }, [])).toMatchObject({ isMember: true, untilInDays: undefined });
  }
});

test("exactly one order in 30 days begins and ends with the orders around it", () => {
  expect(ask({ count: { eq: 1 }, within: "30d" }, [[5], [10]])).toMatchObject({
    isMember: false,
    untilInDays: 20,
  });
  expect(ask({ count: { eq: 1 }, within: "30d" }, [[5]])).toMatchObject({ isMember: true, untilInDays: 25 });
});

test("orders that leave at the same moment leave together", () => {
  // The 29th to the 31st of January all leave a window of a month when February is over.
  const program = programOf({ s: { did: "A", count: { eq: 2 }, within: "1mo" } });
  const at = (text: string): NaiveEvent => ({
    name: "A",
    channel: "web",
    occurredAt: Date.parse(text),
    properties: {},
    context: {},
  });
  const events = ["2026-01-29T10:00:00Z", "2026-01-30T10:00:00Z", "2026-01-31T10:00:00Z"].map(at);
  const view = aView({ slots: [observeAll(program, events)] });

  expect(program.evaluate(view, "all", Date.parse("2026-02-10T00:00:00Z"), () => false)).toEqual([
    { segmentId: 1, isMember: false, until: undefined },
  ]);
});

test("a month is one of the brand's calendar", () => {
  const program = programOf({ s: { did: "A", within: "1mo" } });
  const events: NaiveEvent[] = [
    {
      name: "A",
      channel: "web",
      occurredAt: Date.parse("2026-03-15T10:00:00Z"),
      properties: {},
      context: {},
    },
  ];
  const view = aView({ slots: [observeAll(program, events)] });

  expect(program.evaluate(view, "all", Date.parse("2026-04-01T00:00:00Z"), () => false)).toEqual([
    { segmentId: 1, isMember: true, until: Date.parse("2026-04-15T09:00:00Z") },
  ]);
});

test("only events that match all of where count", () => {
  const where = {
    "properties.revenue": { gte: 50 },
    "context.campaign.source": { is: "news" },
    channel: { in: ["web"] },
  };

  expect(ask({ where }, [[1, { revenue: 50 }]])).toMatchObject({ isMember: true });
  expect(ask({ where }, [[1, { revenue: 49.99 }], [2, { revenue: "50" }], [3]])).toMatchObject({
    isMember: false,
  });
});

test("sums are exact, and what is no number adds nothing", () => {
  const tenths = Array.from({ length: 10 }, (): [number, JsonObject] => [1, { revenue: 0.1 }]);

  expect(ask({ sum: { of: "properties.revenue", eq: 1 } }, tenths)).toMatchObject({ isMember: true });
  expect(
    ask({ sum: { of: "properties.revenue", gte: 1 } }, [[1, { revenue: "5" }], [1, { revenue: null }], [1]]),
  ).toMatchObject({
    isMember: false,
  });
});

test("a sum in a window goes down as orders leave, and up as refunds do", () => {
  const condition = { sum: { of: "properties.revenue", gte: 100 }, within: "30d" };

  expect(
    ask(condition, [
      [10, { revenue: 60 }],
      [20, { revenue: 50 }],
    ]),
  ).toMatchObject({ isMember: true, untilInDays: 10 });
  expect(
    ask(condition, [
      [10, { revenue: 120 }],
      [20, { revenue: -30 }],
    ]),
  ).toMatchObject({ isMember: false, untilInDays: 10 });
  expect(
    ask(condition, [
      [10, { revenue: 120 }],
      [25, { revenue: -30 }],
      [26, { revenue: 5 }],
    ]),
  ).toMatchObject({ isMember: false });
  expect(
    ask(condition, [
      [1, { revenue: 120 }],
      [5, { revenue: -30 }],
    ]),
  ).toMatchObject({ isMember: false, untilInDays: 25 });
});

test("the sum of nothing is 0, so who spent nothing spent less than 100", () => {
  expect(ask({ sum: { of: "properties.revenue", lt: 100 } }, [])).toMatchObject({ isMember: true });
  expect(ask({ count: { gte: 1 }, sum: { of: "properties.revenue", lt: 100 } }, [])).toMatchObject({
    isMember: false,
  });
});

test("the state of a window is bounded by what it counts, whatever happens", () => {
  const program = programOf({ s: { did: "A", count: { gte: 3 }, within: "30d" } });
  const events = Array.from(
    { length: 500 },
    (_, at): NaiveEvent => ({ name: "A", channel: "web", occurredAt: now - at, properties: {}, context: {} }),
  );

  expect(Object.values(observeAll(program, events))).toEqual([[now, now - 1, now - 2]]);
});

test("the state of a sum in a window reaches no further back than the window of its newest order", () => {
  const program = programOf({ s: { did: "A", sum: { of: "properties.revenue", gte: 1 }, within: "7d" } });
  const events = Array.from(
    { length: 100 },
    (_, at): NaiveEvent => ({
      name: "A",
      channel: "web",
      occurredAt: now - at * day,
      properties: { revenue: 1 },
      context: {},
    }),
  );

  expect(
    Object.values(observeAll(program, events)).map((slot) => (Array.isArray(slot) ? slot.length : 0)),
  ).toEqual([14]);
});

test("of one with more numbers in the window than are kept the sum is not told, until enough have left it", () => {
  const often = Array.from({ length: 600 }, (_, at): [number, JsonObject] => [at / 20, { revenue: 1 }]);
  const condition = { sum: { of: "properties.revenue", gte: 10 }, within: "30d" };

  // The 500th newest is 24.95 days old.
  const told = ask(condition, often);
  expect(told.isMember).toBe(false);
  expect(told.untilInDays).toBeCloseTo(5.05);
  expect(told.why?.why).toBe(
    "500 or more numbers of revenue, too many to be told, from “Order Completed” in the last 30 days.",
  );
  expect(ask(condition, often.slice(0, 499))).toMatchObject({ isMember: true });
  const kept = observeAll(
    programOf({ s: { did: "Order Completed", ...condition } }),
    often.map(([ago, properties]) => ({ ...anEventAgo(ago), properties })),
  );
  expect(Object.values(kept).map((slot) => (Array.isArray(slot) ? slot.length : 0))).toEqual([1_000]);
});

function anEventAgo(daysAgo: number): NaiveEvent {
  const occurredAt = now - daysAgo * day;
  return { name: "Order Completed", channel: "web", occurredAt, properties: {}, context: {} };
}

test("the reason says what was found, in words a shopkeeper would use", () => {
  const two = { count: { gte: 2 }, within: "30d" } as const;
  const spent = { sum: { of: "properties.revenue", gte: 1 }, within: "1mo" } as const;
  const paid: [number, JsonObject][] = [
    [1, { revenue: 5 }],
    [2, { revenue: 7.5 }],
  ];

  expect(ask(two, [[1], [10]]).why).toMatchObject({ holds: true, until: now + 20 * day });
  expect(ask({}, [[1], [40], [400]]).why?.why).toBe("Did “Order Completed” 3 times.");
  expect(ask(two, [[1]]).why?.why).toBe("Did “Order Completed” once in the last 30 days.");
  expect(ask(two, []).why?.why).toBe("Did not do “Order Completed” in the last 30 days.");
  expect(ask({ ...spent, count: { gte: 3 } }, paid).why?.why).toBe(
    "Did “Order Completed” twice with revenue of 12.5 in all in the last month.",
  );
  expect(ask(spent, []).why?.why).toBe("No revenue in all from “Order Completed” in the last month.");
});

test("no more is said than is kept: who is counted up to two has bought at least twice", () => {
  expect(ask({ count: { gte: 2 }, within: "30d" }, [[1], [2], [3]]).why?.why).toBe(
    "Did “Order Completed” at least twice in the last 30 days.",
  );
  expect(ask({ within: "30d" }, [[1], [2]]).why?.why).toBe("Did “Order Completed” in the last 30 days.");
});
