import {
  type AmountComparison,
  type Around,
  type Comparison,
  type Condition,
  type CountComparison,
  type DateRange,
  type DidCondition,
  type EventMatch,
  lifecycleStages,
  parseCondition,
  type Regularity,
  type SequenceCondition,
  type SequenceStep,
  type TimeComparison,
  typeFaults,
} from "@attune/contract";
import fc from "fast-check";
import { channelComparison, comparison, numbers } from "./random-comparison.ts";

/** Few names, so that conditions and histories meet. */
export const eventNames = ["Order Completed", "Product Viewed", 'It\'s "odd" \\ é😀'] as const;
const paths = [
  "properties.revenue",
  "properties.coupon",
  "properties.a.b",
  "properties.tags",
  'properties.x"y\\z é',
  "properties.date",
  "properties.products[].category",
  "properties.tags[]",
  "properties.products[].a.b",
  "product.category",
  "product.brand",
  "product.tags",
  "product.price",
  "product.attributes.fabric",
  "product.attributes.fit é",
  "context.campaign.source",
  "channel",
] as const;
const keyPaths = [
  "product_id",
  "product_id",
  "cart_id",
  "properties.coupon",
  "properties.products[].category",
  "product.brand",
  "product.category",
  "product.attributes.fabric",
  "channel",
] as const;
const durations = ["1s", "90m", "24h", "7d", "30d", "4w", "1mo", "3mo", "12mo", "1y"] as const;
const lengths = ["1s", "90m", "24h", "7d", "30d", "52w"] as const;
const dates = [
  "2024-02-29",
  "2025-06-01",
  "2026-03-29",
  "2026-03-29T00:30:00Z",
  "2027-01-01",
  "2028-02-29T12:00:00+02:00",
];

const plain = { noNullPrototype: true } as const;
/** A path and a comparison that may hold of it. */
const compared: fc.Arbitrary<readonly [string, Comparison]> = fc
  .constantFrom(...paths)
  .chain((path) =>
    fc
      .tuple(fc.constant(path), path === "channel" ? channelComparison : comparison)
      .filter(([, one]) => typeFaults(path, one).length === 0),
  );
const where = fc.array(compared, { maxLength: 2 }).map((all) => Object.fromEntries(all));
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constant(eventNames[0]) },
  { weight: 2, arbitrary: fc.constant(eventNames[1]) },
  { weight: 1, arbitrary: fc.constant(eventNames[2]) },
);
/** Often without a `where`: else too little matches. */
const match: fc.Arbitrary<EventMatch> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ did: name }, plain) },
  { weight: 1, arbitrary: fc.record({ did: name, where }, plain) },
);
const duration = fc.constantFrom(...durations);
const length = fc.constantFrom(...lengths);
const date = fc.constantFrom(...dates);

function amount(operand: fc.Arbitrary<number>): fc.Arbitrary<CountComparison> {
  return fc.oneof(
    ...(["gt", "gte", "lt", "lte", "eq"] as const).map((operator) =>
      operand.map((value) => ({ [operator]: value })),
    ),
    fc.tuple(operand, operand).map(([gte, lte]) => ({ gte, lte })),
  );
}

const count = amount(fc.integer({ min: 0, max: 4 }));
const ofNumbers: fc.Arbitrary<AmountComparison> = fc
  .tuple(fc.constantFrom("properties.revenue", "properties.a.b"), amount(fc.constantFrom(...numbers)))
  .map(([of, compared]) => ({ of, ...compared }));
const distinct: fc.Arbitrary<AmountComparison> = fc
  .tuple(fc.constantFrom(...keyPaths), count)
  .map(([of, compared]) => ({ of, ...compared }));
const between: fc.Arbitrary<DateRange> = fc.record(
  { from: date, until: date },
  { requiredKeys: [], ...plain },
);
const since: fc.Arbitrary<NonNullable<DidCondition["since"]>> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(match, fc.constantFrom("first" as const, "last" as const))
      .map(([one, time]) => ({ ...one, time })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...lifecycleStages).map((stage) => ({ stage })) },
);
const time: fc.Arbitrary<TimeComparison> = fc.oneof(
  fc.record({ before: date }, plain),
  fc.record({ after: date }, plain),
  fc.record({ withinLast: duration }, plain),
  fc.record({ longerAgo: duration }, plain),
  fc.record({ withinLast: duration, longerAgo: duration, after: date }, { requiredKeys: [], ...plain }),
);
const regularly: fc.Arbitrary<Regularity> = fc
  .record(
    {
      in: fc.integer({ min: 1, max: 3 }),
      of: fc.integer({ min: 1, max: 12 }),
      every: fc.constantFrom("day", "week", "month"),
    },
    plain,
  )
  .map((regularity) => ({ ...regularity, in: Math.min(regularity.in, regularity.of) }));

const days = fc.constantFrom("1d", "7d", "30d", "12w");
const around: fc.Arbitrary<Around> = fc
  .record(
    {
      occasion: fc.constantFrom("mothersDay", "easter", "blackFriday", "christmas", "winter", "summer"),
      region: fc.constantFrom("GB", "AU", "FR"),
      before: days,
      after: days,
      in: fc.integer({ min: 1, max: 3 }),
      of: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: ["occasion", "region", "in", "of"], ...plain },
  )
  .map((around) => ({ ...around, in: Math.min(around.in, around.of) }));

const optional = { requiredKeys: [], ...plain };
const window: fc.Arbitrary<Pick<DidCondition, "within" | "between" | "since">> = fc.oneof(
  fc.constant({}),
  fc.record({ within: duration }, plain),
  fc.record({ between }, plain),
  fc.record({ since }, plain),
  fc.record({ since, within: duration }, plain),
);
const amounts = fc.oneof(
  { weight: 2, arbitrary: fc.record({ count, sum: ofNumbers }, optional) },
  fc.record({ avg: ofNumbers }, plain),
  fc.record({ min: ofNumbers }, plain),
  fc.record({ max: ofNumbers }, plain),
  fc.record({ distinct }, plain),
  fc.record({ count, distinct, sum: ofNumbers, avg: ofNumbers, min: ofNumbers, max: ofNumbers }, optional),
);
const habits = fc.oneof(
  fc.record({ first: time, last: time, count }, optional),
  fc.record({ regularly }, plain),
  fc.record({ around }, plain),
  fc.record(
    {
      stopped: fc.record(
        { for: duration, times: fc.integer({ min: 1, max: 3 }), regularly },
        { requiredKeys: ["for"], ...plain },
      ),
    },
    plain,
  ),
  fc.record(
    {
      startedAgain: fc.record({ after: fc.constantFrom("7d", "30d", "4w") }, plain),
      within: duration,
    },
    { requiredKeys: ["startedAgain"], ...plain },
  ),
);
const forEach = fc.constantFrom(...keyPaths);
const without = fc.array(match, { minLength: 1, maxLength: 2 });
const each = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { forEach, count, sum: ofNumbers, within: duration, without },
      { requiredKeys: ["forEach"], ...plain },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      { forEach, without, within: duration },
      { requiredKeys: ["forEach", "without"], ...plain },
    ),
  },
  { weight: 1, arbitrary: fc.record({ forEach, without, between }, plain) },
  { weight: 1, arbitrary: fc.record({ without, within: duration }, { requiredKeys: ["without"], ...plain }) },
);

const did: fc.Arbitrary<DidCondition> = fc
  .tuple(
    match,
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(window, amounts).map(([one, other]) => ({ ...one, ...other })) },
      { weight: 3, arbitrary: habits },
      { weight: 3, arbitrary: each },
    ),
  )
  .map(([one, other]): DidCondition => ({ ...one, ...other }))
  .filter((condition) => parseCondition(condition).faults === undefined);

/** Mostly without further demands: a sequence is rare as it is. */
function rarely<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function told<Value extends object>(
  value: Value,
): { [Name in keyof Value]: Exclude<Value[Name], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Name in keyof Value]: Exclude<Value[Name], undefined>;
  };
}

const step: fc.Arbitrary<SequenceStep> = fc
  .tuple(
    match,
    fc.record({ within: rarely(fc.constantFrom("24h", "7d", "30d", "52w")), without: rarely(without) }),
  )
  .map(([one, other]) => ({ ...one, ...told(other) }));

const sequence: fc.Arbitrary<SequenceCondition> = fc
  .tuple(
    match,
    fc.array(step, { minLength: 1, maxLength: 3 }),
    fc.record({
      within: rarely(duration),
      span: rarely(length),
      forEach: rarely(fc.constantFrom("product_id", "cart_id", "channel", "product.brand")),
      without: rarely(without),
    }),
  )
  .map(([first, others, rest]) => ({ sequence: [first, ...others], ...told(rest) }));

/** What a customer did, in every way that it can be asked. */
export const behaviour: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: did },
  { weight: 1, arbitrary: sequence },
);
