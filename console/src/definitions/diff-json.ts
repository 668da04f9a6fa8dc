import type { Json } from "@attune/contract";
import { isObject } from "../json/is-object.ts";

/** One place in which two JSON values differ. `undefined`: it is not there. */
export interface Difference {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Every place in which they differ, as deep as the two have the same form; lists of another length as a whole. */
export function diffJson(
  before: Json | undefined,
  after: Json | undefined,
  pointer = "",
): readonly Difference[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => diffJson(before[name], after[name], `${pointer}/${escaped(name)}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((one, at) => diffJson(one, after[at], `${pointer}/${at}`));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ pointer, before, after }];
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
