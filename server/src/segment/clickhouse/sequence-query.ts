import { didLimits, type EventMatch, type SequenceCondition } from "@attune/contract";
import { stepRules } from "../operators/sequence/follow-steps.ts";
import { newestEntriesSql } from "../slots/log.ts";
import type { SlotEvents } from "../slots/slot.ts";
import { slotEventsOf, startSql } from "./did-query.ts";
import { createColumns, type DoersQuery, eventsOfAny } from "./doers-query.ts";
import { instantSql, matchSql } from "./event-sql.ts";
import { keysSql } from "./keys-sql.ts";
import type { Params } from "./params.ts";
import { valueSql } from "./value-sql.ts";

/**
 * For each thing the ways through the steps as pairs (moment, beginning): each step's moments with the latest way that reaches a
 * moment before it. What lies before the window's start cannot matter, so it is not read.
 */
export function sequenceQuery(condition: SequenceCondition, nowMs: number, params: Params): DoersQuery {
  const { within, forEach } = condition;
  const columns = createColumns();
  const matches: SlotEvents[] = [];
  const logOf = (match: EventMatch): string => {
    const events = slotEventsOf(match);
    matches.push(events);
    const log = newestSql(events, forEach, params);
    return columns.add(
      log,
      (name) => `arraySlice(arraySort(groupArrayArray(${name})), 1, ${didLimits.events})`,
    );
  };
  const rules = stepRules(condition, (match) => {
    const log = logOf(match);
    return { log, times: timesSql(log, forEach) };
  });
  const last = rules.at(-1);
  const things =
    forEach === undefined ? "['']" : `arrayDistinct(arrayMap(entry -> entry.2, ${last?.log.log}))`;
  const ways = waysSql(rules, rules.length - 1);
  const afterwards = (last?.after ?? []).map(
    ({ times }) => ` and not arrayExists(time -> time >= way.1, ${times})`,
  );
  const span = Number.isFinite(last?.spanMs) ? ` and way.1 - way.2 <= ${last?.spanMs}` : "";
  const window = within === undefined ? [] : [`occurred_at > ${instantSql(startSql(within, nowMs, params))}`];
  return {
    events: [...eventsOfAny(matches, params), ...window],
    columns: columns.list,
    // Most customers lack a step: of those no way is followed.
    holds: [
      ...rules.map(({ log }) => `notEmpty(${log.log})`),
      `arrayExists(thing -> arrayExists(way -> 1${span}${afterwards.join("")}, ${ways}), ${things})`,
    ].join(" and "),
  };
}

interface StepSql {
  /** The joined column. */
  readonly log: string;
  /** Of `thing`, oldest first. */
  readonly times: string;
}

/** Entries of a step, newest first; when they need not be about one thing, no more than their times. */
function newestSql(events: SlotEvents, forEach: string | undefined, params: Params): string {
  const isIt = `(${matchSql(events, params).join(" and ")})`;
  if (forEach === undefined) {
    return `groupArraySortedIf(${didLimits.events})(-toUnixTimestamp64Milli(occurred_at), ${isIt})`;
  }
  return newestEntriesSql(
    didLimits.events,
    (path) => keysSql(path, events.where, params),
    (path) => valueSql(path, params).decimal,
    { key: forEach },
    isIt,
  );
}

/** Of `thing`, oldest first. */
function timesSql(log: string, forEach: string | undefined): string {
  if (forEach === undefined) return `arrayReverse(arrayMap(entry -> -entry, ${log}))`;
  return `arrayReverse(arrayMap(entry -> -entry.1, arrayFilter(entry -> entry.2 = thing, ${log})))`;
}

function waysSql(rules: ReturnType<typeof stepRules<StepSql>>, at: number): string {
  const rule = rules[at];
  if (rule === undefined) return "[]";
  const { times } = rule.log;
  if (at === 0) return `arrayMap(time -> (time, time), ${times})`;
  const [time, way] = [`time${at}`, `way${at}`];
  const blocked = rule.without
    .map(
      ({ times: others }) => ` and not arrayExists(other -> other > ${way}.1 and other < ${time}, ${others})`,
    )
    .join("");
  const soon = Number.isFinite(rule.withinMs) ? ` and ${time} - ${way}.1 <= ${rule.withinMs}` : "";
  const before = `arrayLast(${way} -> ${way}.1 < ${time}${soon}${blocked}, before${at})`;
  return `arrayMap(before${at} -> arrayFilter(reached -> reached.2 > ${earliest}, arrayMap(${time} -> (${time}, if(arrayExists(${way} -> ${way}.1 < ${time}${soon}${blocked}, before${at}), ${before}.2, ${earliest})), ${times})), [${waysSql(rules, at - 1)}])[1]`;
}

const earliest = -9_000_000_000_000_000;
