import { daysOf, type Json, type OccasionCondition, personalOccasions } from "@attune/contract";
import type { Calendar } from "../../../kernel/calendar.ts";
import type { CustomerView } from "../../../profile/index.ts";
import { dayOfValue } from "../../date-value.ts";
import { always, type Verdict } from "../../verdict.ts";
import type { Operator } from "../operator.ts";
import { during } from "../trait/judge-trait.ts";
import { type OccasionOf, spanOf } from "./occasion-spans.ts";
import { occasionDayWords } from "./occasion-words.ts";

const dayPaths = {
  birthday: ["birthday", "birthDate", "dateOfBirth"],
  joiningDay: ["joinedAt", "createdAt"],
} as const;
const regionPaths = ["address.country", "country"] as const;

/** The traits that an occasion hangs on, the first that is known counting. */
export function occasionPaths({ occasion, region }: OccasionCondition): readonly string[] {
  if (occasion === "birthday" || occasion === "joiningDay") return dayPaths[occasion];
  return region === undefined ? regionPaths : [];
}

export const occasionOperator: Operator<OccasionCondition> = {
  compile: (condition, compiler) => {
    const paths = occasionPaths(condition);
    for (const path of paths) compiler.dependsOnTrait(path);
    const ask = (view: CustomerView, nowMs: number): Verdict =>
      judge(
        condition,
        ofCustomer(condition, firstOf(view, paths), compiler.calendar),
        nowMs,
        compiler.calendar,
      );
    return {
      ask: ({ view, nowMs }) => ask(view, nowMs),
      explain: ({ view, nowMs }) => {
        const verdict = ask(view, nowMs);
        return {
          ...verdict,
          fact: `today is ${verdict.holds ? "" : "not "}${occasionDayWords(condition)}`,
          parts: [],
        };
      },
    };
  },
  select: (condition, sets) => sets.people(condition),
  words: (condition) => {
    const { occasion, region } = condition;
    const isPersonal = personalOccasions.some((name) => name === occasion);
    const where = isPersonal ? "" : region === undefined ? " where they live" : ` in ${region}`;
    return `when today is ${occasionDayWords(condition)}${where}`;
  },
};

function firstOf(view: CustomerView, paths: readonly string[]): Json | undefined {
  return paths.map((path) => view.trait(path)).find((value) => value !== undefined);
}

function ofCustomer(
  { occasion, region }: OccasionCondition,
  value: Json | undefined,
  calendar: Calendar,
): OccasionOf {
  if (personalOccasions.some((name) => name === occasion)) {
    return { region: undefined, day: dayOfValue(value, calendar) };
  }
  const country = typeof value === "string" && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined;
  return { region: region ?? country, day: undefined };
}

function judge(
  { occasion, before, after }: OccasionCondition,
  of: OccasionOf,
  nowMs: number,
  calendar: Calendar,
): Verdict {
  const today = calendar.dayOf(nowMs);
  const year = new Date(today * 86_400_000).getUTCFullYear();
  for (const one of [year - 1, year, year + 1]) {
    const span = spanOf(occasion, one, of);
    if (span === undefined) return always(false);
    const first = span.first - daysIn(before);
    const end = span.last + daysIn(after) + 1;
    if (today < end) return during(calendar.startOfDay(first), calendar.startOfDay(end), nowMs);
  }
  return { holds: false, until: calendar.startOfDay(today + 1) };
}

function daysIn(text: string | undefined): number {
  return text === undefined ? 0 : (daysOf(text) ?? 0);
}
