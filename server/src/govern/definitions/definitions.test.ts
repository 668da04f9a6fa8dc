import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { kindsOf } from "./definition-kind.ts";
import type { DefinitionStore } from "./definition-store.ts";
import { createDefinitions, type Definitions } from "./definitions.ts";
import { createLiveDefinitions, type LiveDefinitions, type LiveKind } from "./live-definitions.ts";
import { createDefinitionStore } from "./postgres/definition-store.ts";
import { createFoldingLog, type FoldingLog } from "./testing/folding-log.ts";
import { type Note, noteKind } from "./testing/note-kind.ts";

let stores: TestStores;
let store: DefinitionStore;
let log: FoldingLog;
let live: LiveDefinitions;
let notes: LiveKind<Note>;
let definitions: Definitions;

beforeAll(async () => {
  stores = await openTestStores();
  store = createDefinitionStore(stores.database);
});
afterAll(() => stores.close());

beforeEach(async () => {
  await stores.database.query("truncate definition, definition_version, audit");
  live = createLiveDefinitions(store, () => undefined);
  notes = live.follow(noteKind);
  log = createFoldingLog(stores.database, () => live.refresh(1));
  definitions = createDefinitions({ store, kinds: kindsOf([noteKind]), log, clock: stoppedClock(1_000) });
});

const by = { author: "key:1", reason: "a test" };
const note = (key: string) => ({ kind: "note", key });
const put = (key: string, text: string, ...sees: string[]) =>
  definitions.put(1, note(key), sees.length === 0 ? { text } : { text, sees }, by);
const inForce = () => [...notes.of(1).byKey].map(([key, { version, body }]) => [key, version, body.text]);

test("a definition is in force for every reader when its writer has the answer", async () => {
  const answer = await put("hello", "Good day");

  expect(answer).toMatchObject({
    version: 1,
    state: "live",
    liveVersion: 1,
    author: "key:1",
    reason: "a test",
  });
  expect(inForce()).toEqual([["hello", 1, "Good day"]]);
});

test("the same body again is the same version and leaves no trace", async () => {
  await put("hello", "Good day");

  const again = await put("hello", "Good day");

  expect(again.version).toBe(1);
  expect(log.marks).toHaveLength(1);
});

test("a body is kept as it was written, also with characters that stores are choosy about", async () => {
  const text = 'zero \u0000, half \ud800, "quotes" and \\';

  await put("odd", text);

  expect((await definitions.get(1, note("odd"))).body).toEqual({ text });
  expect(notes.of(1).byKey.get("odd")?.body.text).toBe(text);
});

test("a writer who has not seen the newest version is told what has changed since", async () => {
  await put("hello", "one");
  await put("hello", "two", "hello2").catch(() => undefined);
  await put("hello2", "x");
  await put("hello", "two", "hello2");

  const stale = definitions.put(1, note("hello"), { text: "three" }, { ...by, expectedVersion: 1 });

  await expect(stale).rejects.toMatchObject({
    code: "definition.changed",
    status: 409,
    faults: [{ pointer: "/sees" }, { pointer: "/text" }],
  });
});

test("a fault is told with its place in the body", async () => {
  const wrong = definitions.put(1, note("hello"), { text: "", size: 3 }, by);

  await expect(wrong).rejects.toMatchObject({
    code: "definition.invalid",
    status: 422,
    faults: [{ pointer: "/text" }, { pointer: "/size" }],
  });
});

test("two writers at the same moment cannot make a cycle together", async () => {
  await put("a", "first");
  await put("b", "first");

  const both = await Promise.allSettled([put("a", "second", "b"), put("b", "second", "a")]);

  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("what is referred to is retired only after what refers to it", async () => {
  await put("a", "first");
  await put("b", "refers", "a");

  await expect(definitions.retire(1, note("a"), by)).rejects.toMatchObject({ code: "definition.in_use" });
  await definitions.retire(1, note("b"), by);
  const retired = await definitions.retire(1, note("a"), by);

  expect(retired).toMatchObject({ version: 2, state: "retired", liveVersion: null });
  expect(inForce()).toEqual([]);
});

test("a draft on top of a live definition leaves that one in force", async () => {
  await put("hello", "one");

  const draft = await definitions.put(1, note("hello"), { text: "two" }, { ...by, state: "draft" });

  expect(draft).toMatchObject({ version: 2, state: "draft", liveVersion: 1 });
  expect(inForce()).toEqual([["hello", 1, "one"]]);
  await put("hello", "two");
  expect(inForce()).toEqual([["hello", 3, "two"]]);
});

test("what was written when the program ended before the inbox had it comes into force at the next start", async () => {
  log.failOnce();
  await expect(put("hello", "Good day")).rejects.toThrow("The inbox is away.");
  expect(inForce()).toEqual([]);

  await definitions.announceUnfolded(1);

  expect(inForce()).toEqual([["hello", 1, "Good day"]]);
});

test("a mark that comes twice, or after a newer one, changes nothing", async () => {
  log.pause();
  await put("hello", "one");
  await put("hello", "two");
  const inbox = createFoldingLog(stores.database, () => live.refresh(1));
  const newestFirst = log.marks.toReversed();

  await inbox.append(1, [...newestFirst, ...newestFirst]);
  await inbox.resume();

  expect(inForce()).toEqual([["hello", 2, "two"]]);
  expect(await store.unfolded(1)).toEqual([]);
});

test("applying an export changes nothing", async () => {
  await put("a", "first");
  await put("b", "refers", "a");
  const before = log.marks.length;

  const plan = await definitions.apply(1, await definitions.export(1), { ...by, dryRun: false, prune: true });

  expect(plan.steps.map(({ action }) => action)).toEqual(["unchanged", "unchanged"]);
  expect(log.marks).toHaveLength(before);
});

test("a plan tells what would change and changes nothing; applying it does all at once, in any order of the list", async () => {
  await put("old", "goes");
  await put("a", "first");
  const files = [
    { kind: "note", key: "c", body: { text: "new, refers to one further down", sees: ["d"] } },
    { kind: "note", key: "d", body: { text: "new" } },
    { kind: "note", key: "a", body: { text: "second" } },
  ];

  const plan = await definitions.apply(1, files, { ...by, dryRun: true, prune: true });
  expect(inForce().map(([key]) => key)).toEqual(["old", "a"]);
  const applied = await definitions.apply(1, files, { ...by, dryRun: false, prune: true });

  expect(plan.steps.map(({ key, action, changes }) => [key, action, changes])).toEqual([
    ["c", "created", []],
    ["d", "created", []],
    ["a", "changed", ["/text"]],
    ["old", "retired", []],
  ]);
  expect(applied.steps).toEqual(plan.steps);
  expect(
    inForce()
      .map(([key]) => key)
      .sort(),
  ).toEqual(["a", "c", "d"]);
});

test("one fault in a list keeps all of it out", async () => {
  const files = [
    { kind: "note", key: "a", body: { text: "good" } },
    { kind: "note", key: "b", body: { text: "" } },
  ];

  const applied = definitions.apply(1, files, { ...by, dryRun: false, prune: false });

  await expect(applied).rejects.toMatchObject({ faults: [{ pointer: "/definitions/1/body/text" }] });
  expect(inForce()).toEqual([]);
});

test("a stored body that a newer program refuses is reported and not in force; the others are", async () => {
  await put("a", "first");
  await put("b", "first");
  const refusedKeys: string[] = [];
  const stricter = createLiveDefinitions(store, (_kind, key) => refusedKeys.push(key));
  const strictNotes = stricter.follow({
    ...noteKind,
    parse: (body) => noteKind.parse(body["text"] === "first" ? body : {}),
  });
  await stores.database.query(
    `update definition_version v set body = '{"text":"?"}' from definition d where d.definition_id = v.definition_id and d.key = 'a'`,
  );

  await stricter.refresh(1);

  expect([...strictNotes.of(1).byKey.keys()]).toEqual(["b"]);
  expect(refusedKeys).toEqual(["a"]);
});

test("every version is kept with its author and reason, and each write is in the audit", async () => {
  await put("hello", "one");
  await put("hello", "two");
  await definitions.retire(1, note("hello"), by);

  const versions = await definitions.versions(1, note("hello"));
  const audit = await stores.database.query<{ action: string }>("select action from audit order by audit_id");

  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [3, "retired"],
    [2, "live"],
    [1, "live"],
  ]);
  expect(audit.map(({ action }) => action)).toEqual([
    "definition.live",
    "definition.live",
    "definition.retired",
  ]);
});
