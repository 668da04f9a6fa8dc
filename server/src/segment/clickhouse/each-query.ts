import { type DidCondition, didLimits } from "@attune/contract";
import { intervalOf } from "../date-bounds.ts";
import { newestKeysSql } from "../slots/keys.ts";
import { newestEntriesSql } from "../slots/log.ts";
import type { SlotEvents } from "../slots/slot.ts";
import { slotEventsOf, startSql } from "./did-query.ts";
import { type Columns, createColumns, type DoersQuery, eventsOfAny } from "./doers-query.ts";
import { amountSql, countSql, instantSql, matchSql } from "./event-sql.ts";
import { keysSql } from "./keys-sql.ts";
import type { Params } from "./params.ts";
import { valueSql } from "./value-sql.ts";

/** A `did` with `forEach` or `without`. What lies before the window's start cannot matter, so it is not read. */
export function eachQuery(condition: DidCondition, nowMs: number, params: Params): DoersQuery {
  const { between, within, without = [], forEach } = condition;
  const match = slotEventsOf(condition, between && intervalOf(between, params.calendar));
  const blockers = without.map((one) => slotEventsOf(one));
  const columns = createColumns();
  const after = blockers.map((events) => timesColumn(events, forEach, columns, params));
  const isFree = (thing: string, last: string): string =>
    after
      .map(
        (times) =>
          ` and not arrayExists((other, time) -> other = ${thing} and time >= ${last}, ${times}.1, ${times}.2)`,
      )
      .join("");
  const holds =
    forEach !== undefined && (condition.count !== undefined || condition.sum !== undefined)
      ? amountsHold({ ...condition, forEach }, match, isFree, columns, params)
      : timesHold(match, forEach, isFree, columns, params);
  const window = within === undefined ? [] : [`occurred_at > ${instantSql(startSql(within, nowMs, params))}`];
  return { events: [...eventsOfAny([match, ...blockers], params), ...window], columns: columns.list, holds };
}

type IsFree = (thing: string, last: string) => string;

function timesHold(
  match: SlotEvents,
  forEach: string | undefined,
  isFree: IsFree,
  columns: Columns,
  params: Params,
): string {
  const times = timesColumn(match, forEach, columns, params);
  return `arrayExists((thing, last) -> 1${isFree("thing", "last")}, ${times}.1, ${times}.2)`;
}

/** Things and the newest time of each, of the newest things: two arrays. */
function timesColumn(
  events: SlotEvents,
  forEach: string | undefined,
  columns: Columns,
  params: Params,
): string {
  const things = forEach === undefined ? "['']" : keysSql(forEach, events.where, params);
  const isIt = matchSql(events, params).join(" and ");
  return columns.add(newestKeysSql(things, isIt), (name) => newestThings(`maxMap(${name}.1, ${name}.2)`));
}

function newestThings(all: string): string {
  const pairs = `arraySlice(arraySort(pair -> (-pair.2, pair.1), arrayZip(both.1, both.2)), 1, ${didLimits.keys})`;
  return `arrayMap(both -> (arrayMap(pair -> pair.1, ${pairs}), arrayMap(pair -> pair.2, ${pairs})), [${all}])[1]`;
}

/** A count or a sum for each thing, of the newest entries. */
function amountsHold(
  condition: DidCondition & { readonly forEach: string },
  match: SlotEvents,
  isFree: IsFree,
  columns: Columns,
  params: Params,
): string {
  const { forEach, count, sum } = condition;
  const log = newestEntriesSql(
    didLimits.events,
    (path) => keysSql(path, match.where, params),
    (path) => valueSql(path, params).decimal,
    { key: forEach, ...(sum === undefined ? {} : { number: sum.of }) },
    `(${matchSql(match, params).join(" and ")})`,
  );
  const entries = columns.add(
    log,
    (name) => `arraySlice(arraySort(groupArrayArray(${name})), 1, ${didLimits.events})`,
  );
  const ofThing = `arrayFilter(entry -> entry.2 = thing, ${entries})`;
  const counted = countSql(count ?? { gte: 1 }, `length(${ofThing})`, params);
  const summed = amountSql(sum ?? {}, `arraySum(arrayMap(entry -> entry.3, ${ofThing}))`, params);
  const last = `arrayMax(arrayMap(entry -> -entry.1, ${ofThing}))`;
  // Most customers have fewer entries in all than are asked for of one thing.
  const enough = params.whole(Math.ceil(count?.gte ?? 1));
  return `length(${entries}) >= ${enough} and arrayExists(thing -> ${counted} and ${summed}${isFree("thing", last)}, arrayDistinct(arrayMap(entry -> entry.2, ${entries})))`;
}
