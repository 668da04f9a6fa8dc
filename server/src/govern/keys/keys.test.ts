import { expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { createKeys, type Keys } from "./keys.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createMemoryKeyStore } from "./testing/memory-key-store.ts";

const noon = Date.UTC(2026, 4, 1, 12);

function setUp(): {
  keys: Keys;
  other: Keys;
  store: ReturnType<typeof createMemoryKeyStore>;
  clock: ReturnType<typeof stoppedClock>;
} {
  const clock = stoppedClock(noon);
  const store = createMemoryKeyStore();
  return { keys: createKeys({ store, clock }), other: createKeys({ store, clock }), store, clock };
}

test("a key shows its kind, works at once, and is never given out again", async () => {
  const { keys } = setUp();

  const made = await keys.create(1, "public", "web", "key:1");

  expect(made.text).toMatch(/^atp_[\w-]{32}$/);
  expect(await keys.find(made.text)).toMatchObject({ kind: "public", source: { key: "web" } });
  expect(JSON.stringify(await keys.list(1))).not.toContain(made.text);
});

test("a revoked key stops working here at once, in another copy of the program within 5 s", async () => {
  const { keys, other, clock } = setUp();
  const made = await keys.create(1, "public", "web", "key:1");
  expect(await other.find(made.text)).toBeDefined();

  await keys.revoke(1, made.keyId, "key:1");

  expect(await keys.find(made.text)).toBeUndefined();
  clock.moveBy(5_001);
  expect(await other.find(made.text)).toBeUndefined();
});

test("a key made in another copy of the program works here within a second", async () => {
  const { keys, other, clock } = setUp();
  await other.find("anything");
  const made = await keys.create(1, "secret", "web", "key:1");

  clock.moveBy(1_001);

  expect(await other.find(made.text)).toBeDefined();
});

test("a flood of unknown keys asks the store once a second", async () => {
  const { keys, store } = setUp();

  for (let index = 0; index < 1_000; index += 1) await keys.find(`nothing ${index}`);

  expect(store.reads).toBe(1);
});

test("while the store is away the keys read a moment ago still work, older ones are not trusted", async () => {
  const { keys, store, clock } = setUp();
  const made = await keys.create(1, "public", "web", "key:1");
  await keys.find(made.text);
  store.away = true;

  clock.moveBy(4_000);
  expect(await keys.find(made.text)).toBeDefined();

  clock.moveBy(2_000);
  await expect(keys.find(made.text)).rejects.toThrow("away");
});

test("the first start makes both keys and tells them once", async () => {
  const { keys } = setUp();

  const first = await keys.ensureFirst(1, {});

  expect(first.adminKey).toMatch(/^ats_/);
  expect(first.writeKey).toMatch(/^atp_/);
  expect(await keys.find(first.adminKey ?? "")).toMatchObject({ kind: "secret" });
  expect(await keys.ensureFirst(1, {})).toEqual({});
});

test("keys given by the operator are taken as they are, also beside others", async () => {
  const { keys } = setUp();
  await keys.ensureFirst(1, {});

  const given = await keys.ensureFirst(1, {
    adminKey: "any text will do, if long",
    writeKey: "sixteen letters!",
  });

  expect(given).toEqual({ adminKey: "any text will do, if long", writeKey: "sixteen letters!" });
  expect(await keys.find("sixteen letters!")).toMatchObject({ kind: "public" });
  expect(await keys.ensureFirst(1, { writeKey: "sixteen letters!" })).toEqual({});
});

test("short keys, and one key for both, are refused", async () => {
  const { keys } = setUp();

  await expect(keys.ensureFirst(1, { adminKey: "fifteen letters" })).rejects.toMatchObject({
    code: "key.too_short",
  });
  await expect(
    keys.ensureFirst(1, { adminKey: "x".repeat(16), writeKey: "x".repeat(16) }),
  ).rejects.toMatchObject({ code: "key.equal" });
});

test("the last secret key stays", async () => {
  const { keys } = setUp();
  const only = await keys.create(1, "secret", "web", "key:1");

  await expect(keys.revoke(1, only.keyId, "key:1")).rejects.toMatchObject({
    code: "key.last_secret",
    status: 409,
  });
});

test("a key that sends more than its limit waits, others do not; a large batch passes", () => {
  const clock = stoppedClock(noon);
  const limit = createRateLimit({ eventsPerSecond: 100, clock });

  expect(limit.take(1, 350)).toBeUndefined();
  expect(limit.take(1, 1)).toBe(3);
  expect(limit.take(2, 1)).toBeUndefined();
  clock.moveBy(2_400);
  expect(limit.take(1, 1)).toBe(1);
  clock.moveBy(200);
  expect(limit.take(1, 1)).toBeUndefined();
});
