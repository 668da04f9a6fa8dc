import type { Given } from "./mock-answers.ts";
import { ago, dayMs, hourMs } from "./mock-people.ts";
import type { MockSegment } from "./mock-segments.ts";
import type { Asked, World } from "./mock-world.ts";

/** What the console asks about segments besides who is in them. */
const vocabulary: object = {
  events: [
    {
      name: "Order Completed",
      count: 18_402,
      properties: [
        { path: "properties.revenue", kind: "number", values: [] },
        { path: "properties.currency", kind: "text", values: ["GBP", "EUR"] },
      ],
    },
    {
      name: "Product Viewed",
      count: 90_113,
      properties: [
        { path: "properties.category", kind: "text", values: ["Lanterns", "Candles", "Garden"] },
        { path: "properties.price", kind: "number", values: [] },
      ],
    },
  ],
  traits: [
    { path: "address.country", kind: "text", values: ["GB", "DE", "AU"] },
    { path: "age", kind: "number", values: [] },
    { path: "scores.churn", kind: "number", values: [] },
  ],
};

const lists: object = { items: [{ key: "vip-evening", name: "VIP evening" }] };

/** A month of days that rise and fall. */
function sizesOf({ size }: MockSegment): object {
  return {
    items: Array.from({ length: 30 }, (_, day) => ({
      from: ago((30 - day) * dayMs),
      to: ago((29 - day) * dayMs),
      entered: 12 + (day % 5),
      left: 9 + (day % 7),
      size: Math.round(size * (0.8 + 0.2 * Math.sin(day / 5) + day / 150)),
    })),
  };
}

const alerts: object = {
  items: [
    {
      alert: { when: "changed", percent: 20, withinHours: 24 },
      raisedAt: ago(9 * dayMs + 3 * hourMs),
      endedAt: ago(8 * dayMs),
      size: 1_402,
      sizeBefore: 1_100,
    },
  ],
};

function overlapOf(
  sets: readonly { readonly segment: string }[],
  named: ReadonlyMap<string, MockSegment>,
): object {
  const told = sets.map(({ segment }) => {
    const { name = segment, size = 0 } = named.get(segment) ?? {};
    return { name, segment, size, share: size / 4_338 };
  });
  const regions = told.flatMap((set, at) => [
    { sets: [at], size: Math.round(set.size * 0.6), share: 0.1 },
    ...(at === 0 ? [] : [{ sets: [0, at], size: Math.round(set.size * 0.2), share: 0.05 }]),
  ]);
  return {
    everyone: 4_338,
    sets: told,
    regions: regions.toSorted((a, b) => b.size - a.size),
    pairs: told.slice(1).map((set, at) => ({
      first: 0,
      second: at + 1,
      size: Math.round(set.size * 0.2),
      jaccard: 0.12,
      lift: 1.4,
    })),
  };
}

const differences = [
  ["trait", "address.country", "DE", 0.31, 0.14],
  ["boughtCategory", "boughtCategory", "Lanterns", 0.48, 0.33],
  ["stage", "stage", "grow", 0.4, 0.36],
  ["engagedChannel", "engagedChannel", "store", 0.1, 0.28],
] as const;

const comparison: object = {
  first: { name: "Lapsed", segment: "lapsed", size: 1_977, share: 0.456, asked: 1_977 },
  second: { name: "Everybody else", segment: null, size: 2_361, share: 0.544, asked: 2_361 },
  both: 0,
  exact: true,
  compared: 214,
  confidence: 0.95,
  differences: differences.map(([about, name, value, first, second]) => ({
    about,
    name,
    value,
    first: { customers: Math.round(first * 1_977), share: first },
    second: { customers: Math.round(second * 2_361), share: second },
    index: (100 * first) / second,
    indexFrom: (85 * first) / second,
    indexUntil: (118 * first) / second,
    difference: first - second,
    from: first - second - 0.03,
    until: first - second + 0.03,
    isClear: Math.abs(first - second) > 0.05,
  })),
};

const schemes: object = {
  items: [
    {
      key: "value",
      name: "Value",
      objective: "Spend more on those who bring more",
      owner: "Marketing",
      waterfall: true,
      everyone: 4_338,
      parts: [
        { name: "Bought twice in 30 days", segment: "bought-twice", size: 1_284, share: 0.296 },
        { name: "Lapsed", segment: "lapsed", size: 1_850, share: 0.426 },
        { name: "Everyone else", segment: null, size: 1_204, share: 0.278 },
      ],
    },
  ],
};

const stages: object = {
  stages: (
    [
      ["acquire", "Acquire", 1_320],
      ["lapse", "Lapse", 1_104],
      ["onboard", "Onboard", 702],
      ["grow", "Grow", 1_212],
    ] as const
  ).map(([stage, name, customers]) => ({ stage, name, customers, subStages: [] })),
  transitions: [
    { from: "acquire", to: "onboard", customers: 611, medianDays: 12, slowestQuarterDays: 40 },
    { from: "onboard", to: "grow", customers: 388, medianDays: 31, slowestQuarterDays: 62 },
    { from: "grow", to: "lapse", customers: 240, medianDays: 190, slowestQuarterDays: 260 },
  ],
  stuck: [
    {
      stage: "onboard",
      customers: 214,
      longerThanDays: 62,
      condition: { stage: "onboard", forAtLeast: "62d" },
    },
  ],
};

const noStages: object = { stages: [], transitions: [], stuck: [] };

function asSets(body: unknown): readonly { readonly segment: string }[] {
  return (body as { readonly sets: readonly { readonly segment: string }[] }).sets; // the console's own question
}

type Handle = (world: World, asked: Asked, part: string) => Given;

export const reportRoutes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
  ["GET", /^\/api\/segments\/([^/]+)\/sizes$/, (world, _, key) => found(world.segments.get(key), sizesOf)],
  ["GET", /^\/api\/segments\/([^/]+)\/alerts$/, () => ok(alerts)],
  ["GET", /^\/api\/vocabulary$/, () => ok(vocabulary)],
  ["GET", /^\/api\/lists$/, () => ok(lists)],
  ["GET", /^\/api\/reports\/schemes$/, (world) => ok(world.segments.size === 0 ? { items: [] } : schemes)],
  ["GET", /^\/api\/reports\/stages$/, (world) => ok(world.segments.size === 0 ? noStages : stages)],
  ["POST", /^\/api\/reports\/stages\/([^/]+)\/segment$/, (world, _, stage) => ok(makeStuck(world, stage))],
  ["POST", /^\/api\/reports\/overlap$/, (world, { body }) => ok(overlapOf(asSets(body), world.segments))],
  ["POST", /^\/api\/reports\/comparison$/, () => ok(comparison)],
];

function makeStuck(world: World, stage: string): object {
  const key = `stuck-in-${stage}`;
  const condition = { stage, forAtLeast: "62d" };
  const name = `Stuck in ${stage}`;
  const explanation = `Customers in the stage ${stage} for at least 62 days.`;
  world.segments.set(key, { key, name, condition, explanation, size: 214, version: 1, fillingFor: 0 });
  return { kind: "segment", key, version: 1, state: "live", liveVersion: 1, body: { name, condition } };
}

function found(segment: MockSegment | undefined, make: (segment: MockSegment) => object): Given {
  return segment === undefined ? { status: 404, body: { status: 404 } } : ok(make(segment));
}

function ok(body: unknown): Given {
  return { status: 200, body };
}
