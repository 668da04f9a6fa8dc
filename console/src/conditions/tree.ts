import type { Json, JsonObject } from "@attune/contract";
import { isObject } from "../json/is-object.ts";
import { isList } from "./place.ts";

/** Changes of a whole condition, by JSON Pointers to its parts. Each gives the new condition and where the part stands then. */
export interface Changed {
  readonly value: Json;
  /** The part that should have the focus. */
  readonly pointer: string;
}

export type GroupWord = "all" | "any";

/** The list that a group holds, and its word; undefined for what is no group. */
export function groupOf(
  node: Json | undefined,
): { readonly word: GroupWord; readonly parts: readonly Json[] } | undefined {
  if (!isObject(node) || Object.keys(node).length !== 1) return undefined;
  for (const word of ["all", "any"] as const) {
    const parts = node[word];
    if (isList(parts)) return { word, parts };
  }
  return undefined;
}

/** What a `not` and nothing else holds. */
export function negatedIn(node: Json | undefined): Json | undefined {
  return isObject(node) && Object.keys(node).length === 1 ? node["not"] : undefined;
}

/** Behind the others of the group at the pointer; what is no group becomes one. */
export function addPart(root: Json, pointer: string, part: Json): Changed {
  const node = at(root, pointer);
  const group = groupOf(node);
  if (group === undefined)
    return { value: put(root, pointer, { all: [node ?? {}, part] }), pointer: `${pointer}/all/1` };
  return {
    value: put(root, pointer, { [group.word]: [...group.parts, part] }),
    pointer: `${pointer}/${group.word}/${group.parts.length}`,
  };
}

/** The same part once more, behind it. */
export function duplicatePart(root: Json, pointer: string): Changed {
  const node = at(root, pointer) ?? {};
  const place = placeInList(root, pointer);
  if (place === undefined) return addPart(root, pointer, node);
  return {
    value: put(root, place.list, place.parts.toSpliced(place.index + 1, 0, node)),
    pointer: `${place.list}/${place.index + 1}`,
  };
}

/** A group that is left with one part stays; one that is left with none goes too. */
export function removePart(root: Json, pointer: string): Changed {
  const holder = holderOf(root, pointer);
  const place = placeInList(root, holder);
  if (place === undefined) return { value: { all: [] }, pointer: "" };
  const rest = place.parts.toSpliced(place.index, 1);
  const group = above(place.list);
  if (rest.length === 0 && group !== "") return removePart(root, group);
  const next = Math.min(place.index, rest.length - 1);
  return { value: put(root, place.list, rest), pointer: next < 0 ? group : `${place.list}/${next}` };
}

/** One step up or down among its siblings; past the end of a nested group it leaves the group. */
export function movePart(root: Json, pointer: string, step: -1 | 1): Changed {
  const holder = holderOf(root, pointer);
  const place = placeInList(root, holder);
  if (place === undefined) return { value: root, pointer };
  const moved = place.parts[place.index];
  const next = place.index + step;
  if (moved === undefined) return { value: root, pointer };
  if (next < 0 || next >= place.parts.length) return leaveGroup(root, holder, step);
  const parts = place.parts.toSpliced(place.index, 1).toSpliced(next, 0, moved);
  return {
    value: put(root, place.list, parts),
    pointer: `${place.list}/${next}${pointer.slice(holder.length)}`,
  };
}

function leaveGroup(root: Json, pointer: string, step: -1 | 1): Changed {
  const inner = placeInList(root, pointer);
  const group = inner === undefined ? undefined : holderOf(root, above(inner.list));
  const outer = group === undefined ? undefined : placeInList(root, group);
  const moved = at(root, pointer);
  if (inner === undefined || outer === undefined || moved === undefined) return { value: root, pointer };
  const rest = inner.parts.toSpliced(inner.index, 1);
  const kept = rest.length === 0 ? [] : [at(put(root, inner.list, rest), group ?? "") ?? {}];
  const both = step < 0 ? [moved, ...kept] : [...kept, moved];
  return {
    value: put(root, outer.list, outer.parts.toSpliced(outer.index, 1, ...both)),
    pointer: `${outer.list}/${outer.index + (step < 0 ? 0 : both.length - 1)}`,
  };
}

/** A part with itself in brackets, so that others can stand beside it there. */
export function groupPart(root: Json, pointer: string, word: GroupWord): Changed {
  return {
    value: put(root, pointer, { [word]: [at(root, pointer) ?? {}] }),
    pointer: `${pointer}/${word}/0`,
  };
}

/** The parts of a group take its place among its siblings; the root's only part becomes the root. */
export function ungroupPart(root: Json, pointer: string): Changed {
  const group = groupOf(at(root, pointer));
  const place = placeInList(root, pointer);
  if (group === undefined) return { value: root, pointer };
  const [first] = group.parts;
  if (place === undefined)
    return group.parts.length === 1 && first !== undefined
      ? { value: put(root, pointer, first), pointer }
      : { value: root, pointer };
  return {
    value: put(root, place.list, place.parts.toSpliced(place.index, 1, ...group.parts)),
    pointer: `${place.list}/${place.index}`,
  };
}

export function negatePart(root: Json, pointer: string): Changed {
  const node = at(root, pointer) ?? {};
  const inner = negatedIn(node);
  return { value: put(root, pointer, inner ?? { not: node }), pointer };
}

export function setWord(root: Json, pointer: string, word: GroupWord): Changed {
  const group = groupOf(at(root, pointer));
  return { value: group === undefined ? root : put(root, pointer, { [word]: group.parts }), pointer };
}

function at(root: Json, pointer: string): Json | undefined {
  let found: Json | undefined = root;
  for (const part of partsOf(pointer)) {
    if (isList(found)) found = found[Number(part)];
    else found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return found;
}

function put(root: Json, pointer: string, value: Json): Json {
  const [first, ...others] = partsOf(pointer);
  if (first === undefined) return value;
  const rest = others.map((part) => `/${escaped(part)}`).join("");
  if (isList(root)) return root.with(Number(first), put(root[Number(first)] ?? {}, rest, value));
  const object: JsonObject = isObject(root) ? root : {};
  return { ...object, [first]: put(object[first] ?? {}, rest, value) };
}

interface InList {
  /** Pointer of the list. */
  readonly list: string;
  readonly parts: readonly Json[];
  readonly index: number;
}

function placeInList(root: Json, pointer: string): InList | undefined {
  const list = above(pointer);
  const parts = pointer === "" ? undefined : at(root, list);
  const index = Number(pointer.slice(list.length + 1));
  return isList(parts) && groupOf(at(root, above(list))) !== undefined ? { list, parts, index } : undefined;
}

/** The part with the `not`s around it: they go where it goes. */
function holderOf(root: Json, pointer: string): string {
  let holder = pointer;
  while (holder.endsWith("/not") && negatedIn(at(root, above(holder))) !== undefined) holder = above(holder);
  return holder;
}

function above(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escaped(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}
