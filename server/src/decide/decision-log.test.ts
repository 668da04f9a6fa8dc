import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openMemory } from "../platform/clickhouse/memory.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { createArchive } from "./archive.ts";
import { createDecisionInlet } from "./clickhouse/decision-inlet.ts";
import { findOldDecision } from "./clickhouse/find-decision.ts";
import { decisionIdOf } from "./decision-id.ts";
import type { DecisionArchive, DecisionLog, LoggedDecision } from "./decision-log.ts";
import { createDecisionLog } from "./postgres/decision-log.ts";
import { createDecisionOutlet } from "./postgres/decision-outlet.ts";
import { findDecision } from "./postgres/find-decision.ts";
import { forgetDecisions } from "./postgres/forget-decisions.ts";
import { type DecisionInlet, type DecisionOutlet, sinkDecisions } from "./sink-decisions.ts";

let stores: TestStores;
let log: DecisionLog;
let archive: DecisionArchive;
let outlet: DecisionOutlet;
let inlet: DecisionInlet;

beforeAll(async () => {
  stores = await openTestStores();
  const { database, memory } = stores;
  log = createDecisionLog(database);
  outlet = createDecisionOutlet(database);
  inlet = createDecisionInlet(memory);
  archive = createArchive({
    latest: (brandId, id) => findDecision(database, brandId, id),
    older: (brandId, id) => findOldDecision(memory, brandId, id),
  });
});
afterAll(() => stores.close());

beforeEach(async () => {
  await stores.database.query("truncate decision, decision_head, sink_batch");
  await stores.memory.command("truncate table decision");
});

const aDecision = (name: string, more: Partial<LoggedDecision> = {}): LoggedDecision => ({
  decisionId: decisionIdOf(name),
  decidedAt: 1_700_000_000_123,
  profileId: 7,
  record: JSON.stringify({ name, odd: 'a\nb, "c" \\ \u0000 \ud800 \u001f' }),
  ...more,
});

const append = (...decisions: readonly LoggedDecision[]) =>
  Promise.all(decisions.map((decision) => log.append(1, decision)));

const inMemory = async (): Promise<number[]> =>
  (await stores.memory.query<{ position: number }>("select position from decision order by position")).map(
    ({ position }) => position,
  );

const sinkAll = async (): Promise<void> => {
  while (await sinkDecisions({ outlet, inlet }, 1));
};

test("a decision can be read as it was logged as soon as it is answered, whatever characters are in it", async () => {
  const known = aDecision("known");
  const unknown = aDecision("unknown", { profileId: null });

  await append(known, unknown);

  expect(await archive.find(1, known.decisionId)).toEqual(known);
  expect(await archive.find(1, unknown.decisionId)).toEqual(unknown);
  expect(await archive.find(2, known.decisionId)).toBeUndefined();
});

test("decisions made at the same time are written together, and each has its place in the log", async () => {
  await append(...Array.from({ length: 600 }, (_, at) => aDecision(`d${at}`)));

  const [row] = await stores.database.query(
    "select count(*) as rows, count(distinct xmin::text) as writes, min(position) as first, max(position) as last from decision",
  );
  expect(row).toEqual({ rows: 600, writes: 2, first: 1, last: 600 });
});

test("the same decision again is the same record, with the moment of the first", async () => {
  const first = aDecision("same");

  await append(first, first);
  await append({ ...first, decidedAt: first.decidedAt + 60_000 });

  const rows = await stores.database.query("select decided_at as at from decision");
  expect(rows).toEqual([{ at: first.decidedAt }]);
});

test("a decision that was committed lately takes no further place in the log, and after a failure of the store it is written anew", async () => {
  const strangers = aDecision("strangers");
  const headIs = async (): Promise<unknown> =>
    (await stores.database.query("select position from decision_head"))[0];

  await append(strangers);
  await append(strangers, strangers);
  expect(await headIs()).toEqual({ position: 1 });

  await expect(append(aDecision("faulty", { decisionId: "no uuid" }))).rejects.toThrow();
  await stores.database.query("truncate decision");
  await append(strangers);
  expect(await archive.find(1, strangers.decisionId)).toEqual(strangers);
});

test("a decision is not answered when it could not be kept, and the next one is", async () => {
  const broken = append(aDecision("broken", { decisionId: "no uuid" }));
  await expect(broken).rejects.toThrow();

  await append(aDecision("good"));

  expect(await archive.find(1, decisionIdOf("good"))).toBeDefined();
});

test("every decision reaches ClickHouse once, also when the program ends at any step in between", async () => {
  const steps = ["insert", "finish", "count"] as const;
  for (const [at, step] of steps.entries()) {
    await append(aDecision(`a${at}`), aDecision(`b${at}`));
    const dying = { outlet: failingAt(outlet, step), inlet: failingAt(inlet, step) };
    await sinkDecisions(dying, 1).catch(() => undefined);
    await sinkDecisions(dying, 1).catch(() => undefined);
  }

  await sinkAll();

  expect(await inMemory()).toEqual([1, 2, 3, 4, 5, 6]);
  const begun = await stores.database.query("select 1 from sink_batch where done_at is null");
  expect(begun).toEqual([]);
});

test("while ClickHouse is away decisions are kept and explained, and it gets them all afterwards", async () => {
  const away = { outlet, inlet: failingAt(inlet, "insert") };
  await append(aDecision("first"));
  await expect(sinkDecisions(away, 1)).rejects.toThrow();
  await append(aDecision("second"));
  await expect(sinkDecisions(away, 1)).rejects.toThrow();

  expect(await archive.find(1, decisionIdOf("second"))).toBeDefined();
  await sinkAll();

  expect(await inMemory()).toEqual([1, 2]);
});

test("an old decision is forgotten by Postgres only when ClickHouse has it, and is explained from there", async () => {
  const old = aDecision("old");
  await append(old, aDecision("new", { decidedAt: 1_800_000_000_000 }));
  const forget = () => forgetDecisions(stores.database, 1, 1_750_000_000_000, 100);

  expect(await forget()).toBe(0);
  await sinkAll();
  expect(await forget()).toBe(1);

  expect(await findDecision(stores.database, 1, old.decisionId)).toBeUndefined();
  expect(await archive.find(1, old.decisionId)).toEqual(old);
});

test("when an old decision cannot be looked up because ClickHouse is away, that is said, and not that there is none", async () => {
  const nowhere = openMemory("http://127.0.0.1:9/none");
  const looked = findOldDecision(nowhere, 1, decisionIdOf("any"));

  await expect(looked).rejects.toMatchObject({ code: "decide.memory_away", status: 503 });
  await nowhere.close();
});

/** The same store, of which one operation fails before it does anything. */
function failingAt<Store extends DecisionOutlet | DecisionInlet>(store: Store, step: string): Store {
  const failed: Store = { ...store };
  if (!(step in store)) return failed;
  const fail = async (): Promise<never> => {
    throw new Error(`The program ended at ${step}.`);
  };
  return { ...failed, [step]: fail };
}
