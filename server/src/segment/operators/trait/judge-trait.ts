import { daysOf, type Json, relativeDays, type TraitComparison } from "@attune/contract";
import type { Calendar } from "../../../kernel/calendar.ts";
import { testOf } from "../../comparison.ts";
import { dayOfValue, momentOf, nextAnniversary } from "../../date-value.ts";
import { allOf, always, type Verdict } from "../../verdict.ts";
import { windowOf } from "../../window.ts";

/** What a comparison says of a value at a moment. Undefined and null are a missing value. */
export type Judge = (value: Json | undefined, nowMs: number) => Verdict;

/** All members of a comparison; those that speak of now change their answer with the clock. */
export function judgeOf(comparison: TraitComparison, calendar: Calendar): Judge {
  const { withinLast, withinNext, anniversaryWithin, onDayOf, ...timeless } = comparison;
  const judges: Judge[] = [];
  if (withinLast !== undefined) judges.push(judgeLast(withinLast, calendar));
  if (withinNext !== undefined) judges.push(judgeNext(withinNext, calendar));
  if (anniversaryWithin !== undefined) judges.push(judgeAnniversary(anniversaryWithin, calendar));
  const days: readonly (string | undefined)[] = relativeDays;
  const offset = days.indexOf(onDayOf) - 1;
  if (offset >= -1) judges.push(judgeDay(offset, calendar));
  const test = testOf(onDayOf === undefined || offset >= -1 ? timeless : { ...timeless, onDayOf }, calendar);
  if (judges.length === 0) return (value) => always(test(value));
  judges.push((value) => always(test(value)));
  return (value, nowMs) => allOf(judges, (judge) => judge(value, nowMs));
}

/** Whether the clock may change what a comparison says. */
export function speaksOfNow(comparison: TraitComparison): boolean {
  const { withinLast, withinNext, anniversaryWithin, onDayOf } = comparison;
  return [withinLast, withinNext, anniversaryWithin, onDayOf].some((one) => one !== undefined);
}

/** `(now − d, now]` */
function judgeLast(duration: string, calendar: Calendar): Judge {
  const window = windowOf(duration, calendar);
  return (value, nowMs) => {
    const at = momentOf(value, calendar);
    if (at === undefined) return always(false);
    return during(at, window.leavesAt(at), nowMs);
  };
}

/** `(now, now + d]`: from `value − d` on, until the value itself. */
function judgeNext(duration: string, calendar: Calendar): Judge {
  const window = windowOf(duration, calendar);
  return (value, nowMs) => {
    const at = momentOf(value, calendar);
    return at === undefined ? always(false) : during(window.startAt(at), at, nowMs);
  };
}

function judgeDay(offset: number, calendar: Calendar): Judge {
  return (value, nowMs) => {
    const at = momentOf(value, calendar);
    if (at === undefined) return always(false);
    const day = calendar.dayOf(at) - offset;
    return during(calendar.startOfDay(day), calendar.startOfDay(day + 1), nowMs);
  };
}

function judgeAnniversary(duration: string, calendar: Calendar): Judge {
  const days = daysOf(duration) ?? 0;
  return (value, nowMs) => {
    const day = dayOfValue(value, calendar);
    if (day === undefined) return always(false);
    const next = nextAnniversary(day, calendar.dayOf(nowMs));
    return during(calendar.startOfDay(next - days + 1), calendar.startOfDay(next + 1), nowMs);
  };
}

/** Holds in `[from, until)`. */
export function during(fromMs: number, untilMs: number, nowMs: number): Verdict {
  if (nowMs < fromMs) return fromMs < untilMs ? { holds: false, until: fromMs } : always(false);
  return nowMs < untilMs ? { holds: true, until: untilMs } : always(false);
}
