import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { viewsKeptMs } from "../audit.ts";
import { type AuditLog, createAuditLog } from "../audit-log.ts";
import { keyOfSeals } from "../seal.ts";
import { createAuditStore, writeEntries } from "./audit-store.ts";
import { writeAudit } from "./write-audit.ts";

const start = Date.UTC(2026, 4, 1, 9);
const clock = stoppedClock(start);
let stores: TestStores;
let audit: AuditLog;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  clock.moveTo(start);
  await stores.database.query("truncate audit, audit_seal, audit_unsealed");
  audit = createAuditLog({
    store: createAuditStore(stores.database),
    sealKey: keyOfSeals("a secret that is not in the database"),
    clock,
  });
  const act = { actor: "staff:1", at: start };
  await writeAudit(stores.database, 1, act, "key.created", "key:4", { kind: "secret" });
  await writeEntries(stores.database, [view(start, [7, 8]), view(start + 1_000, [8])], []);
  await writeAudit(stores.database, 1, { ...act, at: start + 2_000 }, "key.revoked", "key:4");
});

const view = (at: number, profileIds: readonly number[]) => ({
  brandId: 1,
  at,
  actor: "staff:2",
  operation: "getProfile",
  profileIds,
});

/** As whoever has the database can: past the program and the triggers. */
async function tamper(sql: string): Promise<void> {
  await stores.database.transaction(async (tx) => {
    await tx.query("set local session_replication_role = 'replica'");
    await tx.query(sql);
  });
}

test("who saw a customer is found by the customer and by who it was, newest first", async () => {
  const seen = await audit.list(1, { profileIds: [7, 70], limit: 10 });
  const by = await audit.list(1, { actor: "staff:2", kind: "view", limit: 1 });
  const changes = await audit.list(1, { kind: "change", limit: 10 });

  expect(seen.map(({ at, profileIds }) => [at, profileIds])).toEqual([[start, [7, 8]]]);
  expect(by.map(({ at }) => at)).toEqual([start + 1_000]);
  expect(changes.map(({ action }) => action)).toEqual(["key.revoked", "key.created"]);
});

test("an audit that nobody touched is intact, also when more is written and checked again", async () => {
  const first = await audit.check();
  await writeEntries(stores.database, [view(start + 3_000, [9])], []);
  const second = await audit.check(first.head);

  expect(first).toMatchObject({ intact: true, entries: 4, faults: [], unsealed: 0 });
  expect(second).toMatchObject({ intact: true, entries: 5, headFound: true });
});

test.each([
  ["another name", "update audit set actor = 'staff:9' where action = 'key.created'", "changed"],
  ["other customers", "update audit set profile_ids = '{7}' where profile_ids = '{7,8}'", "changed"],
  ["a later time", "update audit set at = at + interval '1 minute' where action = 'key.revoked'", "changed"],
  ["one entry less", "delete from audit where action = 'key.created'", "removed"],
  ["a view less", "delete from audit where profile_ids = '{8}'", "removed"],
  ["one seal less", "delete from audit_seal where seal_id = 2", "chain"],
  [
    "a forged seal",
    "update audit_seal set entry = sha256('x'), chain = sha256('y') where seal_id = 2",
    "chain",
  ],
])("%s shows", async (_, sql, kind) => {
  await audit.seal();

  await tamper(sql);

  const { intact, faults } = await audit.check();
  expect(intact).toBe(false);
  expect(faults[0]).toMatchObject({ kind });
});

test("what was taken out before it was sealed, put in past the program, or cut off at the end shows", async () => {
  await tamper("delete from audit where action = 'key.created'");
  expect(await audit.check()).toMatchObject({ intact: false, unsealed: 1 });
  await tamper("delete from audit_unsealed");
  const { head, intact } = await audit.check();
  expect(intact).toBe(true);

  await tamper("delete from audit_seal where seal_id = 3");
  await tamper("delete from audit where action = 'key.revoked'");

  expect(await audit.check()).toMatchObject({ intact: true, headFound: null });
  expect(await audit.check(head)).toMatchObject({ intact: false, headFound: false });
});

test("the table itself takes no change and no deletion", async () => {
  await expect(stores.database.query("update audit set actor = 'x'")).rejects.toThrow("only grows");
  await expect(stores.database.query("delete from audit")).rejects.toThrow("only grows");
});

test("views are forgotten after thirteen months, changes are not, and the chain still holds", async () => {
  await audit.seal();

  clock.moveTo(start + viewsKeptMs + 500);
  await audit.forgetOldViews();

  expect(await audit.list(1, { kind: "view", limit: 10 })).toHaveLength(1);
  expect(await audit.list(1, { kind: "change", limit: 10 })).toHaveLength(2);
  expect(await audit.check()).toMatchObject({ intact: true, entries: 4 });
});

test("a secret that was changed shows too: the chain is not of this program", async () => {
  await audit.seal();
  const other = createAuditLog({
    store: createAuditStore(stores.database),
    sealKey: keyOfSeals("another secret"),
    clock,
  });

  expect((await other.check()).intact).toBe(false);
});
