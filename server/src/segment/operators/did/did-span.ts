import type { DidCondition, EventMatch } from "@attune/contract";
import type { Calendar } from "../../../kernel/calendar.ts";
import { intervalOf } from "../../date-bounds.ts";
import { timesIn } from "../../slots/newest.ts";
import { oldestIn } from "../../slots/oldest.ts";
import { defineSlot, type SlotEvents } from "../../slots/slot.ts";
import { windowOf } from "../../window.ts";
import type { Compiler, Moment } from "../operator.ts";

/** The part of a customer's history that counts: what is later than its start. */
export interface Span {
  /** Undefined: nothing counts. */
  startAt(moment: Moment): number | undefined;
  /** When what happened at `atMs`, and counts, no longer does; Infinity: never by itself. */
  leavesAt(atMs: number): number;
}

/** The events that a match names. */
export function eventsOf({ did, where = {} }: EventMatch): SlotEvents {
  return { event: did, where };
}

/** The events of a `did`, of its dates alone when it names some. */
export function didEvents(condition: DidCondition, calendar: Calendar): SlotEvents {
  const { between } = condition;
  return between === undefined
    ? eventsOf(condition)
    : { ...eventsOf(condition), between: intervalOf(between, calendar) };
}

/** Undefined: all of history. */
export function spanOf({ within, since }: DidCondition, compiler: Compiler): Span | undefined {
  const window = within === undefined ? undefined : windowOf(within, compiler.calendar);
  if (since === undefined) {
    return window === undefined
      ? undefined
      : { startAt: ({ nowMs }) => window.startAt(nowMs), leavesAt: window.leavesAt };
  }
  const anchor = anchorOf(since, compiler);
  return {
    startAt: (moment) => {
      const atMs = anchor(moment);
      if (atMs === undefined) return undefined;
      return window === undefined ? atMs : Math.max(atMs, window.startAt(moment.nowMs));
    },
    leavesAt: window === undefined ? () => Number.POSITIVE_INFINITY : window.leavesAt,
  };
}

function anchorOf(
  since: NonNullable<DidCondition["since"]>,
  compiler: Compiler,
): (moment: Moment) => number | undefined {
  if ("stage" in since) {
    compiler.dependsOnLoyalty();
    return ({ view, nowMs }) => {
      const loyalty = view.loyalty?.(nowMs);
      return loyalty?.stage === since.stage ? loyalty.stageSince : undefined;
    };
  }
  if (since.time === "first") {
    const oldest = compiler.slot(defineSlot(eventsOf(since), { kind: "oldest" }));
    return (moment) => oldestIn(oldest(moment));
  }
  const newest = compiler.slot(defineSlot(eventsOf(since), { kind: "newest", keep: 1 }));
  return (moment) => timesIn(newest(moment))[0];
}
