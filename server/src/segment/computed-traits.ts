import { type ComputedAnswer, type ComputedSummary, computedTypes } from "@attune/contract";
import type { CustomerView } from "../profile/index.ts";
import type { ComputedTrait } from "./brand-world.ts";
import { type ComputedNow, computedWords, jsonOf } from "./operators/computed/computed.ts";
import type { SegmentProgram } from "./segment-program.ts";
import type { FillProgress } from "./segment-store.ts";

/** The computed traits of a customer as they stand at a moment, by key. `isFilled`: by definition, whether history has been read. */
export function computedOf(
  program: Pick<SegmentProgram, "computed" | "world">,
  view: CustomerView,
  nowMs: number,
  isFilled: (definitionId: number) => boolean,
): Readonly<Record<string, ComputedAnswer>> {
  const answers = [...program.world.computed].map(([key, trait]): [string, ComputedAnswer] => {
    const now = isFilled(trait.id) ? program.computed.get(key)?.({ view, nowMs }) : undefined;
    return [key, answerOf(trait, now, nowMs)];
  });
  return Object.fromEntries(answers);
}

/** `now`: absent while its history is being read. */
function answerOf({ body }: ComputedTrait, now: ComputedNow | undefined, nowMs: number): ComputedAnswer {
  const type = computedTypes[body.measure];
  return {
    name: body.name,
    type,
    value: now === undefined ? null : (jsonOf(now.value, type) ?? null),
    from: computedWords(body),
    state: now === undefined ? "filling" : "live",
    tooMany: now?.tooMany === true,
    asOf: new Date(nowMs).toISOString(),
    until: now !== undefined && Number.isFinite(now.until) ? new Date(now.until).toISOString() : null,
  };
}

/** A computed trait's number, for formulas; undefined: none, no number, or its history is still being read. */
export function computedNumber(
  program: Pick<SegmentProgram, "computed" | "world">,
  key: string,
  moment: { readonly view: CustomerView; readonly nowMs: number },
  isFilled: (definitionId: number) => boolean,
): number | undefined {
  const trait = program.world.computed.get(key);
  if (trait === undefined || !isFilled(trait.id)) return undefined;
  const value = jsonOf(program.computed.get(key)?.(moment).value, computedTypes[trait.body.measure]);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function computedSummaries(
  { world }: Pick<SegmentProgram, "world">,
  fills: ReadonlyMap<number, FillProgress>,
): readonly ComputedSummary[] {
  return [...world.computed].map(([key, { id, body }]) => ({
    key,
    name: body.name,
    type: computedTypes[body.measure],
    from: computedWords(body),
    ...(fills.get(id) ?? { state: "filling", progress: 0 }),
  }));
}
