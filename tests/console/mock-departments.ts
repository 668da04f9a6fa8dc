import {
  type DecideAnswer,
  dimensionBands,
  dimensionNames,
  type LoyaltyAnswer,
  type ResumeEntry,
  type SalesTotals,
  type TouchpointsAnswer,
} from "@attune/contract";
import { type Given, ok } from "./mock-answers.ts";
import { ago, dayMs, heroId, hourMs, type MockCustomer } from "./mock-people.ts";
import type { Asked, World } from "./mock-world.ts";

/** What the pages of departments, the store app and the mirror ask for. Undefined: it is not one of theirs. */
export function answerDepartments(world: World, { method, path, body }: Asked): Given | undefined {
  const [, ref = "", part = ""] =
    /^\/api\/profiles\/([^/]+)\/(loyalty|resume|completeness)$/.exec(path) ?? [];
  const customer = world.customers.find(({ id, identifiers }) =>
    [id, ...identifiers.map(({ namespace, value }) => `${namespace}:${value}`)].includes(
      decodeURIComponent(ref),
    ),
  );
  if (method === "GET" && part !== "" && customer !== undefined) return ok(aboutCustomer[part]?.(customer));
  const answer = plain[`${method} ${path}`];
  return answer === undefined ? undefined : ok(answer(body));
}

const plain: Readonly<Record<string, (body: unknown) => unknown>> = {
  "GET /api/reports/sales": () => ({ totals: [sales] }),
  "POST /api/rehearsals": () => ({ profile: heroId, event: "Product Viewed", id: "rehearsal-1" }),
};

const sales: SalesTotals = {
  currency: "GBP",
  orders: 1_204,
  ordersWithoutCustomer: 96,
  allLinesMinor: 4_120_055,
  netMinor: 4_005_012,
  merchandiseMinor: 4_010_000,
  returnsMinor: 210_000,
  discountMinor: 12_000,
};

/** What stands on the channels that departments look at, beside what is on offer. */
export const departmentTouchpoints: TouchpointsAnswer["items"] = (
  [
    ["web", "home-hero", "Banner of the home page"],
    ["web", "home-products", "Products on the home page"],
    ["store", "till-hint", "Hint at the till"],
    ["service", "desk-route", "Who takes the call"],
    ["email", "newsletter-lead", "First story of the newsletter"],
  ] as const
).map(([channel, key, name]) => ({
  key: `at-${key}`,
  name,
  stage: "before",
  channel,
  owner: "Shop",
  placements: [{ key, name, live: 1, waiting: 0 }],
  isDecided: true,
}));

const reason = { code: "personalised", text: "Chosen for this customer." } as const;
const items = [
  { product: "23084", name: "Rabbit night light", priceMinor: 208, currency: "GBP" },
  {
    product: "22086",
    name: "Paper chain kit 50's Christmas, a title as long as suppliers like to write them, with size, colour, pack ".repeat(
      12,
    ),
    priceMinor: 295,
    currency: "GBP",
  },
];

export const decidedForDepartments: DecideAnswer = {
  decisionId: "14a2ca45-1795-8419-911f-4cd0700b87d6",
  placements: {
    "home-hero": {
      experience: "hero-cart",
      content: { headline: "Your cart is waiting", action: "To the cart" },
      reason,
    },
    "home-products": { experience: "home-recent", content: { title: "Looked at lately" }, items, reason },
    "till-hint": { experience: "till-regulars", content: { hint: "A regular. Say thank you." }, reason },
    "desk-route": {
      experience: "desk",
      content: { queue: "complaints", note: "There was trouble." },
      reason,
    },
    "newsletter-lead": { experience: "news", content: { headline: "The week's favourites" }, items, reason },
  },
};

const aboutCustomer: Readonly<Record<string, (customer: MockCustomer) => unknown>> = {
  loyalty: () => loyalty,
  resume: ({ id }) => ({ id, entries: id === heroId ? left : [] }),
  completeness: () => completeness,
};

const consent = { key: "any.personalisation", state: "granted" } as const;

const left: readonly ResumeEntry[] = [
  {
    kind: "case",
    id: "case-7",
    channel: "service",
    at: ago(3 * dayMs),
    ageSeconds: 259_200,
    expiresAt: ago(-90 * dayMs),
    consent: { key: "any.service", state: "unknown" },
    withheld: false,
    facts: { subject: "The cakestand arrived <b>broken</b>", topic: "complaint" },
  },
  {
    kind: "promise",
    id: "p-1",
    channel: "service",
    at: ago(2 * dayMs),
    ageSeconds: 172_800,
    expiresAt: ago(-90 * dayMs),
    consent: { key: "any.service", state: "unknown" },
    withheld: false,
    facts: { promise: "a new cakestand", due_at: ago(-2 * dayMs) },
  },
  {
    kind: "cart",
    id: null,
    channel: "web",
    at: ago(5 * hourMs),
    ageSeconds: 18_000,
    expiresAt: ago(-20 * dayMs),
    consent,
    withheld: false,
    items: [{ product: "22423", name: "Regency cakestand 3 tier", quantity: 1, priceMinor: 1_095 }],
  },
  {
    kind: "viewed",
    id: null,
    channel: "web",
    at: ago(6 * hourMs),
    ageSeconds: 21_600,
    expiresAt: ago(-20 * dayMs),
    consent,
    withheld: true,
  },
];

const loyalty: LoyaltyAnswer = {
  accountType: "consumer",
  currency: "GBP",
  thresholds: { version: 1, computedAt: ago(hourMs) },
  dimensions: dimensionNames.map((name, at) => {
    const [band = "", bandName = ""] =
      dimensionBands[name][Math.min(2, dimensionBands[name].length - 1)] ?? [];
    return {
      name,
      family: familyOf(at),
      value: at === 7 ? null : at / 4,
      band,
      bandName,
      percentile: at === 7 ? null : 50,
      computedAt: ago(hourMs),
      records: at % 2 === 0 ? ["581475", "571653"] : [],
    };
  }),
  rfm: { r: 5, f: 4, m: 4, cell: "544" },
  rfmGroup: "LOYAL",
  stage: {
    stage: "grow",
    name: "Grow",
    subStage: "loyal",
    subStageName: "Loyal",
    since: ago(200 * dayMs),
    atRisk: true,
    returned: false,
    history: [],
  },
  keptShopCount: 4,
  purchasedBeforeJoin: false,
  preferredChannel: "web",
  channelMix12m: "web",
  expectedGapDays: 40,
  firstShop: null,
  lastShop: null,
  stores: { regular: [], joined: null, catchment: null, deliveryArea: null },
  held: [],
  inferredReturns: [],
  changes: [],
  until: null,
};

const completeness = {
  id: heroId,
  completeness: 0.5,
  validity: 0.75,
  freshness: 0.9,
  consent: 0.5,
  score: 0.4,
  attributes: [
    ["name", true, 1, 1, 0.5, "unknown"],
    ["email", true, 1, 0.8, 1, "granted"],
    ["phone", true, 0, 1, 0, "withdrawn"],
    ["birthday", false, null, null, null, "unknown"],
  ].map(([name, isPresent, validity, freshness, consentScore, consentState]) => ({
    name,
    isPresent,
    validity,
    freshness,
    consent: consentScore,
    score: 0.7,
    consentKey: "any.personalisation",
    consentState,
    saidAt: isPresent === true ? ago(40 * dayMs) : null,
  })),
};

function familyOf(at: number): LoyaltyAnswer["dimensions"][number]["family"] {
  const ends = [4, 9, 14, 17];
  const families = ["recency", "frequency", "monetary", "tenure"] as const;
  return families[ends.findIndex((end) => at < end)] ?? "channel";
}
