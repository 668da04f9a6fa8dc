import type { DecideAnswer, FateReason, MoveKind, PlacementAnswer, ShownExperience } from "@attune/contract";
import type { CandidateIndex } from "../candidates.ts";
import type { Decision } from "../decide.ts";
import type { LoggedAnswer, LoggedRecord } from "../decision-log.ts";
import { reasonsOf } from "../fates.ts";
import type { Remark } from "../pick.ts";

/** What one placement shows, and what became of the experience there. */
export interface PlacementSide {
  readonly shown: readonly ShownExperience[];
  readonly answer: PlacementAnswer;
  readonly end: FateReason | undefined;
  readonly because: string | undefined;
}

/** By placement, as decided. */
export function sidesOf(
  decision: Decision,
  candidates: CandidateIndex,
  experience: string,
): ReadonlyMap<string, PlacementSide> {
  const answers: DecideAnswer["placements"] = JSON.parse(decision.placements); // written by decide only
  const record: LoggedRecord = JSON.parse(decision.record);
  return new Map(
    Object.entries(answers).map(([placement, answer]) => {
      const at = candidates.of(placement).findIndex(({ key }) => key === experience);
      const end = at === -1 ? undefined : reasonsOf(record.fates[placement] ?? "")[at];
      const remark = record.remarks?.[placement]?.[experience];
      return [placement, { shown: shownIn(answer), answer, end, because: remark && inWords(remark) }];
    }),
  );
}

function shownIn(answer: PlacementAnswer): readonly ShownExperience[] {
  return (answer.slots ?? [answer]).flatMap(({ experience, variant }) =>
    experience === null ? [] : [{ experience, ...(variant === undefined ? {} : { variant }) }],
  );
}

/** As the log says. */
export function servedIn(answer: LoggedAnswer | undefined): readonly ShownExperience[] {
  if (answer === undefined) return [];
  return (answer.slots ?? [answer]).flatMap(({ experience, exposure }) => {
    const variant = exposure?.[0] ?? undefined;
    return experience === null ? [] : [{ experience, ...(variant === undefined ? {} : { variant }) }];
  });
}

function inWords({ because, numbers = {} }: Remark): string | undefined {
  if (because !== undefined) return because;
  const [name, value] = Object.entries(numbers)[0] ?? [];
  return name === undefined ? undefined : `${name} ${value}`;
}

/** Undefined: the customer sees the same, whatever the reason. */
export function moveBetween(before: PlacementSide, after: PlacementSide): MoveKind | undefined {
  if (namesOf(before.shown) !== namesOf(after.shown)) return "experience";
  if (JSON.stringify(before.shown) !== JSON.stringify(after.shown)) return "variant";
  return seen(before.answer) === seen(after.answer) ? undefined : "content";
}

function seen(answer: PlacementAnswer): string {
  return JSON.stringify((answer.slots ?? [answer]).map(({ reason: _reason, ...shown }) => shown));
}

export function namesOf(shown: readonly ShownExperience[]): string {
  return shown.map(({ experience }) => experience).join(" ");
}
