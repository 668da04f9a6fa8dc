import { decideAnswerSchema } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContactRow } from "./contact/contact.ts";
import { aCustomer } from "./testing/a-customer.ts";
import { aShelf } from "./testing/a-shelf.ts";
import { decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

const nowMs = Date.UTC(2026, 5, 10, 12);
const hourMs = 3_600_000;
const keys = ["a", "b", "c", "d", "e"];
const key = fc.constantFrom(...keys);

const cap = fc.record({
  by: fc.constantFrom("served" as const, "seen" as const),
  most: fc.integer({ min: 1, max: 3 }),
  within: fc.constant("1d"),
});

const experience = fc.record(
  {
    priority: fc.integer({ min: 0, max: 1 }),
    condition: fc.record({ trait: fc.constant("tier"), is: fc.constantFrom("x", "y") }),
    nature: fc.constantFrom("promotional" as const, "service" as const),
    until: fc.constantFrom("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    tags: fc.constantFrom(["red"], ["red", "blue"], ["blue"]),
    items: fc.record({ strategy: fc.constantFrom("popular" as const, "recentlyViewed" as const) }),
    formula: fc.constantFrom("score.s * value", "1 / (score.s - 0.5)", "profile.n + context.k"),
    value: fc.integer({ min: 0, max: 5 }),
    caps: fc.array(cap, { minLength: 1, maxLength: 2 }),
    coolDown: fc.constant("2d"),
    group: fc.record({ key: fc.constant("g"), order: fc.integer({ min: 0, max: 3 }) }),
    fallback: fc.boolean(),
  },
  { requiredKeys: [] },
);

const row = fc
  .record({
    kind: fc.constantFrom("served" as const, "seen" as const, "refused" as const),
    experience: key,
    tags: fc.constantFrom<readonly string[]>(["red"], ["blue"], []),
    hoursAgo: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }),
  })
  .map(
    ({ hoursAgo, ...more }): ContactRow => ({
      ...more,
      leafId: 7,
      placement: "hero",
      channel: "web",
      promotes: true,
      times: hoursAgo.sort((a, b) => a - b).map((hours) => nowMs - hours * hourMs),
    }),
  );

const scene = fc
  .record({
    experiences: fc.dictionary(key, experience, { minKeys: 1 }),
    policies: fc.dictionary(
      fc.constantFrom("p", "q"),
      fc.record({
        scope: fc.constantFrom(
          "promotional" as const,
          { tag: "red" },
          { placement: "hero" },
          { channel: "web" as const },
        ),
        caps: fc.array(cap, { minLength: 1, maxLength: 1 }),
      }),
    ),
    rows: fc.uniqueArray(row, { maxLength: 6, selector: (one) => `${one.kind} ${one.experience}` }),
    overrides: fc.dictionary(key, fc.constantFrom("pin" as const, "suppress" as const), { maxKeys: 1 }),
    slots: fc.integer({ min: 1, max: 3 }),
    tier: fc.constantFrom("x", "y"),
    consents: fc.boolean(),
    caseHours: fc.option(fc.integer({ min: 0, max: 20 * 24 }), { nil: undefined }),
  })
  .map(
    ({ rows, slots, tier, consents, caseHours, ...more }): Scene => ({
      ...more,
      placements: { hero: { slots: { most: slots, perTag: 2 } }, row: {} },
      customer: aCustomer({
        traits: { tier, "scores.s": 0.5, n: 2 },
        viewed: ["p"],
        ...(consents ? { consents: { "any.personalisation": "granted" } } : {}),
        ...(caseHours === undefined ? {} : { openCaseChangedAt: nowMs - caseHours * hourMs }),
      }),
      past: { rows, boughtAt: [] },
      shelf: aShelf({ products: ["p"], popular: ["p"] }),
      context: { numbers: { k: 1 } },
      channel: "web",
      nowMs,
    }),
  );

test("whatever is asked, the same in gives the same bytes, in whatever order definitions and contacts come, and the answer has its form", () => {
  fc.assert(
    fc.property(scene, (drawn) => {
      const one = decideScene(drawn);
      const turned: Scene = {
        ...drawn,
        experiences: Object.fromEntries(Object.entries(drawn.experiences).toReversed()),
        policies: Object.fromEntries(Object.entries(drawn.policies ?? {}).toReversed()),
        past: { rows: (drawn.past?.rows ?? []).toReversed(), boughtAt: [] },
      };

      expect(decideScene(turned)).toEqual(one);
      decideAnswerSchema.parse({ decisionId: one.decisionId, placements: JSON.parse(one.placements) });
      expect(fatesOfScene(drawn)).toHaveLength(Object.keys(drawn.experiences).length);
    }),
  );
});

test("nothing is shown that a cap, a cool-down, an open case, staff or the clock keeps back, but what staff pinned", () => {
  fc.assert(
    fc.property(scene, (drawn) => {
      const fates = fatesOfScene(drawn);
      const of = (...reasons: readonly string[]): readonly string[] =>
        fates.filter(({ reason }) => reasons.includes(reason)).map(({ experience }) => experience);

      for (const one of of("chosen", "pinned")) {
        expect(drawn.overrides?.[one]).not.toBe("suppress");
        expect(drawn.experiences[one]?.["until"]).not.toBe("2026-01-01T00:00:00Z");
      }
      for (const one of of("chosen")) expect(keptBack(one, drawn)).toEqual([]);
    }),
  );
});

/** Counted anew, in the plainest way. */
function keptBack(experience: string, { experiences, past, customer }: Scene): readonly string[] {
  const {
    caps = [],
    coolDown,
    nature,
  } = (experiences[experience] ?? {}) as {
    caps?: readonly { readonly by: string; readonly most: number }[];
    coolDown?: string;
    nature?: string;
  };
  const count = (kind: string, hours: number): number =>
    (past?.rows ?? [])
      .filter((one) => one.kind === kind && one.experience === experience)
      .flatMap(({ times }) => times)
      .filter((at) => at > nowMs - hours * hourMs).length;
  const changedAt = customer?.care.openCaseChangedAt() ?? Number.NEGATIVE_INFINITY;
  const isCared = nature !== "service" && nowMs < changedAt + 14 * 24 * hourMs;
  return [
    ...caps.filter(({ by, most }) => count(by, 24) >= most).map(({ by }) => `capped by ${by}`),
    ...(coolDown !== undefined && count("refused", 48) > 0 ? ["cooling down"] : []),
    ...(isCared ? ["open case"] : []),
  ];
}

test("what a contact policy stops would have passed all stages before it", () => {
  fc.assert(
    fc.property(scene, (drawn) => {
      const free: Scene = {
        ...drawn,
        policies: {},
        past: { rows: [], boughtAt: [] },
        placements: { hero: { slots: { most: 20 } } },
      };
      const stageOf = new Map(fatesOfScene(free).map(({ experience, stage }) => [experience, stage]));

      for (const { experience, stage } of fatesOfScene(drawn).filter((one) => one.stage === "contactPolicy"))
        expect(["applicability", "ranking", "slots", "chosen"], stage).toContain(stageOf.get(experience));
    }),
  );
});
