import type { Condition } from "@attune/contract";
import { type LiveSegment, liveSegments } from "./live-segments.ts";

const kinds = [
  "Women/dress",
  "Women/coat",
  "Men/jacket",
  "Men/shirt",
  "Children/coat",
  "Shoes/boots",
  "Home/cushion",
  "Home/vase",
  "Kitchen/mug",
  "Beauty/soap",
  "Beauty/candle",
  "Beauty/diffuser",
];
const brands = ["Kite", "Heath", "Larch", "Isle", "Fell", "Caldera"];

type Template = (at: number) => Condition;

const product = (at: number): { readonly is: string } => ({ is: `P${String(at + 1).padStart(5, "0")}` });
const ofKind = (at: number): { readonly is: string } => ({ is: kinds[at % kinds.length] ?? "" });
const ofBrand = (at: number): { readonly is: string } => ({ is: brands[at % brands.length] ?? "" });

/** What the simulated retailer's customers do, asked for each product, brand, letter and town anew. */
const templates: readonly Template[] = [
  (at) => looked({ "properties.product_id": product(at) }, 2, "14d"),
  (at) => ({
    did: "Product Added",
    where: { "properties.product_id": product(at) },
    within: "7d",
    without: [{ did: "Order Completed" }],
  }),
  (at) =>
    looked({ "properties.brand": ofBrand(at), "properties.category": ofKind(at) }, 2 + (at >> 4), "30d"),
  (at) => ({
    did: "Message Opened",
    where: { "properties.campaign": { is: `weekly-${at}` } },
    within: "14d",
  }),
  (at) => ({ trait: "address.city", is: `Town ${at}` }),
  (at) => ({
    did: "Order Completed",
    where: { "properties.products[].product_id": product(at) },
    sum: { of: "properties.revenue", gte: 100 },
    within: "1y",
  }),
  (at) => ({ did: `Quiz Completed ${at}` }),
  (at) => ({
    all: [
      looked({ "properties.product_id": product(1_000 + at) }, 1, "7d"),
      {
        not: {
          did: "Order Completed",
          where: { "properties.products[].product_id": product(1_000 + at) },
          within: "7d",
        },
      },
      { consent: "email.marketing", is: "granted" },
    ],
  }),
  (at) => ({
    sequence: [
      { did: "Product Viewed", where: { "properties.product_id": product(500 + at) } },
      { did: "Product Added", within: "1d", where: { "properties.product_id": product(500 + at) } },
    ],
    within: "30d",
  }),
  (at) => ({ trait: `answers.q${at}`, is: "yes" }),
];

/** So many as a retailer keeps live: first the fifty of every bench, then ever more that each ask for something of their own. */
export function shopSegments(count: number): readonly LiveSegment[] {
  const usual = liveSegments();
  const more = Array.from({ length: Math.max(0, count - usual.length) }, (_, at): LiveSegment => {
    const condition = templates[at % templates.length]?.(Math.floor(at / templates.length));
    if (condition === undefined) throw new Error("There is no template.");
    return { key: `more-${at}`, name: `More ${at}`, condition };
  });
  return [...usual.slice(0, count), ...more];
}

function looked(
  where: Extract<Condition, { did: string }>["where"] & object,
  times: number,
  within: string,
): Condition {
  return { did: "Product Viewed", where, count: { gte: times }, within };
}
