import { type ComputedTraitBody, type Condition, computedKeyOf, computedTypeFaults } from "@attune/contract";
import type { Fault } from "../kernel/refusal.ts";
import { conditionReferences, leavesOf } from "./condition-references.ts";
import { refusals } from "./refusals.ts";
import type { SegmentProgram } from "./segment-program.ts";

/** Which of these keys name no store of the brand. */
export type StoreKeys = (keys: readonly string[]) => Promise<readonly string[]>;

/** Stores that a condition names and that do not exist, with their places. */
export async function storeFaults(
  condition: Condition,
  base: string,
  unknownStores: StoreKeys,
): Promise<readonly Fault[]> {
  const named = conditionReferences(condition, base).filter(({ kind }) => kind === "store");
  if (named.length === 0) return [];
  const unknown = new Set(await unknownStores(named.map(({ key }) => key)));
  return named
    .filter(({ key }) => unknown.has(key))
    .map(({ key, pointer }) => ({ pointer, message: missingWords("store", key) }));
}

/** Segments that a condition looks for in a scheme which does not have them. */
export function schemeFaults(
  condition: Condition,
  base: string,
  schemes: ReadonlyMap<string, unknown>,
): readonly Fault[] {
  return leavesOf(condition, base).flatMap(({ leaf, pointer }) => {
    if (!("scheme" in leaf)) return [];
    const scheme = schemes.get(leaf.scheme);
    if (scheme === undefined || segmentsIn(scheme).includes(leaf.is)) return [];
    const message = `The scheme ${JSON.stringify(leaf.scheme)} has no segment ${JSON.stringify(leaf.is)}.`;
    return [{ pointer: `${pointer}/is`, message }];
  });
}

/** What is asked of computed traits that are of another type. */
export function computedFaults(
  condition: Condition,
  base: string,
  computed: ReadonlyMap<string, Pick<ComputedTraitBody, "measure"> | undefined>,
): readonly Fault[] {
  return leavesOf(condition, base).flatMap(({ leaf, pointer }) => {
    if (!("trait" in leaf)) return [];
    const { trait, ...comparison } = leaf;
    const named = computed.get(computedKeyOf(trait) ?? "");
    if (named === undefined) return [];
    return computedTypeFaults(named.measure, comparison).map(({ at, message }) => ({
      pointer: `${pointer}/${at}`,
      message,
    }));
  });
}

function segmentsIn(scheme: unknown): readonly unknown[] {
  const segments =
    typeof scheme === "object" && scheme !== null && "segments" in scheme ? scheme.segments : [];
  return Array.isArray(segments) ? segments : [];
}

/** Refuses a condition that names what is not there now. */
export function refuseUnknownNames(
  condition: Condition,
  { definitions, world }: Pick<SegmentProgram, "definitions" | "world">,
): void {
  const segments = new Set(definitions.map(({ key }) => key));
  const known: Readonly<Record<string, { has(key: string): boolean }>> = {
    segment: segments,
    list: world.lists,
    scheme: world.schemes,
    store: world.stores,
    "computed-trait": world.computed,
  };
  const faults = conditionReferences(condition, "/condition")
    .filter(({ kind, key }) => known[kind]?.has(key) !== true)
    .map(({ kind, key, pointer }) => ({ pointer, message: missingWords(kind, key) }));
  const computed = new Map([...world.computed].map(([key, { body }]) => [key, body]));
  const all = [
    ...faults,
    ...schemeFaults(condition, "/condition", world.schemes),
    ...computedFaults(condition, "/condition", computed),
  ];
  if (all.length > 0) throw refusals.invalidCondition(all);
}

function missingWords(kind: string, key: string): string {
  return `There is no ${kind === "store" ? "" : "live "}${kind.replace("-", " ")} ${JSON.stringify(key)}.`;
}
