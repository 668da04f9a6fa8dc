import type { Condition } from "@attune/contract";

export interface LiveSegment {
  readonly key: string;
  readonly name: string;
  readonly condition: Condition;
}

const categories = ["Women", "Men", "Children", "Shoes", "Home", "Kitchen", "Beauty", "Garden"];
const towns = ["London", "Leeds", "Bristol"];

/** Fifty segments as a retailer keeps them live: what was looked at, put by, bought and where, who agreed to what, and mixtures. */
export function liveSegments(): readonly LiveSegment[] {
  return [
    ...categories.map((category) => segment(`looks-at-${category}`, looked(category, 3, "30d"))),
    ...categories.map((category) =>
      segment(`keen-on-${category}`, {
        all: [looked(category, 2, "7d"), { consent: "email.marketing", is: "granted" }],
      }),
    ),
    ...towns.map((town) => segment(`lives-in-${town}`, { trait: "address.city", is: town })),
    ...[1, 2, 5].map((orders) =>
      segment(`bought-${orders}-times`, { did: "Order Completed", count: { gte: orders }, within: "1y" }),
    ),
    ...[100, 250, 500].map((spent) =>
      segment(`spent-${spent}`, {
        did: "Order Completed",
        sum: { of: "properties.revenue", gte: spent },
        within: "90d",
      }),
    ),
    ...["30d", "90d"].map((within) =>
      segment(`no-order-for-${within}`, {
        all: [{ did: "Order Completed", count: { gte: 1 } }, { not: { did: "Order Completed", within } }],
      }),
    ),
    ...sessions(),
    ...mixtures(),
  ];
}

/** Entered at the event that bench/freshness.ts sends, left an hour after it. */
export const probeSegment: LiveSegment = segment("pressed-the-bell", {
  did: "Bell Pressed",
  count: { gte: 1 },
  within: "1h",
});

function sessions(): readonly LiveSegment[] {
  return [
    segment("here-now", {
      any: [
        { did: "Page Viewed", within: "30m" },
        { did: "Screen Viewed", within: "30m" },
      ],
    }),
    segment("looked-today", { did: "Product Viewed", within: "1d" }),
    segment("looked-often-this-week", { did: "Product Viewed", count: { gte: 10 }, within: "7d" }),
    segment("searched-this-week", { did: "Products Searched", within: "7d" }),
    segment("put-by-today", { did: "Product Added", within: "1d" }),
    segment("left-the-cart", {
      all: [{ did: "Product Added", within: "3d" }, { not: { did: "Order Completed", within: "3d" } }],
    }),
    segment("left-the-check-out", {
      all: [{ did: "Checkout Started", within: "1d" }, { not: { did: "Order Completed", within: "1d" } }],
    }),
    segment("dear-cart", { did: "Product Added", where: { "properties.price": { gte: 50 } }, within: "7d" }),
    segment("in-the-app", { did: "Screen Viewed", count: { gte: 3 }, within: "30d" }),
    segment("in-a-store-lately", { did: "Store Visited", within: "14d" }),
    segment("buys-in-stores", { did: "Order Completed", where: { channel: { is: "store" } }, within: "1y" }),
    segment("buys-online", {
      did: "Order Completed",
      where: { channel: { in: ["web", "app"] } },
      within: "1y",
    }),
    segment("big-basket", { did: "Order Completed", where: { "properties.revenue": { gte: 150 } } }),
    probeSegment,
  ];
}

function mixtures(): readonly LiveSegment[] {
  return [
    segment("mail-allowed", { consent: "email.marketing", is: "granted" }),
    segment("personal-allowed", { consent: "any.personalisation", is: "granted" }),
    segment("no-mail", { not: { consent: "email.marketing", is: "granted" } }),
    segment("opens-mail", { did: "Message Opened", count: { gte: 2 }, within: "60d" }),
    segment("never-opens", {
      all: [
        { did: "Message Delivered", count: { gte: 5 } },
        { did: "Message Opened", count: { lt: 1 }, within: "90d" },
      ],
    }),
    segment("young", { trait: "birthday", gte: "1990-01-01" }),
    segment("known", { trait: "email", exists: true }),
    segment("omnichannel", { all: [{ segment: "buys-in-stores" }, { segment: "buys-online" }] }),
    segment("win-back", { all: [{ segment: "no-order-for-90d" }, { segment: "mail-allowed" }] }),
  ];
}

function looked(category: string, times: number, within: string): Condition {
  return {
    did: "Product Viewed",
    where: { "properties.category": { startsWith: category } },
    count: { gte: times },
    within,
  };
}

function segment(key: string, condition: Condition): LiveSegment {
  const plain = key.toLowerCase();
  return { key: plain, name: plain.replaceAll("-", " "), condition };
}
