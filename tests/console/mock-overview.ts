import { type Concentration, type MetricKey, metrics, type Overview } from "@attune/contract";
import { type Given, ok } from "./mock-answers.ts";
import type { MockCustomer } from "./mock-people.ts";
import type { Asked, World } from "./mock-world.ts";

const dayMs = 86_400_000;
const stepMs = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };

/** A brand that grows, of which nothing is told when it has no customers. */
function overviewOf(customers: readonly MockCustomer[], { query }: Asked): Overview {
  const [from, until] = [query.get("from") ?? "2026-08-28", query.get("until") ?? "2026-11-20"];
  const named = query.get("step");
  const step = named === "day" || named === "month" ? named : "week";
  const length = Date.parse(until) - Date.parse(from);
  const starts: number[] = [];
  for (let at = Date.parse(from); at < Date.parse(until); at += stepMs[step]) starts.push(at);
  const isEmpty = customers.length === 0;
  const share = query.get("segment") === null ? 1 : 0.1;
  const values: Readonly<Record<MetricKey, number>> = {
    customers: customers.length * share,
    activeCustomers: Math.round(customers.length * share * 0.4),
    newCustomers: Math.round(customers.length * share * 0.1),
    repeatRate: 0.74,
    netSales: 123_456_789 * share,
    orders: 4_321 * share,
    averageOrder: 28_571,
  };
  return {
    from,
    until,
    before: { from: new Date(Date.parse(from) - length).toISOString().slice(0, 10), until: from },
    step,
    segment: query.get("segment"),
    currency: "GBP",
    otherCurrencies: isEmpty ? [] : [{ currency: "EUR", orders: 12 }],
    metrics: metrics.map(({ key }) => ({
      metric: key,
      value: isEmpty
        ? key === "repeatRate" || key === "averageOrder"
          ? null
          : 0
        : Math.round(values[key] * 1_000) / 1_000,
      before: isEmpty ? null : values[key] * 0.9,
      steps: starts.map((at, nth) => ({
        from: new Date(at).toISOString().slice(0, 10),
        value: isEmpty ? 0 : Math.round(((values[key] * (nth + 1)) / starts.length) * 1_000) / 1_000,
      })),
    })),
  };
}

const concentration: Concentration = {
  currency: "GBP",
  customers: 1_000,
  netMinor: 100_000_000,
  curve: Array.from({ length: 100 }, (_, at) => ({
    customerShare: (at + 1) / 100,
    spendShare: Math.sqrt((at + 1) / 100),
    customers: (at + 1) * 10,
    netMinor: Math.round(Math.sqrt((at + 1) / 100) * 100_000_000),
  })),
  gini: 0.4,
};

type Handle = (world: World, asked: Asked) => Given;

/** The overview and what leads on from it. */
export const overviewRoutes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
  ["GET", /^\/api\/metrics$/, () => ok({ items: metrics })],
  ["GET", /^\/api\/reports\/overview$/, (world, asked) => ok(overviewOf(world.customers, asked))],
  ["GET", /^\/api\/metrics\/([^/]+)\/customers$/, ({ customers }) => ok(buyersAmong(customers))],
  ["GET", /^\/api\/reports\/concentration$/, () => ok(concentration)],
];

function buyersAmong(customers: readonly MockCustomer[]): object {
  const buyers = customers.filter(({ orders }) => orders.count > 0).slice(0, 50);
  return { items: buyers.map(({ id, ...row }) => ({ profile: id, ...row })), next: null };
}
