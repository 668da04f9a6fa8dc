import { type LiftReport, liftReportSchema } from "@attune/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "./collect/testing/open-routes.ts";
import { composeMeasure } from "./compose-measure.ts";
import { isHeldOut, unitOfLeaf } from "./decide/index.ts";
import { createDefinitionStore } from "./govern/definitions/postgres/definition-store.ts";
import { createLiveDefinitions } from "./govern/index.ts";
import { stoppedClock } from "./kernel/clock.ts";
import { openTestStores, type TestStores } from "./platform/testing/stores.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 5, 1);
const begun = now - 60 * day;
const people = 700;
const isHeld = (leafId: number): boolean => isHeldOut("all", { share: 0.2 }, unitOfLeaf(leafId));

let stores: TestStores;
let api: OpenRoutes;
let refresh: () => Promise<void>;

beforeAll(async () => {
  stores = await openTestStores();
  const { database, memory } = stores;
  const live = createLiveDefinitions(createDefinitionStore(database), () => undefined);
  refresh = () => live.refresh(1);
  const clock = stoppedClock(now);
  api = await openRoutes((router) => composeMeasure({ database, memory, clock, router, live }));
  await state("placement", "hero", { name: "Hero" });
  await state("placement", "desk", { name: "Desk", staff: true });
  await state("experience", "tea", { name: "Tea", placement: "hero", content: "Tea", tags: ["drinks"] });
  await state("hold-out", "all", { name: "All", share: 0.2, scope: "promotional" });
});
afterAll(() => stores.close());

/** Every customer bought for 1,000 to 5,000 before; afterwards each third buys, and the complement for a tenth more. */
beforeEach(async () => {
  await stores.database.query("truncate portrait, leaf, sale, sale_return");
  await stores.memory.command("truncate table decision");
  await stores.memory.command("truncate table leaf_profile");
  await keepCustomers(Array.from({ length: people }, (_, at) => at + 1));
  const ids = Array.from({ length: people }, (_, at) => at + 1);
  await keepSales(ids.map((id) => ({ leafId: id, net: usual(id), at: begun - 10 * day })));
  const bought = ids.filter((id) => id % 3 === 0);
  await keepSales(bought.map((id) => ({ leafId: id, net: boughtBy(id), at: begun + day })));
});

const usual = (id: number): number => 1_000 * (1 + ((id * 7) % 5));
const boughtBy = (id: number): number => (usual(id) * (isHeld(id) ? 10 : 11)) / 10;

let position = 0;
async function state(kind: string, key: string, body: object, at = begun, word = "live"): Promise<void> {
  position += 1;
  await stores.database.query(
    `with d as (
       insert into definition (brand_id, kind, key, version, folded_version, live_version) values (1, $1, $2, 1, 1, 1)
       on conflict (brand_id, kind, key) do update
       set version = definition.version + 1, folded_version = definition.version + 1, live_version = definition.version + 1
       returning definition_id, version
     )
     insert into definition_version (definition_id, version, state, body, author, reason, position, created_at)
     select definition_id, version, $6, $3, 'test', '', $4, to_timestamp($5::float8 / 1000) from d`,
    [kind, key, JSON.stringify(body), position, at, word],
  );
  await refresh();
}

async function keepCustomers(ids: readonly number[]): Promise<void> {
  await stores.database.query("insert into portrait (brand_id, profile_id) select 1, unnest($1::bigint[])", [
    ids,
  ]);
  await stores.database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     select 1, id, id, 'userId', 'c' || id, 'secretKey', id from unnest($1::bigint[]) as t (id)`,
    [ids],
  );
}

interface Sold {
  readonly leafId: number;
  readonly net: number;
  readonly at: number;
  readonly currency?: string;
  readonly status?: string;
  readonly test?: boolean;
}

let sold = 0;
async function keepSales(sales: readonly Sold[]): Promise<readonly string[]> {
  const rows = sales.map((one) => {
    sold += 1;
    return { sale_key: `s${sold}`, currency: "GBP", status: "completed", test: false, ...one };
  });
  await stores.database.query(
    `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor, test)
     select 1, sale_key, "leafId", '{}', status, to_timestamp(at / 1000), 'web', currency, net, net, test
     from jsonb_to_recordset($1::jsonb) as s (sale_key text, "leafId" bigint, status text, at float8, currency text, net bigint, test boolean)`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ sale_key }) => sale_key);
}

/** Joined as a merge does: all leaves of one now belong to the other. */
async function join(from: number, into: number): Promise<void> {
  await stores.database.query("delete from portrait where profile_id = $1", [from]);
  await stores.database.query("update leaf set profile_id = $2 where profile_id = $1", [from, into]);
  const moved = JSON.stringify({ brand_id: 1, leaf_id: from, profile_id: into, version: 1 });
  await stores.memory.insertLines("leaf_profile", moved, `join-${from}-${into}`);
}

async function logged(profileId: number, at: number, isIn: boolean, placement = "hero"): Promise<void> {
  const body = { holdOuts: { all: [1, isIn ? 1 : 0] }, answer: { [placement]: {} } };
  const row = {
    brand_id: 1,
    decision_id: crypto.randomUUID(),
    position: 1,
    decided_at: new Date(at).toISOString(),
    profile_id: profileId,
  };
  const line = JSON.stringify({ ...row, body: JSON.stringify(body) });
  await stores.memory.insertLines("decision", line, `d-${profileId}-${at}-${placement}`);
}

async function lift(path: string): Promise<LiftReport> {
  const { status, body } = await api.call("GET", `/api/reports/lift/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return liftReportSchema.parse(body);
}

async function liftOfAll(more = ""): Promise<LiftReport["comparisons"][number]> {
  const [comparison] = (await lift(`hold-outs/all${more}`)).comparisons;
  if (comparison === undefined) throw new Error("Nothing is compared.");
  return comparison;
}

const ids = Array.from({ length: people }, (_, at) => at + 1);
const countOf = (held: boolean): number => ids.filter((id) => isHeld(id) === held).length;
const netOf = (held: boolean): number =>
  ids.filter((id) => id % 3 === 0 && isHeld(id) === held).reduce((sum, id) => sum + boughtBy(id), 0);

test("everybody in the hold-out is compared with everybody else, also who never came or bought, and what they bought before counts for nothing", async () => {
  const told = await liftOfAll();

  expect(told).toMatchObject({
    holdOut: "all",
    scope: "promotional",
    population: "everyone",
    from: new Date(begun).toISOString(),
    until: new Date(now).toISOString(),
    customers: { heldOut: countOf(true), complement: countOf(false) },
    sampleRatio: { expected: 0.2, holds: true },
    crossed: null,
  });
  const [gbp] = told.currencies;
  expect(gbp?.heldOut).toMatchObject({ netMinor: netOf(true), buyers: expect.any(Number) });
  expect(gbp?.complement.netMinor).toBe(netOf(false));
  expect(gbp?.complement.perCustomerMinor).toBeCloseTo(netOf(false) / countOf(false), 1);
  expect(gbp?.adjustment?.unadjustedMinor).toBeCloseTo(
    netOf(false) / countOf(false) - netOf(true) / countOf(true),
    0,
  );
  const { from, until, value } = gbp?.differenceMinor ?? { from: 0, until: 0, value: 0 };
  expect(from < value && value < until).toBe(true);
  expect(gbp?.detectableMinor).toBeCloseTo(((until - from) / 2 / 1.96) * 2.8, -1);
  expect(gbp?.incrementalMinor?.value).toBeCloseTo(value * countOf(false), -2);
});

test("what came back is taken off; cancelled orders, orders to try out the shop and open ones count for nothing; another currency stands apart", async () => {
  const before = (await liftOfAll()).currencies[0]?.complement.netMinor ?? 0;
  const buyer = ids.find((id) => !isHeld(id)) ?? 0;
  const later = begun + 5 * day;
  const sale = { leafId: buyer, net: 700, at: later };

  await keepSales([
    sale,
    { ...sale, status: "cancelled" },
    { ...sale, status: "open" },
    { ...sale, test: true },
    { ...sale, at: now + day },
    { ...sale, currency: "EUR", net: 900 },
  ]);

  const told = await liftOfAll();
  expect(told.currencies.map(({ currency }) => currency)).toEqual(["EUR", "GBP"]);
  expect(told.currencies[1]?.complement.netMinor).toBe(before + 700);
  expect(told.currencies[0]).toMatchObject({
    complement: { netMinor: 900, buyers: 1 },
    heldOut: { netMinor: 0 },
    differenceMinor: null,
    detectableMinor: null,
    verdict: "undecided",
    because: "tooFew",
  });
});

test("after a merge a customer counts once, in the older one's group, with what both bought; the other group does not see her", async () => {
  const held = ids.find((id) => isHeld(id)) ?? 0;
  const other = ids.find((id) => id > held && !isHeld(id)) ?? 0;
  await keepSales([{ leafId: other, net: 40_000, at: begun + 2 * day }]);
  const before = (await liftOfAll()).currencies[0];

  await join(held, other);

  const told = await liftOfAll();
  expect(told.customers).toEqual({ heldOut: countOf(true), complement: countOf(false) - 1 });
  const moved = other % 3 === 0 ? boughtBy(other) : 0;
  expect(told.currencies[0]?.heldOut.netMinor).toBe((before?.heldOut.netMinor ?? 0) + 40_000 + moved);
  expect(told.currencies[0]?.complement.netMinor).toBe((before?.complement.netMinor ?? 0) - 40_000 - moved);
});

test("a difference that lies within chance is undecided, a large one is more, and none is believed when the groups are not as large as they should be", async () => {
  expect((await liftOfAll()).currencies[0]).toMatchObject({ verdict: "undecided", because: "interval" });

  const complement = ids.filter((id) => !isHeld(id));
  await keepSales(complement.map((leafId) => ({ leafId, net: 3_000, at: begun + 3 * day })));
  expect((await liftOfAll()).currencies[0]).toMatchObject({ verdict: "more", because: null });

  await stores.database.query("delete from portrait where profile_id = any($1::bigint[])", [
    complement.slice(0, 200),
  ]);
  const told = await liftOfAll();
  expect(told.sampleRatio).toMatchObject({ holds: false });
  expect(told.currencies[0]).toMatchObject({ verdict: "undecided", because: "sampleRatio" });
});

test("reached are those for whom it was decided, of both groups, each from her first time on; who was on both sides before a merge is counted", async () => {
  const [held = 0, mixed = 0] = ids.filter((id) => isHeld(id) && id % 3 === 0);
  const other = ids.find((id) => id > mixed && !isHeld(id)) ?? 0;
  await logged(held, begun + 2 * day, true);
  await logged(held, begun + 9 * day, true);
  await logged(mixed, begun + day / 2, true);
  await logged(other, begun + day / 2, false);
  await join(other, mixed);
  await keepSales([{ leafId: held, net: 500, at: begun + 3 * day }]);

  const told = await liftOfAll("?population=reached");

  expect(told).toMatchObject({ population: "reached", customers: { heldOut: 2, complement: 0 }, crossed: 1 });
  const joined = other % 3 === 0 ? boughtBy(other) : 0;
  expect(told.currencies[0]?.heldOut.netMinor).toBe(500 + boughtBy(mixed) + joined);
  const [ofTea] = (await lift("experiences/tea?population=reached")).comparisons;
  expect(ofTea?.customers).toEqual({ heldOut: 2, complement: 0 });
});

test("an experience is compared by its own hold-out, its programme's and that of everything, the narrowest first, and not before it was live", async () => {
  const later = begun + 20 * day;
  await state(
    "experience",
    "cocoa",
    { name: "Cocoa", placement: "hero", content: 1, tags: ["drinks"] },
    later,
  );
  await state("hold-out", "drinks", { name: "Drinks", share: 0.1, scope: { tag: "drinks" } });
  await state(
    "hold-out",
    "cocoa",
    { name: "Cocoa", share: 0.5, scope: { experience: "cocoa" } },
    later + day,
  );

  const { comparisons } = await lift("experiences/cocoa");

  expect(comparisons.map(({ holdOut, scope, from }) => [holdOut, scope, Date.parse(from)])).toEqual([
    ["cocoa", { experience: "cocoa" }, later + day],
    ["drinks", { tag: "drinks" }, later],
    ["all", "promotional", later],
  ]);
  expect((await lift("experiences/tea")).comparisons.map(({ holdOut }) => holdOut)).toEqual([
    "drinks",
    "all",
  ]);
});

test("a hold-out counts from the day on which it became what it is: a larger share begins anew, another name does not", async () => {
  const body = { name: "Grown", share: 0.1, scope: { tag: "grown" } };
  await state("hold-out", "grown", body);
  await state("hold-out", "grown", { ...body, share: 0.2 }, begun + 10 * day);
  await state("hold-out", "grown", { ...body, share: 0.2, name: "Grown up" }, begun + 20 * day);

  const told = (await lift("hold-outs/grown")).comparisons[0];

  expect(told?.from).toBe(new Date(begun + 10 * day).toISOString());
});

test("up to an earlier day only who was known by then counts, and what was bought by then", async () => {
  const event = {
    brand_id: 1,
    leaf_id: 1,
    occurred_at: new Date(begun).toISOString(),
    type: "track",
    name: "x",
    channel: "web",
  };
  const seen = { ...event, position: 600, received_at: new Date(begun + day).toISOString() };
  await stores.memory.insertLines("event", JSON.stringify(seen), "seen");

  const until = encodeURIComponent(new Date(begun + 2 * day).toISOString());
  const told = await liftOfAll(`?until=${until}`);

  expect(told.until).toBe(new Date(begun + 2 * day).toISOString());
  expect(told.customers.heldOut + told.customers.complement).toBe(600);
});

test("what nothing is held back of, what is not live and what has not begun is refused with the reason", async () => {
  await state("experience", "note", { name: "Note", placement: "hero", content: 1, nature: "service" });
  await state("experience", "hint", { name: "Hint", placement: "desk", content: 1 });
  const ask = async (path: string) => (await api.call("GET", `/api/reports/lift/${path}`)).body;

  expect(await ask("experiences/note")).toMatchObject({ status: 422, code: "lift.no_hold_out" });
  expect(await ask("experiences/hint")).toMatchObject({ status: 422, code: "lift.no_hold_out" });
  expect(await ask("experiences/none")).toMatchObject({ status: 404, code: "lift.not_live" });
  expect(await ask("hold-outs/none")).toMatchObject({ status: 404, code: "lift.not_live" });
  expect(await ask("hold-outs/all?until=2020-01-01T00:00:00Z")).toMatchObject({
    status: 422,
    code: "lift.not_begun",
  });
  expect(api.faults).toEqual([]);
});
