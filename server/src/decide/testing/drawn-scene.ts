import fc from "fast-check";
import type { ContactRow } from "../contact/contact.ts";
import { aCustomer } from "./a-customer.ts";
import { aShelf } from "./a-shelf.ts";
import type { Scene } from "./ground.ts";

export const drawnAt: number = Date.UTC(2026, 5, 10, 12);
export const hourMs: number = 3_600_000;
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
      times: hoursAgo.sort((a, b) => a - b).map((hours) => drawnAt - hours * hourMs),
    }),
  );

/** All that arbitration looks at, of a few experiences at one placement. */
export const drawnScene: fc.Arbitrary<Scene> = fc
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
        ...(caseHours === undefined ? {} : { openCaseChangedAt: drawnAt - caseHours * hourMs }),
      }),
      past: { rows, boughtAt: [] },
      shelf: aShelf({ products: ["p"], popular: ["p"] }),
      context: { numbers: { k: 1 } },
      channel: "web",
      nowMs: drawnAt,
    }),
  );
