import {
  type ConsentStatement,
  consentsViewSchema,
  type EventRecord,
  type InboxRecord,
} from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import type { ConsentFact, ConsentRow } from "../consent.ts";
import { type Consents, createConsents } from "../consents.ts";
import { consentsOf } from "../consents-of.ts";
import { resolveAll } from "../resolve-consent.ts";
import { appendConsents } from "./append-consents.ts";
import { createConsentLedger } from "./consent-ledger.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const noon = Date.UTC(2026, 2, 2, 12);
const hour = 3_600_000;
const clock = stoppedClock(noon);
let position = 0;

/** Folds what is appended at once: what the stream does, for consents alone. */
function openConsents(
  leafId: number,
  identifiers = [{ namespace: "userId" as const, value: "anna" }],
): Consents & { readonly told: EventRecord[] } {
  const told: EventRecord[] = [];
  const append = async (brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]> => {
    const rows: ConsentRow[] = [];
    for (const record of records) {
      if (record.kind !== "event") continue;
      position += 1;
      told.push(record);
      rows.push(
        ...consentsOf(record).map((consent, ordinal) => ({
          ...consent,
          brandId,
          position,
          ordinal,
          leafId,
          recordedAt: record.receivedAt,
        })),
      );
    }
    await stores.database.transaction((tx) => appendConsents(tx, rows));
    return [position];
  };
  const consents = createConsents({
    profiles: {
      resolve: async (_, ref) =>
        ref === "user_id:nobody"
          ? undefined
          : { profileId: leafId, leafIds: [leafId], identifiers, mergedAt: undefined },
    },
    inbox: { append },
    stream: { foldedUpTo: async () => undefined },
    ledger: createConsentLedger(stores.database),
    clock,
    newId: () => `c${position}`,
  });
  return { ...consents, told };
}

const caller = { brandId: 1, sourceId: 1 };
const marketing = (
  state: ConsentStatement["state"],
  more: Partial<ConsentStatement> = {},
): ConsentStatement => ({ purpose: "marketing", channel: "email", state, ...more });

test("a consent stated through the API counts when it answers, and can be read as it was at any time, as known at any time", async () => {
  clock.moveTo(noon);
  const consents = openConsents(1);
  const given = await consents.state(
    caller,
    "userId:anna",
    marketing("granted", { source: "till", proof: "signature 12", textVersion: "v2" }),
  );
  clock.moveTo(noon + hour);
  await consents.state(
    caller,
    "userId:anna",
    marketing("withdrawn", { effectiveAt: new Date(noon - hour).toISOString() }),
  );
  clock.moveTo(noon + 2 * hour);
  const late = await consents.state(caller, "userId:anna", marketing("withdrawn"));

  const stateAt = async (at: number, knownAt?: number): Promise<string | undefined> =>
    (await consents.read(1, "userId:anna", { at, knownAt })).current[0]?.state;
  expect(consentsViewSchema.parse(given)).toEqual(given);
  expect(given.current).toMatchObject([
    { purpose: "marketing", channel: "email", topic: null, state: "granted" },
  ]);
  expect(given.records).toMatchObject([{ source: "till", proof: "signature 12", textVersion: "v2" }]);
  expect(late.current[0]?.state).toBe("withdrawn");
  expect(await stateAt(noon - 2 * hour)).toBeUndefined();
  expect(await stateAt(noon - hour / 2)).toBe("withdrawn");
  expect(await stateAt(noon - hour / 2, noon)).toBeUndefined();
  expect(await stateAt(noon + hour)).toBe("granted");
  expect(await stateAt(noon + 3 * hour)).toBe("withdrawn");
  expect(await stateAt(noon + 3 * hour, noon + hour)).toBe("granted");
});

test("a consent is stated by the customer's strongest identifier, a device last", async () => {
  const both = openConsents(2, [
    { namespace: "anonymousId", value: "d1" },
    { namespace: "email", value: "anna@example.com" },
  ] as never);
  await both.state(caller, "prf_2", marketing("granted"));
  const device = openConsents(3, [{ namespace: "anonymousId", value: "d1" }] as never);
  await device.state(caller, "prf_3", marketing("withdrawn"));

  expect(both.told[0]).toMatchObject({
    name: "Consent Given",
    identifiers: [{ namespace: "email", value: "anna@example.com" }],
  });
  expect(both.told[0]?.anonymousId).toBeUndefined();
  expect(device.told[0]).toMatchObject({ name: "Consent Withdrawn", anonymousId: "d1", proof: "secretKey" });
  await expect(openConsents(4, []).state(caller, "prf_4", marketing("granted"))).rejects.toMatchObject({
    code: "consent.no_identifier",
    status: 422,
  });
  await expect(both.read(1, "user_id:nobody", {})).rejects.toMatchObject({
    code: "profile.unknown",
    status: 404,
  });
});

test("the ledger is paged, and a batch folded again adds nothing", async () => {
  const row = (at: number): ConsentRow => ({
    brandId: 1,
    position: 10_000 + at,
    ordinal: 0,
    leafId: 5,
    purpose: "analytics",
    channel: "any",
    topic: "",
    state: "granted",
    source: "web",
    proof: "publicKey",
    textVersion: undefined,
    effectiveAt: noon + at,
    recordedAt: noon + at,
    observed: false,
  });
  const rows = Array.from({ length: 230 }, (_, at) => row(at));
  await stores.database.transaction((tx) => appendConsents(tx, rows));
  await stores.database.transaction((tx) => appendConsents(tx, rows));

  const ledger = createConsentLedger(stores.database);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.records(1, [5], noon + 1e6, cursor);
    seen.push(...page.records.map((record) => record.effectiveAt));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(rows.map((one) => new Date(one.effectiveAt).toISOString()).toReversed());
});

test("Postgres and the rule agree on which statement counts", async () => {
  const ledger = createConsentLedger(stores.database);
  const fact = fc.record({
    purpose: fc.constantFrom("marketing" as const, "profiling" as const),
    channel: fc.constantFrom("any" as const, "email" as const),
    topic: fc.constantFrom("", "sale"),
    state: fc.constantFrom("granted" as const, "denied" as const, "withdrawn" as const),
    effectiveAt: fc.integer({ min: 0, max: 4 }),
  });
  let leafId = 1000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fact, { maxLength: 8 }),
      fc.integer({ min: 0, max: 5 }),
      async (facts: readonly ConsentFact[], at) => {
        leafId += 1;
        const rows = facts.map(
          (one, ordinal): ConsentRow => ({
            ...one,
            brandId: 1,
            position: 100_000 + leafId,
            ordinal,
            leafId,
            source: "web",
            proof: "secretKey",
            textVersion: undefined,
            recordedAt: 0,
            observed: false,
          }),
        );
        await stores.database.transaction((tx) => appendConsents(tx, rows));
        const found = await ledger.facts(1, [leafId], { at, knownAt: 0 });
        const said = facts.filter((one) => one.effectiveAt <= at);
        expect(resolveAll(found, undefined)).toEqual(resolveAll([said], undefined));
      },
    ),
    { numRuns: 100 },
  );
});
