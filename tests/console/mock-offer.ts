import { type ProductNumbers, type ProductReport, productMetrics } from "@attune/contract";
import { ago, dayMs } from "./mock-people.ts";

/** Definitions, products, stores and keys of the made-up brand; some with names that break pages which were not looked at. */

interface MockVersion {
  readonly version: number;
  readonly state: "draft" | "live" | "retired";
  readonly body: Readonly<Record<string, unknown>>;
  readonly author: string;
  readonly reason: string;
  readonly changedAt: string;
}

export interface MockDefinition {
  readonly kind: string;
  readonly key: string;
  /** Newest first. */
  readonly versions: readonly MockVersion[];
}

export interface MockOffer {
  readonly definitions: Map<string, MockDefinition>;
  readonly keys: { readonly id: string; readonly kind: string; revokedAt: string | null }[];
  /** Bodies of imports as they came. */
  readonly imported: unknown[];
}

const banner = {
  type: "object",
  required: ["headline"],
  additionalProperties: false,
  properties: {
    headline: { type: "string", minLength: 1, maxLength: 80 },
    action: { type: "string", maxLength: 40 },
    tone: { type: "string", enum: ["calm", "festive"] },
  },
};

export function firstOffer(): MockOffer {
  const definitions = new Map<string, MockDefinition>();
  const add = (kind: string, key: string, ...bodies: readonly Readonly<Record<string, unknown>>[]): void => {
    const versions = bodies.map((body, at): MockVersion => {
      const changedAt = ago((bodies.length - at) * dayMs);
      return { version: at + 1, state: "live", body, author: "key:1", reason: "", changedAt };
    });
    definitions.set(`${kind}/${key}`, { kind, key, versions: versions.toReversed() });
  };
  add("touchpoint", "home", { name: "Home page", stage: "before", channel: "web", owner: "Online shop" });
  add("touchpoint", "returns", {
    name: "Rücksendezentrum für große und sperrige Artikel mit Abholung",
    stage: "after",
    channel: "service",
    owner: "خدمة العملاء",
  });
  add("touchpoint", "till", { name: "Till", stage: "during", channel: "store", owner: "Stores" });
  add("placement", "hero", {
    name: "Banner of the home page",
    touchpoint: "home",
    channel: "web",
    size: { width: 1200, height: 360 },
    content: { headline: "Gifts for every day" },
    contentSchema: banner,
  });
  const regulars = {
    name: "Thanks to regulars",
    placement: "hero",
    priority: 20,
    condition: { segment: "lapsed" },
  };
  add(
    "experience",
    "regulars",
    { ...regulars, content: { headline: "Hello again" } },
    {
      ...regulars,
      content: { headline: "Good to see you again" },
      caps: [{ by: "seen", most: 3, per: "week" }],
    },
  );
  add("experience", "markup", {
    name: "<b>Sale</b> & more",
    placement: "hero",
    priority: 5,
    content: { headline: "<script>alert(1)</script>" },
    until: ago(-9 * dayMs),
  });
  add("contact-policy", "calm", {
    name: "Not too often",
    scope: "promotional",
    caps: [{ by: "served", most: 3, per: "day" }],
    coolDown: "7d",
  });
  add("hold-out", "all", { name: "Held out", share: 0.05, scope: "promotional" });
  return {
    definitions,
    keys: [
      { id: "key_1", kind: "secret", revokedAt: null },
      { id: "key_2", kind: "public", revokedAt: null },
    ],
    imported: [],
  };
}

export function newestOf({ kind, key, versions }: MockDefinition): object {
  return versionOf(kind, key, versions, versions[0]);
}

export function versionsOf({ kind, key, versions }: MockDefinition): readonly object[] {
  return versions.map((version) => versionOf(kind, key, versions, version));
}

function versionOf(
  kind: string,
  key: string,
  all: readonly MockVersion[],
  version: MockVersion | undefined,
): object {
  const isLive = all[0]?.state !== "retired";
  const liveVersion = isLive ? (all.find(({ state }) => state === "live")?.version ?? null) : null;
  return { kind, key, liveVersion, ...version };
}

export const offerProducts: readonly object[] = [
  {
    key: "23084",
    name: "Rabbit night light",
    brand: "Lumen",
    category: ["Home", "Lights"],
    tags: ["gift"],
    priceMinor: 208,
    currency: "GBP",
    url: null,
    imageUrl: null,
    attributes: { colour: "white", watts: 3 },
    stock: [
      { store: null, quantity: 12, updatedAt: ago(3_600_000) },
      { store: "leeds", quantity: 0, updatedAt: ago(7_200_000) },
    ],
    simulated: false,
    withdrawnAt: null,
    updatedAt: ago(dayMs),
  },
  {
    key: "long",
    name: "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterungsbefestigungsschraube ".repeat(4),
    brand: null,
    category: [],
    tags: [],
    priceMinor: null,
    currency: null,
    url: null,
    imageUrl: null,
    attributes: {},
    stock: [],
    simulated: true,
    withdrawnAt: ago(3 * dayMs),
    updatedAt: ago(dayMs),
  },
];

/** As `GET /api/reports/products` answers; of one product where it is named. */
export function productReport(product: string | null): ProductReport {
  const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterungsbefestigungsschraube ".repeat(4);
  const items: readonly ProductNumbers[] = [
    {
      product: "23084",
      name: "Rabbit night light",
      withdrawn: false,
      numbers: { viewed: 1_204, carted: 310, left: 121, bought: 402, returned: 12, netSales: 80_112 },
    },
    {
      product: "long",
      name: long,
      withdrawn: true,
      numbers: { viewed: 801, carted: 90, left: 80, bought: 0, returned: 4, netSales: -1_200 },
    },
    {
      product: "gone",
      name: null,
      withdrawn: false,
      numbers: { viewed: 3, carted: 1, left: 0, bought: 1, returned: 0, netSales: 499 },
    },
  ];
  return {
    from: "2026-10-22",
    until: "2026-11-21",
    currency: "GBP",
    sort: "left",
    metrics: productMetrics,
    items: product === null ? items : items.filter((one) => one.product === product),
    next: null,
  };
}

const hours = [{ from: "09:00", until: "18:00" }];

export const offerStores: readonly object[] = [
  {
    key: "leeds",
    name: "Leeds",
    address: { street: "1 Briggate", city: "Leeds", postcode: "LS1", country: "GB" },
    latitude: 53.79,
    longitude: -1.55,
    timeZone: "Europe/London",
    hours: { monday: hours, tuesday: hours, saturday: [] },
    areas: [
      { from: "2015-01-01", squareMetres: 361 },
      { from: "2024-05-01", squareMetres: 420.5 },
    ],
    catchment: {
      type: "Polygon",
      coordinates: [
        [
          [-1.9, 53.6],
          [-1.2, 53.6],
          [-1.2, 54],
          [-1.9, 54],
          [-1.9, 53.6],
        ],
      ],
    },
    simulated: false,
    updatedAt: ago(dayMs),
  },
  {
    key: "london",
    name: "London",
    address: { city: "London" },
    latitude: 51.5,
    longitude: -0.12,
    timeZone: null,
    hours: null,
    areas: [],
    catchment: null,
    simulated: true,
    updatedAt: ago(dayMs),
  },
];

export const decidedAnswer: object = {
  decisionId: "902d5913-b416-8ea3-9931-8c59a3db4ebf",
  placements: {
    hero: {
      experience: "regulars",
      content: { headline: "Good to see you again" },
      items: [{ product: "23084", name: "Rabbit night light", priceMinor: 208, currency: "GBP" }],
      reason: { code: "personalised", text: "Chosen for this customer." },
    },
  },
};

export const decidedRecord: object = {
  decisionId: "902d5913-b416-8ea3-9931-8c59a3db4ebf",
  decidedAt: ago(3_600_000),
  profile: "prf_1",
  input: { placements: ["hero"], context: { channel: "web" } },
  versions: { profile: "1", definitions: 9, placements: { hero: 1 }, shelf: 0, recommendations: 0 },
  explanation: {
    hero: [
      { experience: "regulars", version: 2, stage: "chosen", reason: "chosen", numbers: { worth: 1 } },
      { experience: "markup", version: 1, stage: "ranking", reason: "outranked" },
    ],
  },
  answer: (decidedAnswer as { placements: object }).placements,
};
