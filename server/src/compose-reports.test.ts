import {
  comparisonReportSchema,
  lookAlikeReportSchema,
  overlapReportSchema,
  relevanceReportSchema,
  schemeReportsSchema,
  schemesSideBySideSchema,
} from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenRoutes } from "./collect/testing/open-routes.ts";
import { reportSales } from "./profile/sale/postgres/report-sales.ts";
import { anEvent } from "./profile/testing/an-event.ts";
import { testNow } from "./stream/testing/open-stream.ts";
import {
  conditionsOfScene,
  inSegment,
  openReportScene,
  people,
  type ReportScene,
} from "./testing/report-scene.ts";

const day = 86_400_000;

let scene: ReportScene;
beforeAll(async () => {
  scene = await openReportScene();
}, 120_000);
afterAll(() => scene.open.close());

const keys = Object.keys(inSegment);
const count = (holds: (n: number) => boolean): number =>
  Array.from({ length: people }, (_, n) => n).filter(holds).length;

test("every region of three segments has the size that counting by hand gives, and of conditions in their stead", async () => {
  const bySegment = await post("/api/reports/overlap", {
    sets: keys.map((segment) => ({ segment })),
  });
  const byCondition = await post("/api/reports/overlap", {
    sets: conditionsOfScene.map((condition) => ({ condition })),
  });
  const { everyone, sets, regions } = overlapReportSchema.parse(bySegment.body);

  expect(everyone).toBe(people + 1);
  expect(sets.map(({ segment, size }) => [segment, size])).toEqual(
    Object.entries(inSegment).map(([key, holds]) => [key, count(holds)]),
  );
  const tests = Object.values(inSegment);
  for (const region of regions) {
    const byHand = count((n) => tests.every((holds, at) => holds(n) === region.sets.includes(at)));
    expect([region.sets, region.size]).toEqual([region.sets, byHand + (region.sets.length === 0 ? 1 : 0)]);
  }
  expect(regions.reduce((sum, { size }) => sum + size, 0)).toBe(everyone);
  expect(overlapReportSchema.parse(byCondition.body).regions).toEqual(regions);
});

test("what makes a segment different from everybody else is told with intervals, the clearest first", async () => {
  const { body } = await post("/api/reports/comparison", { first: { segment: "even" } });
  const report = comparisonReportSchema.parse(body);

  expect(report).toMatchObject({
    exact: true,
    both: 0,
    first: { size: people / 2 },
    second: { size: people / 2 + 1 },
  });
  const told = (about: string, value: string) =>
    report.differences.find((one) => one.about === about && one.value === value);
  expect(told("trait", "even")).toMatchObject({
    first: { share: 1 },
    second: { share: 0 },
    index: null,
    isClear: true,
  });
  expect(told("boughtCategory", "Kitchen")).toMatchObject({
    first: { customers: people / 2 },
    isClear: true,
  });
  expect(told("boughtBrand", "Acme")).toMatchObject({ second: { customers: 0 } });
  expect(told("trait", "Bath")).toMatchObject({ isClear: false });
  expect(told("boughtChannel", "store")).toMatchObject({ isClear: false });
  const counts = told("boughtChannel", "web");
  expect(counts?.first.customers).toBe(count((n) => n % 2 === 0 && n % 3 !== 0));
  expect(counts?.second.customers).toBe(count((n) => n % 2 === 1 && n % 3 !== 0));
  const clear = report.differences.map(({ from, until }) => Math.max(0, from, -until));
  expect(clear).toEqual([...clear].sort((a, b) => b - a));
  expect(report.differences.filter(({ name }) => name === "firstName")).toEqual([]);
  expect(new Set(report.differences.map(({ about }) => about))).toEqual(
    new Set(
      [
        "trait",
        "band",
        "subStage",
        "stage",
        "rfmGroup",
        "mainCategory",
        "preferredChannel",
        "engagedChannel",
      ].concat(["boughtCategory", "boughtBrand", "boughtChannel", "accountType"]),
    ),
  );
});

test("of two segments who is in both counts for the first, and only what was asked about is told", async () => {
  const { body } = await post("/api/reports/comparison", {
    first: { segment: "even" },
    second: { segment: "store" },
    about: ["boughtChannel"],
  });
  const report = comparisonReportSchema.parse(body);

  expect(report.both).toBe(count((n) => n % 6 === 0));
  expect(report.second).toMatchObject({ size: count((n) => n % 3 === 0), asked: count((n) => n % 6 === 3) });
  expect(report.differences.map(({ value }) => value).sort()).toEqual(["store", "web"]);
});

test("too small a set, an unknown one and one that is not filled are refused with what to do", async () => {
  const few = await post("/api/reports/comparison", { first: { condition: { trait: "town", is: "Oz" } } });
  const unknown = await post("/api/reports/overlap", { sets: [{ segment: "even" }, { segment: "odd" }] });
  const alone = await post("/api/reports/overlap", { sets: [{ segment: "even" }] });

  expect([few.status, few.body.code, few.body.errors[0].pointer]).toEqual([422, "report.too_few", "/first"]);
  expect([unknown.status, unknown.body.code]).toEqual([404, "segment.unknown"]);
  expect([alone.status, alone.body.code]).toEqual([400, "request.invalid"]);
});

test("a waterfall puts each customer into one part, and its parts are those of the condition on the scheme", async () => {
  const { body } = await scene.api.call("GET", "/api/reports/schemes");
  const [beside, fall] = schemeReportsSchema.parse(body).items;

  expect(fall).toMatchObject({
    objective: "More of each",
    owner: "Ada",
    waterfall: true,
    everyone: people + 1,
  });
  const parts = fall?.parts.map(({ name, size }) => [name, size]);
  expect(parts).toEqual([
    ["even", count((n) => n % 2 === 0)],
    ["store", count((n) => n % 6 === 3)],
    ["recent", count((n) => n % 6 === 1)],
    ["The rest", count((n) => n % 6 === 5) + 1],
  ]);
  expect(fall?.parts.reduce((sum, { size }) => sum + size, 0)).toBe(people + 1);
  expect(beside?.parts.map(({ size }) => size).slice(0, 3)).toEqual(Object.values(inSegment).map(count));
  for (const { segment, size } of fall?.parts ?? []) {
    if (segment === null) continue;
    const { body: preview } = await post("/api/segments/preview", {
      condition: { scheme: "fall", is: segment },
    });
    expect(preview.size).toBe(size);
  }
});

test("two schemes side by side: each cell is counted by hand", async () => {
  const { body } = await scene.api.call("GET", "/api/reports/schemes/fall?against=beside");
  const { cells, scheme, against } = schemesSideBySideSchema.parse(body);

  expect([scheme.key, against.key]).toEqual(["fall", "beside"]);
  expect(cells[0]).toEqual([
    count((n) => n % 2 === 0),
    count((n) => n % 6 === 0),
    count((n) => n % 2 === 0 && n % 3 !== 2),
    0,
  ]);
  expect(cells[3]?.at(-1)).toBe(count((n) => n % 6 === 5) + 1);
  const alone = schemesSideBySideSchema.parse(
    (await scene.api.call("GET", "/api/reports/schemes/fall")).body,
  );
  expect(alone.cells.map((row, at) => row[at])).toEqual(alone.scheme.parts.map(({ size }) => size));
  expect((await scene.api.call("GET", "/api/reports/schemes/fall?against=none")).body.code).toBe(
    "report.unknown_scheme",
  );
});

test("an attribute that behaviour already tells adds nothing, one nobody has is refused", async () => {
  const town = await post("/api/reports/relevance", { attribute: "town" });
  const report = relevanceReportSchema.parse(town.body);

  expect(report).toMatchObject({
    customers: people,
    asked: people,
    known: people,
    boughtAgain: count(inSegment.recent),
    verdict: "addsNothingClear",
  });
  // Who bought twice before is even: behaviour tells them apart.
  expect(report.models.behaviour.auc).toBeGreaterThan(0.6);
  const missing = await post("/api/reports/relevance", { attribute: "shoeSize" });
  expect([missing.status, missing.body.code]).toEqual([422, "report.too_few"]);
  expect(missing.body.errors.map((one: { pointer: string }) => one.pointer)).toContain("/attribute");
});

test("those like a list are found, told how well, and put into another list", async () => {
  const seed = Array.from({ length: people }, (_, n) => n).filter((n) => n % 4 === 0);
  await change("seed", seed);
  const { body } = await post("/api/lists/seed/look-alike", { into: "alike", count: 50 });
  const report = lookAlikeReportSchema.parse(body);

  expect(report).toMatchObject({
    known: seed.length,
    learntFrom: seed.length,
    added: { list: "alike", customers: 50 },
  });
  expect(report.auc.from).toBeGreaterThan(0.6);
  expect(report.weights.length).toBeGreaterThan(3);
  const { body: alike } = await scene.api.call("GET", "/api/lists/alike/members?limit=100");
  const found = alike.items.map(({ value }: { value: string }) => Number(value.slice(1)));
  expect(found).toHaveLength(50);
  // Even ones, as those on the list are, and none of the list itself.
  expect(found.every((n: number) => n % 4 === 2)).toBe(true);
});

test("a list that few customers are known by is refused, and one that is to be put into itself", async () => {
  await change("few", [1, 2, 3]);
  const few = await post("/api/lists/few/look-alike", {});
  const itself = await post("/api/lists/seed/look-alike", { into: "seed", count: 1 });
  const unknown = await post("/api/lists/none/look-alike", {});

  expect([few.body.code, few.body.errors[0].message]).toEqual([
    "report.too_few",
    "There are 3 customers on the list to learn from; at least 100 are needed.",
  ]);
  expect([itself.body.code, unknown.body.code]).toEqual(["report.same_list", "list.unknown"]);
});

test("who said no to profiling is neither learnt from nor put into a list", async () => {
  const others = Array.from({ length: people }, (_, n) => n).filter((n) => n % 4 === 2);
  await scene.open.take(
    others.slice(0, 100).map((n) =>
      anEvent({
        userId: `c${n}`,
        name: "Consent Withdrawn",
        occurredAt: testNow - day,
        properties: { purpose: "profiling" },
      }),
    ),
  );
  await scene.put("list", "alike-too", { name: "Alike too" });
  await post("/api/lists/seed/look-alike", { into: "alike-too", count: others.length });
  const { body } = await scene.api.call("GET", "/api/lists/alike-too/members?limit=1000");
  const found = new Set(body.items.map(({ value }: { value: string }) => value));

  expect(others.slice(0, 100).filter((n) => found.has(`c${n}`))).toEqual([]);
  expect(others.slice(100).filter((n) => found.has(`c${n}`)).length).toBeGreaterThan(100);
});

test("net sales are one number: of the ledger's report, of the concentration, and of its customers together", async () => {
  const { body } = await scene.api.call("GET", "/api/reports/concentration?window=all");
  const [sales] = await reportSales(scene.open.stores.database, 1, {
    from: undefined,
    until: undefined,
    channel: undefined,
    storeKey: undefined,
  });
  const ones = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const { body: loyalty } = await scene.api.call("GET", `/api/profiles/userId:c${n}/loyalty`);
      return loyalty.dimensions.find(({ name }: { name: string }) => name === "netSpendAll").value;
    }),
  );
  const byHand = (n: number): number => 2_000 + (n % 2 === 0 ? 1_000 : 0) + (inSegment.recent(n) ? 1_000 : 0);

  expect(body.netMinor).toBe(sales?.merchandiseMinor);
  expect(body.netMinor).toBe(
    Array.from({ length: people }, (_, n) => byHand(n)).reduce((sum, one) => sum + one, 0),
  );
  expect(ones).toEqual(ones.map((_, n) => byHand(n)));
});

// Last: timers follow the clock, so it is not moved back.
test("who has left a segment by the clock alone is left out of the report at once", async () => {
  scene.open.clock.moveTo(testNow + 31 * day);
  const { body } = await post("/api/reports/overlap", {
    sets: [{ segment: "recent" }, { segment: "store" }],
  });

  expect(overlapReportSchema.parse(body).sets[0]?.size).toBe(0);
});

async function post(path: string, body: unknown): ReturnType<OpenRoutes["call"]> {
  return scene.api.call("POST", path, body);
}

async function change(list: string, customers: readonly number[]): Promise<void> {
  const identifiers = customers.map((n) => ({ namespace: "userId", value: `c${n}` }));
  const answer = await post(`/api/lists/${list}/members`, { add: { identifiers } });
  expect(answer.status).toBe(200);
}
