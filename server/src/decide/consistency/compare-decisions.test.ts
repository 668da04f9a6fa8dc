import type { CandidateFate, DecisionRecord, Placement, PlacementAnswer } from "@attune/contract";
import { expect, test } from "vitest";
import { compareDecisions } from "./compare-decisions.ts";

const answer = (more: Partial<PlacementAnswer> = {}): PlacementAnswer => ({
  experience: "gold",
  content: "For you",
  reason: { code: "personalised", text: "" },
  ...more,
});
const chosen: CandidateFate = { experience: "gold", version: 1, stage: "chosen", reason: "chosen" };

interface Facts {
  readonly answer?: PlacementAnswer;
  readonly fates?: readonly CandidateFate[];
  readonly placement?: string;
  readonly context?: DecisionRecord["input"]["context"];
  readonly versions?: Partial<DecisionRecord["versions"]>;
}

function decided(facts: Facts = {}): DecisionRecord {
  const { placement = "hero", context = { channel: "web" } } = facts;
  return {
    decisionId: "00000000-0000-8000-8000-000000000000",
    decidedAt: "2026-11-22T12:00:00.000Z",
    profile: "prf_7",
    input: { placements: [placement], context, channel: "store" },
    versions: {
      profile: "v1",
      definitions: 1,
      placements: { [placement]: 1 },
      shelf: 1,
      recommendations: 1,
      ...facts.versions,
    },
    explanation: { [placement]: facts.fates ?? [chosen] },
    answer: { [placement]: facts.answer ?? answer() },
  };
}

const inStore = { context: {} } as const;
const compare = (a: Facts, b: Facts, placements: Readonly<Record<string, Partial<Placement>>> = {}) =>
  compareDecisions(
    decided(a),
    decided(b),
    new Map(Object.entries(placements).map(([key, body]) => [key, { name: key, ...body }])),
  );
const told = (a: Facts, b: Facts, placements: Readonly<Record<string, Partial<Placement>>> = {}) =>
  compare(a, b, placements).differences.map(({ kind, cause }) => `${kind} ${cause}`);

const nothing = answer({ experience: null, content: null, reason: { code: "nothingSuits", text: "" } });
const stopped = (reason: CandidateFate["reason"], stage: CandidateFate["stage"]): CandidateFate => ({
  ...chosen,
  stage,
  reason,
});

test("the same answer on two channels is no difference, in another language neither, nor are other products at the same price", () => {
  const tea = { product: "tea", name: "Tea", priceMinor: 500, currency: "GBP" };
  const row = (...items: PlacementAnswer["items"] & object): Facts => ({
    ...inStore,
    answer: answer({ items }),
  });

  expect(compare({}, inStore)).toEqual({ differences: [], passed: 0 });
  expect(told({}, { ...inStore, answer: answer({ locale: "de", content: "Für Sie" }) })).toEqual([]);
  expect(told(row(tea), row({ ...tea, product: "mug" }, tea))).toEqual([]);
  expect(told(row(tea), row({ ...tea, priceMinor: 600 }))).toEqual(["promise none"]);
});

test.each([
  [
    "consent that is asked by channel",
    { reason: "noConsent" as const, versions: { profile: null } },
    "state consent",
  ],
  ["a hold-out", { reason: "heldOut" as const, versions: {} }, "state none"],
])("%s is another state", (_what, { reason, versions }, expected) => {
  const withheld = { ...nothing, reason: { code: reason, text: "" } };
  const other = { ...inStore, answer: withheld, fates: [stopped(reason, "eligibility")], versions };

  expect(told({}, other)).toEqual([expected]);
});

test.each([
  ["customerChanged", { versions: { profile: "v2" } }, stopped("conditionNotMet", "suitability")],
  ["definitionsChanged", { versions: { definitions: 2 } }, stopped("conditionNotMet", "suitability")],
  ["contactPolicy", {}, stopped("capped", "contactPolicy")],
  ["stockChanged", { versions: { shelf: 2 } }, stopped("noItems", "applicability")],
  ["store", { context: { store: "leeds" } }, stopped("noItems", "applicability")],
  ["none", {}, stopped("conditionNotMet", "suitability")],
])("eligible on one channel only, because of %s", (cause, more, fate) => {
  const { differences } = compare({}, { ...inStore, answer: nothing, fates: [fate], ...more });

  expect(differences).toMatchObject([{ profile: "prf_7", kind: "eligibility", cause, experience: "gold" }]);
  expect(differences[0]?.sides.map(({ channel, reason }) => [channel, reason])).toEqual([
    ["web", "chosen"],
    ["store", fate.reason],
  ]);
});

test("placements that promise under one name must tell the same, others need not", () => {
  const [online, atDesk] = [{ placement: "delivery" }, { ...inStore, placement: "desk" }];
  const later = { ...atDesk, answer: answer({ content: "In a week" }) };
  const promise = { delivery: { promise: "delivery" }, desk: { promise: "delivery" } };

  expect(told(online, atDesk, promise)).toEqual([]);
  expect(told(online, later, promise)).toEqual(["promise channel"]);
  expect(told(online, later)).toEqual([]);
});

test("differences that the placement declares pass: local stock, an incentive of the channel's own", () => {
  const soldOut: Facts = {
    context: { store: "leeds" },
    answer: nothing,
    fates: [stopped("noItems", "applicability")],
  };
  const ownPrice = { ...inStore, answer: answer({ content: "10 % off in store" }) };
  const incentive = { hero: { channel: "web", mayDiffer: ["channelIncentive"] } } as const;

  expect(compare({}, soldOut, { hero: { mayDiffer: ["localStock"] } })).toEqual({
    differences: [],
    passed: 1,
  });
  expect(compare({}, ownPrice, incentive)).toEqual({ differences: [], passed: 1 });
  expect(told({}, { ...ownPrice, versions: { profile: "v2" } }, incentive)).toEqual([
    "promise customerChanged",
  ]);
  expect(told({}, soldOut)).toEqual(["eligibility store"]);
});
