import { expect, test } from "vitest";
import { assess, dataKinds, type Facts, goals, missingOf } from "./assessment.ts";

const minuteMs = 60_000;
const nothing: Facts = {
  lastEventAgeMs: null,
  hasCustomer: false,
  hasProduct: false,
  quarantined: 0,
  shares: { email: 0, phone: 0, birthday: 0, orders: 0, storeOrders: 0, views: 0, returns: 0, marketing: 0 },
  decidedTouchpoints: 0,
  liveExperiences: 0,
  liveHoldOuts: 0,
};
const all: Facts = {
  lastEventAgeMs: minuteMs,
  hasCustomer: true,
  hasProduct: true,
  quarantined: 0,
  shares: goals,
  decidedTouchpoints: 3,
  liveExperiences: 1,
  liveHoldOuts: 1,
};

test("an empty brand scores next to nothing, one with everything scores 100", () => {
  expect(assess(nothing).points).toBeLessThan(5);
  expect(assess(all).points).toBe(100);
});

test("a brand that has all data and has decided nothing yet is two thirds of the way", () => {
  const { points, steps } = assess({ ...all, decidedTouchpoints: 0, liveExperiences: 0, liveHoldOuts: 0 });

  expect(points).toBe(67);
  expect(steps.test.points).toBe(0);
});

test("an e-mail address of half as many customers as wanted counts half", () => {
  const { steps } = assess({ ...all, shares: { ...goals, email: goals.email / 2 } });

  expect(missingOf(steps.gather)).toEqual([{ key: "email", score: 0.5 }]);
  expect(steps.gather.points).toBe(95);
});

test("events that stopped a month ago count no longer", () => {
  const { steps } = assess({ ...all, lastEventAgeMs: 30 * 24 * 60 * minuteMs });

  expect(missingOf(steps.know)).toEqual([{ key: "events", score: 0 }]);
});

test("one bad event keeps a step from being whole", () => {
  expect(assess({ ...all, quarantined: 1 }).steps.gather.points).toBeLessThan(100);
});

test("what a role may not see is left out of its score, and a step of which nothing is seen has none", () => {
  const unseen = Object.fromEntries(dataKinds.map((kind) => [kind, undefined])) as unknown as Facts["shares"]; // a kind each
  const { points, steps } = assess({
    ...all,
    shares: unseen,
    quarantined: undefined,
    decidedTouchpoints: undefined,
    liveExperiences: undefined,
    liveHoldOuts: undefined,
  });

  expect(steps.know.points).toBe(100);
  expect(steps.test.points).toBeUndefined();
  expect(points).toBeUndefined();
});
