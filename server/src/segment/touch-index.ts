import type { CompiledSegment } from "./compiled-segment.ts";
import type { CustomerChange } from "./segment-program.ts";

/** Finds the segments that a change may concern without looking at all of them. */
export function createTouchIndex(
  segments: readonly CompiledSegment[],
): (change: CustomerChange) => readonly number[] {
  const index = indexOf(segments);
  const idsOf = (places: Iterable<number>): readonly number[] =>
    [...places].sort((a, b) => a - b).map((at) => segments[at]?.segmentId ?? 0);
  const byEvent = new Map(index.events.names().map((name) => [name, idsOf(index.events.at(name))]));
  return (change) => {
    const only = onlyEvent(change);
    if (only !== undefined) return byEvent.get(only) ?? [];
    const found = new Set<number>(change.consents ? index.consents : []);
    for (const event of change.events) index.events.collect(event, found);
    for (const path of change.traits) {
      index.traits.collect(path, found);
      index.above.collect(path, found);
      for (const above of pathsAbove(path)) index.traits.collect(above, found);
    }
    return idsOf(found);
  };
}

/** The commonest change: one event came, and nothing else. */
function onlyEvent({ events, traits, consents }: CustomerChange): string | undefined {
  const [event] = events;
  return events.size === 1 && traits.size === 0 && !consents ? event : undefined;
}

/** Places of segments by what may change their answers. `above`: by a path that lies above that of the condition. */
interface Indices {
  readonly events: Index;
  readonly traits: Index;
  readonly above: Index;
  readonly consents: Set<number>;
}

function indexOf(segments: readonly CompiledSegment[]): Indices {
  const index = { events: new Index(), traits: new Index(), above: new Index(), consents: new Set<number>() };
  const closureOf = closures(segments);
  for (const { at, compiled } of segments) {
    const closure = closureOf[at] ?? [];
    const paths = [...compiled.traits];
    index.events.add(
      [...compiled.slots.values()].map((slot) => slot.event),
      closure,
    );
    index.traits.add(paths, closure);
    index.above.add(paths.flatMap(pathsAbove), closure);
    for (const place of compiled.consents ? closure : []) index.consents.add(place);
  }
  return index;
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
      this.#places.set(name, new Set([...(this.#places.get(name) ?? []), ...places]));
    }
  }

  names(): readonly string[] {
    return [...this.#places.keys()];
  }

  at(name: string): ReadonlySet<number> {
    return this.#places.get(name) ?? new Set();
  }

  collect(name: string, into: Set<number>): void {
    for (const place of this.#places.get(name) ?? []) into.add(place);
  }
}
