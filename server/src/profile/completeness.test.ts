import { expect, test } from "vitest";
import { type AttributeName, type AttributeQuality, qualityOf } from "./completeness.ts";
import { emptyLeaf } from "./fold-leaf.ts";
import type { FoundProfile } from "./profiles.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const dayMs = 86_400_000;

function customer(
  traits: Readonly<Record<string, readonly [value: string, daysAgo: number]>>,
  consents: Readonly<Record<string, "granted" | "withdrawn">> = {},
): FoundProfile {
  const leaf = {
    ...emptyLeaf,
    traits: Object.fromEntries(
      Object.entries(traits).map(([path, [value, days]]) => [
        path,
        [value, now - days * dayMs, "m", 1] as const,
      ]),
    ),
    consents: Object.fromEntries(
      Object.entries(consents).map(([key, state]) => [key, [state, now - dayMs, "m"] as const]),
    ),
  };
  return {
    profileId: 1,
    state: { leaves: { 1: leaf }, segments: {} },
    timerAt: undefined,
    leaves: [],
    identifiers: [],
    sold: [],
  };
}

function attribute(found: FoundProfile, name: AttributeName): AttributeQuality | undefined {
  return qualityOf(found, now).attributes.find((one) => one.name === name);
}

test("a fresh, right e-mail address with consent is worth everything; without consent it is worth two thirds", () => {
  const email = { email: ["ada@example.com", 10] } as const;

  expect(attribute(customer(email, { "email.marketing": "granted" }), "email")?.score).toBe(1);
  expect(attribute(customer(email, { "email.marketing": "withdrawn" }), "email")?.score).toBeCloseTo(2 / 3);
  expect(attribute(customer(email), "email")).toMatchObject({ consent: 0.5, consentState: "unknown" });
});

test.each([
  ["email", "ada at example", 0],
  ["phone", "+44 1632 960123", 1],
  ["phone", "01632 960123", 0],
  ["birthday", "1990-02-29", 0],
  ["birthday", "1988-02-29", 1],
  ["birthday", "2090-01-01", 0],
  ["country", "GB", 1],
  ["country", "12", 0],
] as const)("of %s “%s” the validity is %i", (name, value, validity) => {
  const path = name === "country" ? "address.country" : name;

  expect(attribute(customer({ [path]: [value, 1] }), name)?.validity).toBe(validity);
});

test.each([
  [0, 1],
  [365, 1],
  [730, 0.5],
  [1_095, 0],
  [4_000, 0],
])("what was said %i days ago is %f fresh", (days, freshness) => {
  expect(attribute(customer({ name: ["Ada", days] }), "name")?.freshness).toBeCloseTo(freshness);
});

test("of nobody's details nothing is told but that they are missing", () => {
  const quality = qualityOf(customer({}), now);

  expect(quality).toMatchObject({
    completeness: 0,
    validity: null,
    freshness: null,
    consent: null,
    score: 0,
  });
});

test("an address that only an identifier tells is there, but nobody knows since when", () => {
  const found = {
    ...customer({}),
    identifiers: [{ namespace: "email", value: "ada@example.com", proof: "secretKey" }],
  } as FoundProfile;

  expect(attribute(found, "email")).toMatchObject({
    isPresent: true,
    validity: 1,
    freshness: null,
    saidAt: null,
  });
});
