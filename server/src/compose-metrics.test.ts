import { type MetricKey, metricCustomersSchema, type Overview, overviewSchema } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "./collect/testing/open-routes.ts";
import { composeMetrics } from "./compose-metrics.ts";
import { stoppedClock } from "./kernel/clock.ts";
import { openTestStores, type TestStores } from "./platform/testing/stores.ts";

const brand = { brandId: 1, key: "main", name: "Brand", timeZone: "Europe/London", currency: "GBP" };
const clock = stoppedClock(Date.parse("2026-06-30T22:30:00Z"));
const loyal = 7;

let stores: TestStores;
let api: OpenRoutes;

beforeAll(async () => {
  stores = await openTestStores();
  const { database, memory } = stores;
  const segmentId = (): number => loyal;
  api = await openRoutes((router) =>
    composeMetrics({ database, memory, clock, router, brand }, { segmentId }),
  );
});
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.database.query(
    "truncate profile, leaf, sale, sale_line, sale_return, loyalty, segment_member",
  );
});

interface Order {
  readonly leaf: number | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly price: number;
  readonly shipping?: number;
  readonly status?: "completed" | "returned" | "cancelled" | "returnOnly" | "open";
  readonly currency?: string;
  readonly test?: boolean;
  /** When and for how much something of it came back. */
  readonly back?: { readonly at: string; readonly price: number };
}

async function keepOrders(orders: readonly Order[]): Promise<void> {
  const rows = orders.map((order, at) => ({
    key: `o${at}`,
    status: "completed",
    currency: "GBP",
    test: false,
    shipping: 0,
    ...order,
  }));
  const json = JSON.stringify(rows);
  const told =
    "from jsonb_to_recordset($1::jsonb) as o (key text, leaf bigint, at timestamptz, price bigint, shipping bigint, status text, currency text, test boolean, back jsonb)";
  await stores.database.query(
    `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor, test)
     select 1, key, leaf, '{}', status, at, 'web', currency, price, price, test ${told}`,
    [json],
  );
  await stores.database.query(
    `insert into sale_line (brand_id, sale_key, line, kind, quantity, net_minor)
     select 1, key, 1, 'merchandise', 1, price ${told} where status <> 'returnOnly'
     union all select 1, key, 2, 'shipping', 1, shipping ${told} where status <> 'returnOnly'`,
    [json],
  );
  await stores.database.query(
    `insert into sale_return (brand_id, sale_key, ordinal, returned_at, kind, quantity, net_minor)
     select 1, key, 1, (back ->> 'at')::timestamptz, 'merchandise', 1, (back ->> 'price')::bigint ${told} where back is not null`,
    [json],
  );
}

/** Each customer has two leaves: 10 × number, and that + 1. A leaf that ends in 9 is a receipt that nobody has claimed. */
async function keepCustomers(profileIds: readonly number[], joinedOn: string | null = null): Promise<void> {
  const { database } = stores;
  await database.query(
    `insert into profile (brand_id, profile_id, state, hidden) select 1, id, '{"leaves":{},"segments":{}}', false from unnest($1::bigint[]) as t (id)`,
    [profileIds],
  );
  await database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     select 1, id * 10 + n, case n when 9 then id * 10 + n else id end, case n when 9 then 'receipt' else 'userId' end, id || '-' || n, 'secretKey', id * 10 + n
     from unnest($1::bigint[]) as t (id), unnest('{0,1,9}'::int[]) as l (n)`,
    [profileIds],
  );
  await database.query(
    `insert into loyalty (brand_id, profile_id, account_type, thresholds, computed_at, joined_on, shop_count_all, kept_shop_count, shop_count_12m,
       category_breadth_12m, purchased_before_join, active_months_12m, channel_mix, channel_mix_12m, channel_breadth_12m, regular_stores, bands, rfm_group,
       stage, sub_stage, stage_since, at_risk, returned)
     select 1, id, 'consumer', 1, now(), $2::date, 0, 0, 0, 0, false, 0, 0, 0, 0, '{}', '{}', '', 'acquire', '', now(), false, false
     from unnest($1::bigint[]) as t (id)`,
    [profileIds, joinedOn],
  );
}

async function overview(query: string): Promise<Overview> {
  const { status, body } = await api.call("GET", `/api/reports/overview?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return overviewSchema.parse(body);
}

function told(
  report: Overview,
  metric: MetricKey,
): { readonly value: number | null; readonly before: number | null } {
  const found = report.metrics.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`No ${metric} is told.`);
  return { value: found.value, before: found.before };
}

async function behind(metric: MetricKey, query: string): Promise<readonly string[]> {
  const { status, body } = await api.call("GET", `/api/metrics/${metric}/customers?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return metricCustomersSchema.parse(body).items.map(({ profile }) => profile);
}

const june = "from=2026-06-01&until=2026-07-01";

test("an order counts on the brand's date, what came back on the date it came back, delivery and other currencies not", async () => {
  await keepCustomers([1, 2]);
  await keepOrders([
    { leaf: 10, at: "2026-05-31T23:30:00Z", price: 5_000, shipping: 400 },
    {
      leaf: 20,
      at: "2026-05-31T22:30:00Z",
      price: 9_000,
      back: { at: "2026-06-03T10:00:00Z", price: 2_000 },
    },
    { leaf: 20, at: "2026-06-04T10:00:00Z", price: 700, currency: "EUR" },
    { leaf: null, at: "2026-06-05T10:00:00Z", price: 1_000 },
  ]);

  const report = await overview(`${june}&step=month`);

  expect(told(report, "netSales")).toEqual({ value: 4_000, before: 9_000 });
  expect(told(report, "orders")).toEqual({ value: 2, before: 1 });
  expect(told(report, "averageOrder")).toEqual({ value: 3_000, before: 9_000 });
  expect(report.otherCurrencies).toEqual([{ currency: "EUR", orders: 1 }]);
});

test("a merged customer is one buyer, new once, and comes again on another day; receipts that nobody claimed are nobody", async () => {
  await keepCustomers([1, 2, 3]);
  await keepOrders([
    { leaf: 10, at: "2026-05-04T10:00:00Z", price: 100 },
    { leaf: 11, at: "2026-06-04T10:00:00Z", price: 100 },
    { leaf: 20, at: "2026-06-05T10:00:00Z", price: 100 },
    { leaf: 21, at: "2026-06-05T12:00:00Z", price: 100 },
    { leaf: 39, at: "2026-06-05T12:00:00Z", price: 100 },
    { leaf: 30, at: "2026-06-05T12:00:00Z", price: 100, test: true },
    { leaf: 31, at: "2026-06-05T12:00:00Z", price: 100, status: "cancelled" },
  ]);

  const report = await overview(`${june}&step=month`);

  expect(told(report, "activeCustomers")).toEqual({ value: 2, before: 1 });
  expect(told(report, "newCustomers")).toEqual({ value: 1, before: 1 });
  expect(told(report, "repeatRate")).toEqual({ value: 0.5, before: 0 });
  expect(await behind("activeCustomers", june)).toEqual(["prf_1", "prf_2"]);
  expect(await behind("newCustomers", june)).toEqual(["prf_2"]);
  expect(await behind("repeatRate", june)).toEqual(["prf_1"]);
});

test("customers are those who had joined by the end; a segment narrows everything to its members", async () => {
  await keepCustomers([1, 2], "2026-06-10");
  await keepCustomers([3], "2026-07-01");
  await keepCustomers([4]);
  await keepOrders([
    { leaf: 10, at: "2026-06-04T10:00:00Z", price: 100 },
    { leaf: 20, at: "2026-06-04T10:00:00Z", price: 300 },
    { leaf: null, at: "2026-06-04T10:00:00Z", price: 1_000 },
  ]);
  await stores.database.query(
    "insert into segment_member (brand_id, segment_id, profile_id, entered_at) values (1, $1, 2, now())",
    [loyal],
  );

  const all = await overview(`${june}&step=week`);
  const some = await overview(`${june}&step=week&segment=loyal`);
  const [customers] = all.metrics;

  expect(customers?.steps.map(({ from, value }) => [from, value])).toEqual([
    ["2026-06-01", 0],
    ["2026-06-08", 2],
    ["2026-06-15", 2],
    ["2026-06-22", 2],
    ["2026-06-29", 2],
  ]);
  expect([told(all, "netSales").value, told(some, "netSales").value]).toEqual([1_400, 300]);
  expect([told(some, "customers").value, told(some, "orders").value]).toEqual([1, 1]);
  expect(await behind("customers", `${june}&segment=loyal`)).toEqual(["prf_2"]);
});

test("without dates it is the twelve weeks up to today, as the brand's clock has it", async () => {
  const report = await overview("");

  expect([report.from, report.until]).toEqual(["2026-04-08", "2026-07-01"]);
  expect(told(report, "repeatRate")).toEqual({ value: null, before: null });
});

test.each([
  ["from=2026-06-02&until=2026-06-02", "metric.no_period"],
  ["from=2016-06-02&until=2026-06-02", "metric.period_too_long"],
])("a period that cannot be is refused: %s", async (query, code) => {
  expect(await api.call("GET", `/api/reports/overview?${query}`)).toMatchObject({
    status: 400,
    body: { code },
  });
});

describe("of any sales", () => {
  const day = 86_400_000;
  const order = fc.record({
    leaf: fc.constantFrom(10, 11, 20, 21, 30, 39, null),
    at: fc
      .integer({ min: 0, max: 90 * 24 - 1 })
      .map((hour) => new Date(Date.UTC(2026, 0, 5) + hour * 3_600_000).toISOString()),
    price: fc.integer({ min: 0, max: 5 }),
    status: fc.constantFrom(
      "completed",
      "completed",
      "returned",
      "cancelled",
      "open",
      "returnOnly",
    ) as fc.Arbitrary<NonNullable<Order["status"]>>,
  });

  test("each step and the whole are what counting by hand gives", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { maxLength: 25 }),
        fc.constantFrom("day", "week", "month"),
        async (orders, step) => {
          await stores.database.query("truncate profile, leaf, sale, sale_line, sale_return, loyalty");
          await keepCustomers([1, 2, 3]);
          await keepOrders(orders);
          const report = await overview(`from=2026-01-20&until=2026-03-10&step=${step}`);

          const counted = (from: number, until: number) => byHand(orders, from, until);
          const [from, until] = [Date.UTC(2026, 0, 20), Date.UTC(2026, 2, 10)];
          for (const { metric, value, before, steps } of report.metrics) {
            if (metric === "customers") continue;
            expect([metric, value, before]).toEqual([
              metric,
              counted(from, until)[metric],
              counted(from - (until - from), from)[metric],
            ]);
            steps.forEach((one, at) => {
              const start = Math.max(from, Date.parse(one.from));
              const end = Math.min(until, Date.parse(steps[at + 1]?.from ?? "2026-03-10"));
              expect([metric, one]).toEqual([metric, { from: one.from, value: counted(start, end)[metric] }]);
            });
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  function byHand(
    orders: readonly Order[],
    from: number,
    until: number,
  ): Readonly<Record<Exclude<MetricKey, "customers">, number | null>> {
    const placed = orders.filter(({ status }) => status === "completed" || status === "returned");
    const inside = placed.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < until);
    const buyerOf = ({ leaf }: Order): number | undefined =>
      leaf === null || leaf % 10 === 9 ? undefined : Math.floor(leaf / 10);
    const dayOf = ({ at }: Order): number => Math.floor(Date.parse(at) / day);
    const buyers = [...new Set(inside.map(buyerOf))].filter((buyer) => buyer !== undefined);
    const daysOf = (some: readonly Order[], buyer: number): readonly number[] =>
      some.filter((one) => buyerOf(one) === buyer).map(dayOf);
    const first = (buyer: number): number => Math.min(...daysOf(placed, buyer));
    const repeated = buyers.filter((buyer) => Math.max(...daysOf(inside, buyer)) > first(buyer));
    const worth = inside.filter(({ price }) => price > 0);
    const sold = worth.reduce((sum, { price }) => sum + price, 0);
    return {
      activeCustomers: buyers.length,
      newCustomers: buyers.filter((buyer) => first(buyer) >= from / day).length,
      repeatRate: buyers.length === 0 ? null : repeated.length / buyers.length,
      netSales: sold,
      orders: worth.length,
      averageOrder: worth.length === 0 ? null : Math.round(sold / worth.length),
    };
  }
});
