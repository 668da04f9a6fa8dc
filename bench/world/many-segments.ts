import type { Condition } from "@attune/contract";

/** What a large retailer has many of: each is asked for by segments of its own. */
const categories = list("Category", 400);
const brands = list("Brand", 600);
const campaigns = list("Campaign", 800);
const coupons = list("COUPON", 500);
const events = list("Quiz Completed: ", 300);

function list(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${word} ${at + 1}`);
}

type Template = (at: number) => Condition;

const is = (value: string): { readonly is: string } => ({ is: value });

/** One after the other, each with the next value: so a brand with more segments asks for more, not for the same again. */
const templates: readonly Template[] = [
  (at) => ({
    did: "Product Viewed",
    where: { "properties.category": is(pick(categories, at)) },
    count: { gte: 3 },
    within: "30d",
  }),
  (at) => ({
    did: "Product Added",
    where: { "properties.brand": is(pick(brands, at)) },
    forEach: "product_id",
    within: "7d",
    without: [{ did: "Order Completed" }],
  }),
  (at) => ({
    did: "Message Clicked",
    where: { "properties.campaign": is(pick(campaigns, at)) },
    within: "14d",
  }),
  (at) => ({
    did: "Order Completed",
    where: { "properties.coupon": is(pick(coupons, at)) },
    count: { gte: 2 },
  }),
  (at) => ({ did: pick(events, at) }),
  (at) => ({ trait: `answers.q${at % 500}`, is: "yes" }),
  (at) => ({
    all: [
      { did: "Product Viewed", where: { "properties.brand": is(pick(brands, at)) }, within: "7d" },
      { not: { did: "Order Completed", where: { "properties.brand": is(pick(brands, at)) }, within: "7d" } },
      { consent: "email.marketing", is: "granted" },
    ],
  }),
  (at) => ({
    sequence: [
      { did: "Product Viewed", where: { "properties.category": is(pick(categories, at)) } },
      { did: "Product Added", within: "1d", where: { "properties.category": is(pick(categories, at)) } },
    ],
    forEach: "product_id",
    within: "30d",
  }),
  (at) => ({
    did: "Order Completed",
    where: { "properties.products[].category": is(pick(categories, at)) },
    sum: { of: "properties.revenue", gte: 100 },
    within: "1y",
  }),
  (at) => ({ trait: "address.city", is: `Town ${at}` }),
];

/** So many conditions as a brand would have that keeps so many segments. */
export function manyConditions(count: number): readonly Condition[] {
  return Array.from({ length: count }, (_, at) => {
    const template = templates[at % templates.length];
    const condition = template?.(Math.floor(at / templates.length));
    if (condition === undefined) throw new Error("There is no template.");
    return condition;
  });
}

export interface BenchEvent {
  readonly name: string;
  readonly properties: {
    readonly [name: string]: string | number | readonly { readonly [name: string]: string }[];
  };
}

/** The nth event of customers who look, click, put by and buy; what they look at is drawn like in a shop: few things often. */
export function eventAt(random: () => number): BenchEvent {
  const [category, brand] = [drawn(categories, random), drawn(brands, random)];
  const product = { product_id: `sku-${Math.floor(random() * 5_000)}`, category, brand };
  const kind = random();
  if (kind < 0.7)
    return { name: "Product Viewed", properties: { ...product, price: Math.round(random() * 200) } };
  if (kind < 0.8) return { name: "Product Added", properties: { ...product, cart_id: "c" } };
  if (kind < 0.9) return { name: "Message Clicked", properties: { campaign: drawn(campaigns, random) } };
  if (kind < 0.92) return { name: drawn(events, random), properties: {} };
  const revenue = Math.round(random() * 20_000) / 100;
  return {
    name: "Order Completed",
    properties: { revenue, brand, coupon: drawn(coupons, random), products: [product] },
  };
}

function pick(values: readonly string[], at: number): string {
  return values[at % values.length] ?? "";
}

/** The first values most often. */
function drawn(values: readonly string[], random: () => number): string {
  return pick(values, Math.floor(random() ** 2 * values.length));
}
