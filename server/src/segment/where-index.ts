import { type Comparison, productAttributeOf } from "@attune/contract";
import type { Reading } from "./event-reading.ts";
import { attributeOf, productsOf, type ReadValues } from "./event-values.ts";
import type { PlainEvent } from "./plain-event.ts";
import type { StoredSlot } from "./slots/slot.ts";

interface Candidate {
  readonly where: StoredSlot["where"];
}

/**
 * Finds what an event may match without looking at all of it: by a text that a path must be or begin with. What demands no such
 * text is always among those found.
 */
export function createWhereIndex<Group extends Candidate>(
  groups: readonly Group[],
  reading: Reading,
): (event: PlainEvent) => Iterable<Group> {
  const always: Group[] = [];
  const byPath = new Map<string, PathIndex<Group>>();
  for (const group of groups) {
    const demand = demandOf(group.where);
    if (demand === undefined) always.push(group);
    else indexAt(byPath, demand.path, reading).add(demand, group);
  }
  const paths = [...byPath.values()];
  if (paths.length === 0) return () => always;
  return (event) => {
    const found = [...always];
    for (const path of paths) path.collect(event, found);
    return found;
  };
}

/** One of these texts, or a beginning. */
type Demand =
  | { readonly path: string; readonly texts: readonly string[]; readonly prefix?: undefined }
  | { readonly path: string; readonly prefix: string; readonly texts?: undefined };

/** More texts than these are not worth an entry each. */
const mostTexts = 100;

function demandOf(where: StoredSlot["where"]): Demand | undefined {
  for (const [path, comparison] of Object.entries(where)) {
    const texts = textsOf(comparison);
    if (texts !== undefined) return { path, texts };
  }
  for (const [path, { startsWith }] of Object.entries(where)) {
    if (startsWith !== undefined) return { path, prefix: startsWith };
  }
  return undefined;
}

function textsOf({ is, in: among }: Comparison): readonly string[] | undefined {
  const wanted = is === undefined ? among : [is];
  if (wanted === undefined || wanted.length > mostTexts) return undefined;
  const texts = wanted.filter((value) => typeof value === "string");
  return texts.length === wanted.length ? [...new Set(texts)] : undefined;
}

function indexAt<Group>(
  byPath: Map<string, PathIndex<Group>>,
  path: string,
  reading: Reading,
): PathIndex<Group> {
  const index = byPath.get(path) ?? new PathIndex<Group>(readerOf(path, reading));
  byPath.set(path, index);
  return index;
}

class PathIndex<Group> {
  readonly #read: ReadValues;
  readonly #byText = new Map<string, Group[]>();
  readonly #byPrefix = new Map<number, Map<string, Group[]>>();

  constructor(read: ReadValues) {
    this.#read = read;
  }

  add({ texts, prefix }: Demand, group: Group): void {
    for (const text of texts ?? []) push(this.#byText, text, group);
    if (prefix === undefined) return;
    const ofLength = this.#byPrefix.get(prefix.length) ?? new Map<string, Group[]>();
    this.#byPrefix.set(prefix.length, ofLength);
    push(ofLength, prefix, group);
  }

  collect(event: PlainEvent, found: Group[]): void {
    const values = this.#read(event);
    const before = found.length;
    for (const value of values) {
      if (typeof value === "string") this.#collectText(value, found);
    }
    if (values.length < 2 || found.length - before < 2) return;
    const once = new Set(found.splice(before));
    found.push(...once);
  }

  #collectText(text: string, found: Group[]): void {
    append(this.#byText.get(text), found);
    for (const [length, groups] of this.#byPrefix) {
      if (length <= text.length) append(groups.get(text.slice(0, length)), found);
    }
  }
}

function readerOf(path: string, reading: Reading): ReadValues {
  const attribute = productAttributeOf(path);
  if (attribute === undefined) return reading.values(path);
  return (event) => productsOf(event).flatMap((product) => attributeOf(event, product, attribute));
}

function append<Group>(groups: readonly Group[] | undefined, into: Group[]): void {
  if (groups !== undefined) for (const group of groups) into.push(group);
}

function push<Key, Group>(groups: Map<Key, Group[]>, key: Key, group: Group): void {
  const list = groups.get(key);
  if (list === undefined) groups.set(key, [group]);
  else list.push(group);
}
