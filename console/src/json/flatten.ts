import type { Json, JsonObject } from "@attune/contract";
import { isObject } from "./is-object.ts";

/** Objects taken apart to dotted paths, for reading one value a line; lists stay whole. */
export function flatten(object: JsonObject, prefix = ""): readonly (readonly [path: string, value: Json])[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    return isObject(value) ? flatten(value, path) : [[path, value] as const];
  });
}

/** As a person would write it down; a list of objects takes a line for each. */
export function plainText(value: Json): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null)) {
    return value.map((item) => plainText(item)).join(", ");
  }
  if (Array.isArray(value)) return value.map((item) => lineOf(item)).join("\n");
  return JSON.stringify(value);
}

/** One of many, such as a product of an order: its values in a row. */
function lineOf(item: Json): string {
  if (!isObject(item)) return plainText(item);
  return flatten(item)
    .map(([path, value]) => `${path} ${plainText(value)}`)
    .join(", ");
}
