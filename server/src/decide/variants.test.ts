import type { JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedRecord } from "./decision-log.ts";
import { aCustomer, type CustomerFacts, consenting } from "./testing/a-customer.ts";
import { answerScene, decideScene, type Scene } from "./testing/ground.ts";
import type { KeptVariant, LoggedExposure } from "./variants.ts";

const ab: readonly JsonObject[] = [{ key: "a" }, { key: "b", content: "B" }];

const shownTo = (profileId: number, more: Partial<Scene> & Pick<Scene, "experiences">) =>
  answerScene({ customer: aCustomer({ ...consenting, profileId }), ...more })["hero"];

const dealtTo = (profileId: number, variants: JsonObject, key = "tea"): string | undefined =>
  shownTo(profileId, { experiences: { [key]: variants } })?.variant;

function exposureOf(scene: Scene): LoggedExposure | undefined {
  const { answer }: LoggedRecord = JSON.parse(decideScene(scene).record);
  return answer["hero"]?.exposure;
}

const customers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

/** Five standard errors of a share: by chance once in two million. */
const allowed = (share: number, count: number): number => 5 * Math.sqrt((share * (1 - share)) / count);

test("a customer is shown the content of the variant dealt, or the experience's own where the variant has none", () => {
  const experiences = { tea: { content: "Tea", variants: ab } };

  const shown = customers(50).map((one) => shownTo(one, { experiences }));

  expect(new Set(shown.map((one) => JSON.stringify([one?.variant, one?.content])))).toEqual(
    new Set(['["a","Tea"]', '["b","B"]']),
  );
});

test.each([
  ["halves", undefined, [0.5, 0.5]],
  ["a tenth", [0.1, 0.9], [0.1, 0.9]],
  ["three", [0.2, 0.3, 0.5], [0.2, 0.3, 0.5]],
])("variants are as large as their weights say, within chance: %s", (_what, weights, shares) => {
  const count = 10_000;
  const variants = shares.map((_share, at) => ({
    key: `v${at}`,
    ...(weights === undefined ? {} : { weight: weights[at] ?? 0 }),
  }));

  const dealt = customers(count).map((one) => dealtTo(one, { variants }));

  for (const [at, share] of shares.entries()) {
    const found = dealt.filter((variant) => variant === `v${at}`).length / count;
    expect(Math.abs(found - share)).toBeLessThan(allowed(share, count));
  }
});

test("what one test deals says nothing about what another with a salt of its own deals", () => {
  const count = 10_000;
  const one = customers(count).map((id) => dealtTo(id, { variants: ab }, "tea"));
  const other = customers(count).map((id) => dealtTo(id, { variants: ab, dealing: { salt: "x" } }, "tea"));

  const same = one.filter((variant, at) => variant === other[at]).length / count;

  expect(Math.abs(same - 0.5)).toBeLessThan(allowed(0.5, count));
});

test("raising coverage moves nobody out and nobody over; the rest are shown the experience's own content", () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(percent, percent, fc.integer({ min: 1, max: 1e9 }), (one, other, profileId) => {
      const dealtAt = (coverage: number): string | undefined =>
        dealtTo(profileId, { variants: ab, dealing: { coverage: coverage / 100 } });

      const before = dealtAt(Math.min(one, other));
      const after = dealtAt(Math.max(one, other));

      if (before !== undefined) expect(after).toBe(before);
    }),
  );
  expect(
    shownTo(1, { experiences: { tea: { content: "Tea", variants: ab, dealing: { coverage: 0 } } } }),
  ).toMatchObject({ content: "Tea", reason: { code: "everyone" } });
});

test("experiences with parts of one namespace that do not overlap share nobody, and together they leave nobody out", () => {
  const namespace = (from: number, until: number): JsonObject => ({
    variants: ab,
    dealing: { namespace: { id: "teas", from, until } },
  });

  for (const one of customers(2_000)) {
    const green = dealtTo(one, namespace(0, 0.4), "green");
    const black = dealtTo(one, namespace(0.4, 1), "black");
    expect([green, black].filter((variant) => variant !== undefined)).toHaveLength(1);
  }
});

const kept = (more: Partial<KeptVariant> = {}): KeptVariant => ({
  experience: "tea",
  salt: "tea",
  variant: "a",
  version: 1,
  propensity: 0.5,
  ...more,
});

test("a customer keeps the variant while weights, coverage and namespace change, with what was logged of it", () => {
  const change = fc.record({
    weights: fc.integer({ min: 0, max: 100 }),
    coverage: fc.integer({ min: 0, max: 100 }),
    from: fc.integer({ min: 0, max: 99 }),
  });
  fc.assert(
    fc.property(change, fc.integer({ min: 1, max: 1e9 }), ({ weights, coverage, from }, profileId) => {
      const scene: Scene = {
        experiences: {
          tea: {
            variants: [
              { key: "a", weight: weights / 100 },
              { key: "b", weight: 1 - weights / 100 },
            ],
            dealing: { coverage: coverage / 100, namespace: { id: "n", from: from / 100, until: 1 } },
          },
        },
        customer: aCustomer({ ...consenting, profileId }),
        kept: [kept({ variant: "b", version: 0, propensity: 0.25 })],
      };

      expect(answerScene(scene)["hero"]?.variant).toBe("b");
      const [variant, way, , propensity, version] = exposureOf(scene) ?? [];
      expect([variant, propensity, version]).toEqual(["b", 0.25, 0]);
      expect(["dealt", "kept"]).toContain(way);
    }),
  );
});

test("of two that were joined the older one's variant is kept, and hers is the place that decides", () => {
  const experiences = { tea: { variants: ab } };
  const joined = (leafIds: readonly number[], ...dealt: readonly KeptVariant[]): string | undefined =>
    answerScene({
      experiences,
      customer: aCustomer({ ...consenting, profileId: 90, leafIds }),
      kept: dealt,
    })["hero"]?.variant;

  expect(joined([4, 90], kept({ variant: "b" }), kept({ variant: "a" }))).toBe("b");
  expect(joined([4, 90], kept({ variant: "a" }), kept({ variant: "b" }))).toBe("a");
  for (const older of customers(20)) expect(joined([older, 90])).toBe(dealtTo(older, { variants: ab }));
});

test("who was dealt a variant before the version from which is compared takes no part any longer, though others do", () => {
  const scene = (version: number): Scene => ({
    experiences: { tea: { content: "Own", variants: ab, dealing: { minVersion: 3 } } },
    customer: aCustomer(consenting),
    kept: [kept({ version })],
  });

  expect(answerScene(scene(2))["hero"]).toMatchObject({ content: "Own" });
  expect(exposureOf(scene(2))?.slice(0, 2)).toEqual([null, "excluded"]);
  expect(exposureOf(scene(3))?.slice(0, 2)).toEqual(["a", expect.any(String)]);
  expect(exposureOf({ ...scene(3), kept: [] })?.[1]).toBe("dealt");
});

test("who kept a variant that is gone, or that of another salt or experience, is dealt anew", () => {
  for (const old of [{ variant: "gone" }, { salt: "old" }, { experience: "coffee" }]) {
    const { fresh } = decideScene({
      experiences: { tea: { variants: ab } },
      customer: aCustomer(consenting),
      kept: [kept(old)],
    });
    expect(fresh).toMatchObject([{ experience: "tea", salt: "tea", offered: ["a", "b"] }]);
  }
});

test("nobody is dealt a variant without consent or unrecognised: all of them see the experience's own content, and the reason says why", () => {
  const experiences = { tea: { content: "Tea", variants: [{ key: "b", content: "B" }] } };

  for (const [customer, code] of [
    [undefined, "unknownCustomer"],
    [aCustomer({}), "noConsent"],
  ] as const) {
    const scene: Scene = { experiences, customer };
    expect(answerScene(scene)["hero"]).toEqual({
      experience: "tea",
      content: "Tea",
      reason: { code, text: expect.any(String) },
    });
    expect(exposureOf(scene)).toEqual([null, code, null, 1, 1]);
    expect(decideScene(scene).fresh).toEqual([]);
  }
});

test("a variant that is forced for a test is shown to whomever, is logged as such and is not kept", () => {
  for (const customer of [undefined, aCustomer({}), aCustomer(consenting)]) {
    const scene: Scene = {
      experiences: { tea: { variants: ab, dealing: { coverage: 0 } } },
      customer,
      context: { variants: { tea: "b" } },
      kept: [kept()],
    };
    expect(answerScene(scene)["hero"]).toMatchObject({ variant: "b", content: "B" });
    expect(exposureOf(scene)).toEqual(["b", "forced", null, null, 1]);
    expect(decideScene(scene).fresh).toEqual([]);
    expect(decideScene(scene).decisionId).not.toBe(decideScene({ ...scene, context: {} }).decisionId);
  }
});

test("the propensities of all outcomes add up to one", () => {
  const dealing = { coverage: 0.8, namespace: { id: "n", from: 0.2, until: 0.7 } };
  const variants = [
    { key: "a", weight: 0.25 },
    { key: "b", weight: 0.75 },
  ];
  const outcomes = new Map(
    customers(300).map((profileId) => {
      const customer = aCustomer({ ...consenting, profileId });
      const [variant, way, , likely] =
        exposureOf({ experiences: { tea: { variants, dealing } }, customer }) ?? [];
      return [`${variant} ${way}`, likely];
    }),
  );

  expect(Object.fromEntries(outcomes)).toEqual({
    "a dealt": 0.1,
    "b dealt": 0.3,
    "null notCovered": 0.1,
    "null notInNamespace": 0.5,
  });
});

test("the same question with what was kept of its answer gives the same bytes, on whatever channel", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 100 }), (profileId, coverage) => {
      const facts: CustomerFacts = { ...consenting, profileId };
      const scene: Scene = {
        experiences: { tea: { variants: ab, dealing: { coverage: coverage / 100 } } },
        customer: aCustomer(facts),
        channel: "web",
      };

      const first = decideScene(scene);
      const again = decideScene({ ...scene, kept: first.fresh, channel: "store" });

      const record = first.record.replace('"channel":"web"', '"channel":"store"'); // where it was asked first
      expect({ ...again, fresh: [] }).toEqual({ ...first, record, fresh: [] });
      expect(again.fresh).toEqual([]);
    }),
  );
});
