import type { EventMatch, SequenceCondition } from "@attune/contract";
import { byText, isWithin, naiveLength } from "./naive-did.ts";
import { eventsOf, keysOf, type NaiveEvent } from "./naive-event.ts";

interface Asked {
  readonly events: readonly NaiveEvent[];
  readonly nowMs: number;
  readonly timeZone: string;
}

interface Told {
  readonly thing: string;
  readonly at: number;
}

/** Every way through the steps is tried. */
export function judgeSequence(condition: SequenceCondition, customer: Asked): boolean {
  const { sequence, within, span, without = [] } = condition;
  const toldOf = (match: EventMatch): readonly Told[] => newestOf(match, condition.forEach, customer);
  const steps = sequence.map((step) => ({
    told: toldOf(step).filter(({ at }) => within === undefined || isWithin(at, within, customer)),
    blockers: (step.without ?? []).flatMap(toldOf),
    longest: step.within === undefined ? Number.POSITIVE_INFINITY : naiveLength(step.within),
  }));
  const after = without.flatMap(toldOf);
  const goesOn = (thing: string, firstAt: number, lastAt: number, next: number): boolean => {
    const step = steps[next];
    if (step === undefined) {
      const isShort = span === undefined || lastAt - firstAt <= naiveLength(span);
      return isShort && !after.some((one) => one.thing === thing && one.at >= lastAt);
    }
    return step.told.some(
      ({ thing: other, at }) =>
        other === thing &&
        at > lastAt &&
        at - lastAt <= step.longest &&
        !step.blockers.some((one) => one.thing === thing && one.at > lastAt && one.at < at) &&
        goesOn(thing, firstAt, at, next + 1),
    );
  };
  return steps[0]?.told.some(({ thing, at }) => goesOn(thing, at, at, 1)) ?? false;
}

function newestOf(
  match: EventMatch,
  forEach: string | undefined,
  { events, timeZone }: Asked,
): readonly Told[] {
  return eventsOf(match, events, timeZone)
    .flatMap((event) =>
      [...(forEach === undefined ? [""] : keysOf(event, forEach, match, timeZone))].map((thing) => ({
        thing,
        at: event.occurredAt,
      })),
    )
    .toSorted((a, b) => b.at - a.at || byText(a.thing, b.thing))
    .slice(0, 100);
}
