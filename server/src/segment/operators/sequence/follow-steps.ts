import { type EventMatch, lengthMs, type SequenceCondition } from "@attune/contract";

/** A step of a sequence, with the events of it. */
export interface StepRule<Log> {
  readonly log: Log;
  /** None of these between the step before and this one. */
  readonly without: readonly Log[];
  /** None of these at this one or behind it: of the last step. */
  readonly after: readonly Log[];
  /** At most so long after the step before. */
  readonly withinMs: number;
  /** At most so long after the first step. */
  readonly spanMs: number;
}

export function stepRules<Log>(
  { sequence, span, without = [] }: SequenceCondition,
  logOf: (match: EventMatch) => Log,
): readonly StepRule<Log>[] {
  return sequence.map((step, at) => {
    const isLast = at === sequence.length - 1;
    return {
      log: logOf(step),
      without: (step.without ?? []).map(logOf),
      after: isLast ? without.map(logOf) : [],
      withinMs: step.within === undefined ? Number.POSITIVE_INFINITY : lengthMs(step.within),
      spanMs: isLast && span !== undefined ? lengthMs(span) : Number.POSITIVE_INFINITY,
    };
  });
}

type Times = ReadonlyMap<string, readonly number[]>;

/** By thing, oldest first. */
export interface FoundStep extends Pick<StepRule<unknown>, "withinMs" | "spanMs"> {
  readonly times: Times;
  readonly without: Times;
  readonly after: Times;
}

/** Up to here, at this moment, a sequence came that began at `startMs`. */
interface Reached {
  readonly atMs: number;
  readonly startMs: number;
}

/**
 * The latest beginning of a whole sequence about one thing. Of the ways to reach a moment the one over the latest moment before it
 * began last, so no other has to be followed.
 */
export function startsOf(steps: readonly FoundStep[], thing: string): number | undefined {
  let reached: readonly Reached[] | undefined;
  for (const step of steps) {
    const times = step.times.get(thing) ?? [];
    reached =
      reached === undefined
        ? times.map((atMs) => ({ atMs, startMs: atMs }))
        : follow(reached, times, step.without.get(thing) ?? [], step.withinMs);
    if (reached.length === 0) return undefined;
  }
  const last = steps.at(-1);
  const blockedMs = last?.after.get(thing)?.at(-1) ?? Number.NEGATIVE_INFINITY;
  const starts = (reached ?? [])
    .filter(({ atMs, startMs }) => atMs > blockedMs && atMs - startMs <= (last?.spanMs ?? 0))
    .map(({ startMs }) => startMs);
  return starts.length === 0 ? undefined : Math.max(...starts);
}

/** All lists are oldest first. */
function follow(
  before: readonly Reached[],
  times: readonly number[],
  blockers: readonly number[],
  withinMs: number,
): readonly Reached[] {
  const latestBefore = latestOf(before, ({ atMs }) => atMs);
  const blockedBefore = latestOf(blockers, (atMs) => atMs);
  return times.flatMap((atMs) => {
    const latest = latestBefore(atMs);
    const blockedMs = blockedBefore(atMs) ?? Number.NEGATIVE_INFINITY;
    const isReached = latest !== undefined && atMs - latest.atMs <= withinMs && latest.atMs >= blockedMs;
    return isReached ? [{ atMs, startMs: latest.startMs }] : [];
  });
}

/** The last that lies before a moment; asked for moments in order. */
function latestOf<One>(
  list: readonly One[],
  timeOf: (one: One) => number,
): (atMs: number) => One | undefined {
  let next = 0;
  return (atMs) => {
    for (let one = list[next]; one !== undefined && timeOf(one) < atMs; one = list[next]) next += 1;
    return list[next - 1];
  };
}
