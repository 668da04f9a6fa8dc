import type { Json, JsonObject } from "@attune/contract";
import { isObject } from "../json/is-object.ts";

/** A place in a condition: what stands there, its JSON Pointer, and how it becomes something else. `undefined` takes it away. */
export interface Place {
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly set: (value: Json | undefined) => void;
}

export function member(place: Place, name: string): Place {
  const object = objectAt(place);
  return {
    value: Object.hasOwn(object, name) ? object[name] : undefined,
    pointer: `${place.pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    set: (value) => place.set(withMember(object, name, value)),
  };
}

/** An element of a list; taking it away closes the gap. */
export function element(place: Place, at: number): Place {
  const list = listAt(place);
  return {
    value: list[at],
    pointer: `${place.pointer}/${at}`,
    set: (value) => place.set(value === undefined ? list.toSpliced(at, 1) : list.with(at, value)),
  };
}

export function objectAt(place: Place): JsonObject {
  return isObject(place.value) ? place.value : {};
}

export function listAt(place: Place): readonly Json[] {
  return isList(place.value) ? place.value : [];
}

export function textAt(place: Place): string {
  return typeof place.value === "string"
    ? place.value
    : place.value === undefined
      ? ""
      : JSON.stringify(place.value);
}

/** The member gets another name, and another value if told, and stays where it stands among the others. A name that is taken changes nothing. */
export function renameMember(place: Place, from: string, to: string, value?: Json): void {
  const object = objectAt(place);
  if (from !== to && Object.hasOwn(object, to)) return;
  place.set(
    Object.fromEntries(
      Object.entries(object).map(([name, old]) => (name === from ? [to, value ?? old] : [name, old])),
    ),
  );
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}
