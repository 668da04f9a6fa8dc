import { experienceSchema, type JsonObject, type SimulationResult } from "@attune/contract";
import { expect, test } from "vitest";
import { aCustomer, consenting } from "../testing/a-customer.ts";
import { aHistory, type HistoryScene, historyNow, hourMs } from "../testing/a-history.ts";
import { runSimulation } from "./run-simulation.ts";
import { add, newMeasure, sampledCount } from "./sampled-count.ts";

const gold = { ...consenting, traits: { tier: "gold" } };
const ann = aCustomer({ ...gold, profileId: 1 });
const ben = aCustomer({ ...gold, profileId: 2 });
const cem = aCustomer({ ...consenting, profileId: 3, traits: { tier: "silver" } });
const dee = aCustomer({ profileId: 4, traits: { tier: "gold" } });
const forGold = { priority: 5, condition: { trait: "tier", is: "gold" } };

/** Ann came three times, Cem twice, the others once. */
const scene: HistoryScene = {
  experiences: { gold: forGold, plain: {} },
  visits: [
    [ann, 50],
    [ann, 30],
    [ann, 10],
    [ben, 40],
    [cem, 60],
    [cem, 20],
    [dee, 15],
    [undefined, 5],
  ],
};

async function simulate(
  about: HistoryScene,
  body: JsonObject,
  key = "gold",
  days = 7,
): Promise<SimulationResult> {
  const ports = aHistory(about);
  const parsed = experienceSchema.parse({ name: key, placement: "hero", content: key, ...body });
  const changed = { key, body: parsed, live: ports.experiences.of(1).byKey.get(key) };
  return runSimulation(ports, { brandId: 1, changed, days, most: 1_000 }, async () => undefined);
}

const exactly = (counted: number) => ({ counted, estimate: counted, low: counted, high: counted });

test("what stays as it is changes no decision, and deciding again gives what was served", async () => {
  const result = await simulate(scene, forGold);

  expect(result.otherwise).toEqual({ decisions: exactly(0), customers: exactly(0) });
  expect(result.asServed).toEqual({ compared: 8, same: 8 });
  expect(result.samples).toEqual([]);
  expect(result.decisions).toEqual({ all: 8, looked: 8, unreadable: 0 });
  expect(result.customers).toEqual({ all: 4, looked: 4 });
  expect(result.sample).toBeNull();
});

test("another condition shows it to others: who, how often, and what they saw instead", async () => {
  const result = await simulate(scene, { priority: 5, condition: { trait: "tier", is: "silver" } });

  expect(result.otherwise).toEqual({ decisions: exactly(6), customers: exactly(3) });
  expect(result.placements["hero"]?.moves).toEqual([
    {
      kind: "experience",
      before: [{ experience: "gold" }],
      after: [{ experience: "plain" }],
      decisions: 4,
      customers: 2,
    },
    {
      kind: "experience",
      before: [{ experience: "plain" }],
      after: [{ experience: "gold" }],
      decisions: 2,
      customers: 1,
    },
  ]);
  expect(result.shown.before).toMatchObject({ decisions: exactly(4), customers: exactly(2) });
  expect(result.shown.after).toMatchObject({ decisions: exactly(2), customers: exactly(1) });
  expect(result.shown.after.ends).toEqual({
    conditionNotMet: 4,
    chosen: 2,
    noConsent: 1,
    unknownCustomer: 1,
  });
  // Dee is gold too, and did not agree.
  expect(result.eligible).toEqual({
    before: { suits: 3, mayBeShown: 2 },
    after: { suits: 1, mayBeShown: 1 },
    enters: 1,
    leaves: 2,
  });
  expect(result.notKnown.map(({ code }) => code)).toEqual([
    "customersAsOfNow",
    "conditionAsOfNow",
    "definitionsAsOfNow",
    "callersSeeAll",
  ]);
});

test("a cap counts what is served within the simulation: the third time in two days another is shown", async () => {
  const capped = { ...forGold, caps: [{ by: "served", most: 2, within: "2d" }] };

  const result = await simulate(scene, capped);

  expect(result.otherwise).toEqual({ decisions: exactly(1), customers: exactly(1) });
  expect(result.samples).toEqual([
    {
      profile: "prf_1",
      decisionId: "00000000-0000-4000-8000-000000000002",
      decidedAt: new Date(historyNow - 10 * hourMs).toISOString(),
      placement: "hero",
      kind: "experience",
      before: [{ experience: "gold" }],
      after: [{ experience: "plain" }],
      served: [{ experience: "gold" }],
      ends: { before: "chosen", after: "capped" },
      because: "experience: served at most 2 in 2d",
    },
  ]);
  expect(result.notKnown.map(({ code }) => code)).toContain("repeatsCountOnce");
});

test("what was served before the window counts for a cap, what was served within it is served anew", async () => {
  const cap = { ...forGold, caps: [{ by: "served", most: 3, within: "30d" }] };
  const times = [10, 30, 50, 400].map((hoursAgo) => historyNow - hoursAgo * hourMs);
  const served = {
    kind: "served",
    experience: "gold",
    placement: "hero",
    channel: "",
    tags: [],
    promotes: true,
  } as const;

  const result = await simulate(
    { ...scene, experiences: { gold: cap, plain: {} }, contacts: [{ ...served, leafId: 1, times }] },
    { ...cap, caps: [{ by: "served", most: 2, within: "30d" }] },
  );

  // Ann: once before, so of her three visits the third is capped as it stands, and the second too with the change.
  expect(result.shown.before.ends).toMatchObject({ capped: 1 });
  expect(result.shown.after.ends).toMatchObject({ capped: 2 });
  expect(result.otherwise.decisions).toEqual(exactly(1));
});

test("what the log says of a condition then goes before what is known of the customer now", async () => {
  const silverNow = aCustomer({ ...consenting, profileId: 1, traits: { tier: "silver" } });

  const result = await simulate({ ...scene, customersNow: [silverNow] }, { ...forGold, priority: -1 });

  expect(result.asServed).toEqual({ compared: 8, same: 8 });
  expect(result.otherwise).toEqual({ decisions: exactly(4), customers: exactly(2) });
});

test("where something else was in force then, before is what there is now, and the log's answer stands beside it", async () => {
  const result = await simulate(
    { ...scene, experiencesThen: { other: { priority: 9 }, plain: {} } },
    { ...forGold, content: "Gold for you" },
  );

  expect(result.asServed).toEqual({ compared: 8, same: 0 });
  expect(result.samples[0]).toMatchObject({
    kind: "content",
    before: [{ experience: "gold" }],
    after: [{ experience: "gold" }],
    served: [{ experience: "other" }],
  });
});

test("what begins next week is simulated as if it had been in force, and the answer says so", async () => {
  const next = { priority: 9, from: "2026-11-29T00:00:00Z" };

  const result = await simulate(scene, next, "new");

  expect(result.otherwise.decisions).toEqual(exactly(8));
  expect(result.eligible.before).toBeNull();
  expect(result.notKnown.map(({ code }) => code)).toContain("datesSetAside");
});

test("of a part of the customers the whole is told with its interval", async () => {
  const size = { decisions: 80, customers: 40, strangers: 10 };

  const result = await simulate(
    { ...scene, size },
    { priority: 5, condition: { trait: "tier", is: "silver" } },
  );

  expect(result.sample).toEqual({ share: 0.1 });
  expect(result.otherwise.customers.counted).toBe(3);
  expect(result.otherwise.customers.estimate).toBe(30);
  expect(result.otherwise.customers.low).toBeLessThan(30);
  expect(result.otherwise.customers.high).toBeGreaterThan(30);
});

test("an interval is that of sampling whole customers", () => {
  const measure = newMeasure();
  // 100 customers, 25 looked at: 5 of them have two decisions each.
  for (let n = 0; n < 5; n += 1) add(measure, "customers", 2);

  const count = sampledCount(measure, {
    customers: { all: 100, looked: 25 },
    strangers: { all: 0, looked: 0 },
  });

  // Mean 0.4, variance (20 − 100/25) / 24 = 0.6667; 100² × 0.75 × 0.6667 / 25 = 200; 1.96 × √200 = 27.7.
  expect(count).toEqual({ counted: 10, estimate: 40, low: 12, high: 68 });
});
