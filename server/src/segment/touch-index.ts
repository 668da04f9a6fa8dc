import type { Slots } from "../profile/index.ts";
import type { CompiledSegment } from "./compiled-segment.ts";
import type { CustomerChange } from "./segment-program.ts";

/** Finds the segments that a change may concern without looking at all of them. */
export function createTouchIndex(
  segments: readonly CompiledSegment[],
): (change: CustomerChange) => readonly number[] {
  const index = indexOf(segments);
  const idsOf = (places: ReadonlySet<number>): readonly number[] =>
    places.size === 0 ? nobody : [...places].sort((a, b) => a - b).map((at) => segments[at]?.segmentId ?? 0);
  return (change) => {
    const found = new Set<number>();
    for (const need of needs) addAll(change[need] === true ? index[need] : none, found);
    for (const slot of change.slots) collectSlot(index, slot, change.kept, found);
    for (const path of change.traits) {
      index.traits.collect(path, found);
      index.above.collect(path, found);
      for (const above of pathsAbove(path)) index.traits.collect(above, found);
    }
    return idsOf(found);
  };
}

const nobody: readonly number[] = [];
const none: ReadonlySet<number> = new Set();

/** Of these a change only says that they changed. */
const needs = ["consents", "loyalty", "lists"] as const;

/** Places of segments by what may change their answers. `above`: by a path that lies above that of the condition. */
interface Indices {
  /** By the key under which a slot lies in a leaf. */
  readonly slots: Index;
  /** The same for segments that hold only for those who have another slot, their gate: by slot, then by gate. */
  readonly gated: Map<string, Index>;
  readonly traits: Index;
  readonly above: Index;
  readonly consents: Set<number>;
  readonly loyalty: Set<number>;
  readonly lists: Set<number>;
}

function indexOf(segments: readonly CompiledSegment[]): Indices {
  const index = {
    slots: new Index(),
    gated: new Map<string, Index>(),
    traits: new Index(),
    above: new Index(),
    consents: new Set<number>(),
    loyalty: new Set<number>(),
    lists: new Set<number>(),
  };
  const closureOf = closures(segments);
  for (const { at, compiled } of segments) {
    const closure = closureOf[at] ?? [];
    const paths = [...compiled.traits];
    addSlots(index, compiled, closure);
    index.traits.add(paths, closure);
    index.above.add(paths.flatMap(pathsAbove), closure);
    for (const need of needs) {
      for (const place of compiled[need] ? closure : []) index[need].add(place);
    }
  }
  return index;
}

function addSlots(
  { slots, gated }: Pick<Indices, "slots" | "gated">,
  compiled: CompiledSegment["compiled"],
  closure: readonly number[],
): void {
  const { gate } = compiled;
  for (const { storedKey } of compiled.slots.values()) {
    if (gate === undefined || gate === storedKey) slots.add([storedKey], closure);
    else gatedBy(gated, storedKey).add([gate], closure);
  }
}

function gatedBy(gated: Map<string, Index>, slot: string): Index {
  const index = gated.get(slot) ?? new Index();
  gated.set(slot, index);
  return index;
}

/** Many segments may share a slot, such as that of all orders; few of their gates are open for one customer. */
function collectSlot(
  { slots, gated }: Indices,
  slot: string,
  kept: readonly Slots[] | undefined,
  found: Set<number>,
): void {
  slots.collect(slot, found);
  const byGate = gated.get(slot);
  if (byGate === undefined) return;
  if (kept === undefined) byGate.collectAll(found);
  for (const leaf of kept ?? []) byGate.collectOpen(leaf, found);
}

/** For each segment its own place and those of all that refer to it, directly or not. */
function closures(segments: readonly CompiledSegment[]): readonly (readonly number[])[] {
  const closureOf = segments.map(({ at }) => new Set([at]));
  const placeOf = new Map(segments.map(({ key, at }) => [key, at]));
  // From the last backwards: whatever refers to a segment stands behind it and is complete by then.
  for (const { at, compiled } of segments.toReversed()) {
    for (const key of compiled.segments) {
      const referred = closureOf[placeOf.get(key) ?? -1];
      for (const place of closureOf[at] ?? []) referred?.add(place);
    }
  }
  return closureOf.map((closure) => [...closure]);
}

/** `a.b.c` → `a`, `a.b`. */
function pathsAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let point = path.indexOf("."); point !== -1; point = path.indexOf(".", point + 1)) {
    above.push(path.slice(0, point));
  }
  return above;
}

class Index {
  readonly #places = new Map<string, Set<number>>();

  add(names: readonly string[], places: readonly number[]): void {
    for (const name of names) {
      const known = this.#places.get(name) ?? new Set();
      this.#places.set(name, known);
      for (const place of places) known.add(place);
    }
  }

  /** Those under names that a leaf has; of names and leaf the fewer are looked through. */
  collectOpen(leaf: Slots, into: Set<number>): void {
    if (this.#places.size <= fewGates) {
      for (const [name, places] of this.#places) if (leaf[name] !== undefined) addAll(places, into);
    } else for (const name in leaf) this.collect(name, into);
  }

  collectAll(into: Set<number>): void {
    for (const name of this.#places.keys()) this.collect(name, into);
  }

  collect(name: string, into: Set<number>): void {
    const places = this.#places.get(name);
    if (places !== undefined) addAll(places, into);
  }
}

/** A leaf keeps more slots than these as a rule. */
const fewGates = 10;

function addAll(places: ReadonlySet<number>, into: Set<number>): void {
  for (const place of places) into.add(place);
}
