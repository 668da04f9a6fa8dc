import { day, type Wire } from "../journeys/shop.ts";

/** What a landing's brand is made of besides its customers. */
export const catalogue: readonly (readonly [path: string, body: Wire])[] = [
  ...["mug", "lamp", "vase", "rug", "pot", "bowl"].map((key, at): readonly [string, Wire] => [
    `/api/products/${key}`,
    {
      name: `A ${key}`,
      price: (4.5 + at * 10).toFixed(2),
      currency: "GBP",
      category: ["Home", at % 2 === 0 ? "Kitchen" : "Living"],
      attributes: { weight: at },
      simulated: true,
    },
  ]),
  [
    "/api/stores/north",
    {
      name: "North",
      address: { city: "Leeds" },
      timeZone: "Europe/London",
      areas: [
        { from: "2020-01-01", squareMetres: 120.5 },
        { from: "2026-01-01", squareMetres: 180 },
      ],
      simulated: true,
    },
  ],
  ["/api/stores/south", { name: "South", simulated: true }],
  ["/api/products/mug/stock", { quantity: 12 }],
  ["/api/products/vase/stock", { quantity: 0 }],
  ["/api/products/lamp/stock", { quantity: 0, store: "north" }],
];

const ordered = "Order Completed";

/** In force before anything happens: folded with each event. */
export const earlySegments: Readonly<Record<string, Wire>> = {
  gold: { trait: "tier", is: "gold" },
  "buyers-90d": { did: ordered, within: "90d" },
  "big-spenders": { did: ordered, sum: { of: "properties.shipping", gte: 7 } },
  campaign: { did: "Product Viewed", where: { "properties.product_id": { is: "mug" } } },
  tiered: { trait: "tier", in: ["gold", "silver"] },
};

/** Written later: filled from history. The last refer to others. */
export const lateSegments: Readonly<Record<string, Wire>> = {
  "twice-in-60d": { did: ordered, count: { gte: 2 }, within: "60d" },
  "shipping-3mo": { did: ordered, sum: { of: "properties.shipping", gte: 3 }, within: "3mo" },
  lapsing: { all: [{ did: ordered }, { did: ordered, count: { eq: 0 }, within: "45d" }] },
  mailable: { consent: "email.marketing", is: "granted" },
  french: { not: { trait: "address.country", is: "GB" } },
  "seen-just-now": { did: "Product Viewed", within: "30m" },
  "cart-open": { all: [{ did: "Product Added", within: "7d" }, { not: { did: ordered, within: "3d" } }] },
  "gold-mailable": { all: [{ segment: "gold" }, { segment: "mailable" }] },
};

/** Asked for when nobody folds: the next program puts it in force, and fills it. */
export const unfoldedSegment: readonly [key: string, condition: Wire] = [
  "coupon-year",
  { did: ordered, where: { "properties.coupon": { exists: true } }, within: "1y" },
];

export function experiencesOf(now: number): readonly (readonly [path: string, body: Wire])[] {
  const at = (ms: number): string => new Date(now + ms).toISOString();
  return [
    ["placement/hero", { name: "Hero", content: { text: "Welcome" } }],
    ["placement/row", { name: "Row", items: { limit: 4 } }],
    [
      "experience/gold",
      {
        name: "Gold",
        placement: "hero",
        content: { text: "Gold" },
        condition: { segment: "gold" },
        priority: 10,
      },
    ],
    [
      "experience/regular",
      {
        name: "Regular",
        placement: "hero",
        content: { text: "Again" },
        condition: { did: ordered, count: { gte: 2 } },
        priority: 5,
      },
    ],
    ["experience/over", { name: "Over", placement: "hero", content: 1, priority: 90, until: at(-day) }],
    ["experience/next", { name: "Next", placement: "hero", content: 2, priority: 90, from: at(400 * day) }],
    ["experience/all", { name: "All", placement: "hero", content: { text: "For all" }, fallback: true }],
    [
      "experience/popular",
      { name: "Popular", placement: "row", content: null, items: { strategy: "popular" } },
    ],
    [
      "experience/viewed",
      { name: "Viewed", placement: "row", content: null, items: { strategy: "recentlyViewed" }, priority: 5 },
    ],
  ];
}

export function importsOf(now: number): readonly { readonly kind: string; readonly rows: readonly Wire[] }[] {
  const at = (days: number): string => new Date(now - days * day).toISOString();
  const rows = (records: readonly Wire[]): readonly Wire[] =>
    records.map((record, line) => ({ line: line + 1, record }));
  return [
    {
      kind: "customers",
      rows: rows([
        {
          userId: "imported-1",
          traits: { firstName: "Otto", tier: "gold" },
          identifiers: { email: "otto@example.com", card: "6335 0000 0001" },
          updatedAt: at(200),
          simulated: true,
        },
        {
          userId: "c-1",
          traits: { tier: "bronze", since: "2019" },
          updatedAt: at(300),
          simulated: true,
        },
      ]),
    },
    {
      kind: "orders",
      rows: rows(
        ["imported-1", undefined].map((userId, n) => ({
          orderId: `import-${n}`,
          ...(userId === undefined ? { storeKey: "north" } : { userId }),
          placedAt: at(20 + n),
          currency: "GBP",
          lines: [{ productKey: "rug", quantity: 2, price: "34.50" }],
          simulated: true,
        })),
      ),
    },
  ];
}

/** Set aside: without a purpose that exists, without an order, without anybody. */
export const badEvents: readonly Wire[] = [
  {
    type: "track",
    event: "Consent Given",
    userId: "c-1",
    properties: { purpose: "spam" },
    messageId: "bad-1",
  },
  { type: "track", event: "Order Refunded", userId: "c-7", properties: { total: 1 }, messageId: "bad-2" },
  { type: "track", event: "Product Viewed", userId: "null", messageId: "bad-3" },
];

/** The second of them, mended: released from quarantine. */
export const mendedEvent: Wire = {
  type: "track",
  event: "Order Refunded",
  userId: "c-7",
  properties: { order_id: "o-7-1", refund_id: "mended", total: 1 },
  messageId: "bad-2",
};
