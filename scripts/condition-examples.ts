import type {
  Condition,
  ConditionOperator,
  TraitComparison,
  TraitComparisonOperator,
} from "@attune/contract";

/** What the reference page shows of each operator: what it asks, and conditions. A test holds them against the parser. */
export const operatorExamples: Readonly<
  Record<ConditionOperator, { readonly asks: string; readonly examples: readonly Condition[] }>
> = {
  all: {
    asks: "All of the conditions in the list.",
    examples: [{ all: [{ trait: "country", is: "AU" }, { segment: "regulars" }] }],
  },
  any: {
    asks: "At least one of the conditions in the list.",
    examples: [
      {
        any: [
          { trait: "country", is: "AU" },
          { trait: "country", is: "NZ" },
        ],
      },
    ],
  },
  not: { asks: "The opposite of the condition inside.", examples: [{ not: { segment: "staff" } }] },
  trait: {
    asks: "What is known of the customer, by dotted path; `computed.NAME`: what is computed of what they did ([computed traits](computed-traits.md)). Comparisons: below.",
    examples: [
      { trait: "address.country", in: ["AU", "NZ"] },
      { trait: "warranty.endsOn", withinNext: "30d" },
      { trait: "computed.ordersLately", gte: 3 },
    ],
  },
  did: {
    asks: "Events of a name that match all of `where`, in a window or ever. Without an amount: at least one.",
    examples: [
      {
        did: "Order Completed",
        where: { "properties.revenue": { gte: 50 } },
        count: { gte: 2 },
        within: "30d",
      },
      { did: "Product Added", forEach: "product_id", within: "7d", without: [{ did: "Order Completed" }] },
      { did: "Order Completed", stopped: { for: "90d", times: 3 } },
      {
        did: "Order Completed",
        around: { occasion: "mothersDay", region: "GB", before: "14d", in: 2, of: 3 },
      },
    ],
  },
  sequence: {
    asks: "Events one after the other, about the same thing if asked, with something that must not come between.",
    examples: [
      {
        sequence: [{ did: "Product Viewed" }, { did: "Product Added", within: "1d" }],
        forEach: "product_id",
        within: "30d",
      },
    ],
  },
  segment: { asks: "Membership of another segment.", examples: [{ segment: "regulars" }] },
  list: {
    asks: "Whether a static list names one of the customer's identifiers, now or as soon as it is learnt.",
    examples: [{ list: "press" }],
  },
  scheme: {
    asks: "The customer's segment in a scheme. In a waterfall: in this one and in none that comes before it.",
    examples: [{ scheme: "value", is: "gold" }],
  },
  bucket: {
    asks: "A stable share of all customers, by a hash of the bucket's name and the customer: the same customers each time, others under another name. Of two who are joined the older one's place counts.",
    examples: [{ bucket: "spring-test", until: 0.1 }],
  },
  consent: {
    asks: "Consent to a purpose on a channel, for a topic if told. Unknown is not denied.",
    examples: [{ consent: "email.marketing", is: "granted" }],
  },
  preference: {
    asks: "What the customer has said to like or dislike: the traits `preferences.NAME.likes` and `.dislikes`.",
    examples: [{ preference: "colour", likes: "green" }],
  },
  occasion: {
    asks: "Whether today is an occasion, or at most so many days before or after it. Birthday and joining day are the customer's own; holidays and seasons are those of `region`, else of the country where the customer lives. 29 February is kept on the 28th in other years.",
    examples: [
      { occasion: "birthday", before: "7d" },
      { occasion: "mothersDay", region: "GB", before: "2w" },
    ],
  },
  near: {
    asks: "Whether the customer lives at most so far from a store or a point, by great circle.",
    examples: [
      { near: { store: "sydney-1" }, km: 5 },
      { near: { latitude: -33.87, longitude: 151.21 }, km: 20, of: "work" },
    ],
  },
  dimension: {
    asks: "The value of a loyalty dimension. Money in minor units, shares from 0 to 1.",
    examples: [{ dimension: "netSpend12m", gte: 50_000 }],
  },
  band: {
    asks: "The band of a loyalty dimension, by code.",
    examples: [{ band: "daysSinceShop", in: ["RC", "RS"] }],
  },
  rfm: {
    asks: "RFM group and scores from 1 to 5.",
    examples: [{ rfm: { group: ["CHAMPIONS", "LOYAL"], r: { gte: 4 } } }],
  },
  stage: {
    asks: "The stage of the lifecycle, and for how long.",
    examples: [{ stage: "onboard", forAtLeast: "60d" }],
  },
  score: {
    asks: "What a model says: the number in the trait `scores.NAME`.",
    examples: [{ score: "churn", gte: 0.7 }],
  },
  regularStore: {
    asks: "A store where the customer shops regularly.",
    examples: [{ regularStore: "sydney-1" }],
  },
  joinedStore: { asks: "The store where the customer joined.", examples: [{ joinedStore: "sydney-1" }] },
  catchment: {
    asks: "The store in whose catchment the customer lives.",
    examples: [{ catchment: "sydney-1" }],
  },
};

/** The same of each comparison. */
export const comparisonExamples: Readonly<
  Record<TraitComparisonOperator, { readonly asks: string; readonly example: TraitComparison }>
> = {
  is: { asks: "the same text, number or truth", example: { is: "AU" } },
  isNot: { asks: "anything else, or nothing", example: { isNot: "AU" } },
  in: { asks: "one of these", example: { in: ["AU", "NZ"] } },
  notIn: { asks: "none of these, or nothing", example: { notIn: ["AU", "NZ"] } },
  gt: { asks: "a larger number, a later text", example: { gt: 18 } },
  gte: { asks: "that or larger", example: { gte: 18 } },
  lt: { asks: "smaller", example: { lt: 30 } },
  lte: { asks: "that or smaller", example: { lte: 30 } },
  between: { asks: "between two numbers or texts, both included", example: { between: [18, 30] } },
  exists: { asks: "anything but nothing", example: { exists: true } },
  missing: { asks: "nothing; `null` is nothing", example: { missing: true } },
  contains: { asks: "a text with this part, a list with this element", example: { contains: "vip" } },
  notContains: { asks: "anything else, or nothing", example: { notContains: "vip" } },
  startsWith: { asks: "a text that begins so", example: { startsWith: "San " } },
  endsWith: { asks: "a text that ends so", example: { endsWith: "@example.com" } },
  matches: {
    asks: "a text in which the pattern is found: a part of RE2, never slower than text times pattern (`contract/src/condition-pattern.ts`)",
    example: { matches: "^(?:NSW|VIC)$" },
  },
  hasAny: { asks: "a list with one of these", example: { hasAny: ["vip", "press"] } },
  hasAll: { asks: "a list with all of these", example: { hasAll: ["vip", "press"] } },
  hasNone: { asks: "anything else, or nothing", example: { hasNone: ["staff"] } },
  before: { asks: "a date before that day or moment", example: { before: "2026-03-01" } },
  after: {
    asks: "a date after that day is over, or after that moment",
    example: { after: "2026-03-01T10:00:00Z" },
  },
  onDayOf: {
    asks: "a date on that day; for traits also yesterday, today, tomorrow",
    example: { onDayOf: "today" },
  },
  withinLast: { asks: "a date in `(now − d, now]`; traits only", example: { withinLast: "30d" } },
  withinNext: { asks: "a date in `(now, now + d]`; traits only", example: { withinNext: "2w" } },
  anniversaryWithin: {
    asks: "a date whose day of the year comes round in so many days, today among them; traits only",
    example: { anniversaryWithin: "7d" },
  },
};
