import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock } from "../kernel/clock.ts";
import { createSigner } from "../kernel/signer.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { createRevocations, forgetRevocations } from "./postgres/revocations.ts";
import { createRecognition, type Recognition } from "./recognition.ts";
import { readToken, writeToken } from "./recognition-token.ts";
import { aCustomer } from "./testing/a-customer.ts";

let stores: TestStores;
let recognition: Recognition;
let nowMs = 1_700_000_000_000;
const clock: Clock = { now: () => nowMs };
const signer = createSigner("a secret that only this test knows", "recognition");

beforeAll(async () => {
  stores = await openTestStores();
  recognition = createRecognition({
    signer,
    revocations: createRevocations(stores.database),
    find: async (_caller, { identity }) => {
      const known = /^c-(\d+)$/.exec(identity["userId"] ?? "");
      return known === null ? undefined : aCustomer({ profileId: Number(known[1]) });
    },
    clock,
    newSerial: () => randomBytes(8).toString("hex"),
  });
});
afterAll(() => stores.close());

const tokenFor = async (userId: string, expiresInSeconds = 3_600): Promise<string> =>
  (await recognition.issue(1, { identity: { userId }, expiresInSeconds })).token;

test("a token stands in an address as it is, says nothing of the customer, and recognises her until it expires", async () => {
  const token = await tokenFor("c-4711");

  expect(token).toMatch(/^att_[A-Za-z0-9_-]{60}$/);
  expect(await recognition.read(1, token)).toBe(4711);
  nowMs += 3_600_000 - 1;
  expect(await recognition.read(1, token)).toBe(4711);
  nowMs += 1;
  expect(await recognition.read(1, token)).toBeUndefined();
});

test("a token that was changed, made elsewhere or for another brand recognises nobody", async () => {
  const token = await tokenFor("c-5");
  const spoilt = Array.from(token, (_, at) => `${token.slice(0, at)}!${token.slice(at + 1)}`);
  const turned = Array.from(token.slice(4), (letter, at) => {
    const other = letter === "A" ? "B" : "A";
    return `${token.slice(0, at + 4)}${other}${token.slice(at + 5)}`;
  });
  const other = createSigner("another secret", "recognition");
  const made = readToken(signer, token);

  expect(made).toBeDefined();
  const foreign = made === undefined ? "" : writeToken(other, made);
  for (const wrong of [...spoilt, ...turned, foreign, "", "att_", `${token}A`])
    expect(await recognition.read(1, wrong)).toBeUndefined();
  expect(await recognition.read(2, token)).toBeUndefined();
});

test("what a token says comes back as it was, whatever the numbers", () => {
  const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  const token = fc.record({
    brandId: fc.integer({ min: 1, max: 65_535 }),
    leafId: moment,
    issuedAt: moment,
    expiresAt: moment,
    serial: fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  });

  fc.assert(
    fc.property(token, (one) => {
      expect(readToken(signer, writeToken(signer, one))).toEqual(one);
    }),
  );
});

test("a revoked token recognises nobody from then on, the customer's others still do", async () => {
  const [one, other] = [await tokenFor("c-6"), await tokenFor("c-6")];

  await recognition.revoke(1, { token: one });

  expect(await recognition.read(1, one)).toBeUndefined();
  expect(await recognition.read(1, other)).toBe(6);
});

test("all tokens of a customer are revoked at once; those made afterwards count, and other customers' too", async () => {
  const [hers, his] = [await tokenFor("c-7"), await tokenFor("c-8")];

  await recognition.revoke(1, { identity: { userId: "c-7" } });
  nowMs += 1;

  expect(await recognition.read(1, hers)).toBeUndefined();
  expect(await recognition.read(1, his)).toBe(8);
  expect(await recognition.read(1, await tokenFor("c-7"))).toBe(7);
});

test("nobody gets a token who is not known, and what is no token is not revoked", async () => {
  await expect(tokenFor("stranger")).rejects.toMatchObject({ code: "recognition.unknown_customer" });
  await expect(recognition.revoke(1, { token: "att_x" })).rejects.toMatchObject({
    code: "recognition.unknown_token",
  });
});

test("a revocation is forgotten when the token would have expired anyway", async () => {
  const token = await tokenFor("c-9", 60);
  await recognition.revoke(1, { token });
  const countLeft = async (): Promise<number> =>
    (await stores.database.query("select 1 from recognition_revocation where subject like 'token:%'")).length;
  const before = await countLeft();

  await forgetRevocations(stores.database, nowMs + 60_001, 1_000);

  expect(await countLeft()).toBeLessThan(before);
});
