import type { Condition } from "@attune/contract";

/** Thirty conditions as merchandisers write them, by the name of the hand-written SQL in ceiling/preview-sql/ that answers the same. */
export const typicalConditions: Readonly<Record<string, Condition>> = {
  "lives-in-london": { trait: "address.city", is: "London" },
  "thirty-or-older": { trait: "age", gte: 30 },
  "silver-or-gold": { trait: "tier", in: ["silver", "gold"] },
  "birthday-this-week": { trait: "birthday", anniversaryWithin: "7d" },
  "joined-lately": { trait: "createdAt", withinLast: "90d" },
  "near-bath": { near: { latitude: 51.38, longitude: -2.36 }, km: 25 },
  "may-be-mailed": { consent: "email.marketing", is: "granted" },
  "on-the-press-list": { list: "press" },
  "young-londoners": {
    all: [
      { trait: "address.city", is: "London" },
      { trait: "age", between: [25, 40] },
      { consent: "email.marketing", is: "granted" },
      { not: { trait: "tier", is: "bronze" } },
    ],
  },
  "looked-ever": { did: "Product Viewed" },
  "looked-3-times-in-30d": { did: "Product Viewed", count: { gte: 3 }, within: "30d" },
  "spent-500-in-a-year": {
    did: "Order Completed",
    sum: { of: "properties.revenue", gte: 500 },
    within: "1y",
  },
  "large-orders": { did: "Order Completed", avg: { of: "properties.revenue", gte: 150 } },
  "looked-at-shoes": {
    did: "Product Viewed",
    where: { "properties.category": { startsWith: "Shoes" } },
    count: { gte: 2 },
    within: "90d",
  },
  "dear-cart": { did: "Product Added", where: { "properties.price": { gte: 100 } }, within: "30d" },
  "looked-at-3-products": {
    did: "Product Viewed",
    distinct: { of: "properties.product_id", gte: 3 },
    within: "90d",
  },
  "opened-a-campaign": { did: "Message Opened", where: { "properties.campaign": { is: "Campaign 7" } } },
  "bought-in-stores": { did: "Order Completed", where: { channel: { is: "store" } }, within: "1y" },
  "bought-in-summer": { did: "Order Completed", between: { from: "2026-06-01", until: "2026-09-01" } },
  "buys-regularly": { did: "Order Completed", regularly: { in: 3, of: 6, every: "month" } },
  "stopped-buying": { did: "Order Completed", stopped: { for: "90d", times: 3 } },
  "no-order-for-180d": { not: { did: "Order Completed", within: "180d" } },
  "carted-not-bought": {
    did: "Product Added",
    forEach: "product_id",
    within: "30d",
    without: [{ did: "Order Completed" }],
  },
  "looked-3-times-at-one": {
    did: "Product Viewed",
    forEach: "product_id",
    count: { gte: 3 },
    within: "90d",
  },
  "viewed-carted-bought": {
    sequence: [{ did: "Product Viewed" }, { did: "Product Added" }, { did: "Order Completed" }],
    forEach: "product_id",
    within: "30d",
  },
  "opened-then-bought": {
    sequence: [{ did: "Message Opened" }, { did: "Order Completed", within: "7d" }],
    within: "90d",
  },
  "looked-since-order": {
    did: "Product Viewed",
    since: { did: "Order Completed", time: "last" },
    count: { gte: 5 },
  },
  "bought-shoes": {
    did: "Order Completed",
    where: { "product.category": { startsWith: "Shoes" } },
    within: "1y",
  },
  "good-buyers-to-win-back": {
    all: [
      { segment: "bought-twice" },
      { not: { did: "Order Completed", within: "90d" } },
      { consent: "email.marketing", is: "granted" },
    ],
  },
  "lookers-without-cart": {
    all: [{ did: "Product Viewed", within: "30d" }, { not: { did: "Product Added", within: "30d" } }],
  },
};

/** The segment that one of them refers to. */
export const typicalSegment: { readonly key: string; readonly condition: Condition } = {
  key: "bought-twice",
  condition: { did: "Order Completed", count: { gte: 2 } },
};
