import type { Channel, Comparison, EventMatch, Json } from "@attune/contract";
import { billionths, compares } from "./naive-comparison.ts";

export interface NaiveEvent {
  readonly name: string;
  readonly channel: Channel;
  readonly occurredAt: number;
  readonly properties: { readonly [key: string]: Json };
  readonly context: { readonly [key: string]: Json };
}

/** The events that a match names, among these. */
export function eventsOf(
  { did, where = {} }: EventMatch,
  events: readonly NaiveEvent[],
  timeZone: string,
): readonly NaiveEvent[] {
  return events.filter((event) => event.name === did && fits(where, event, timeZone));
}

type Where = Readonly<Record<string, Comparison>>;

function fits(where: Where, event: NaiveEvent, timeZone: string): boolean {
  const moment = { nowMs: 0, timeZone };
  const plain = Object.entries(where).filter(([path]) => !path.startsWith("product."));
  const ofProduct = plain.length < Object.keys(where).length;
  return (
    plain.every(([path, comparison]) =>
      path.includes("[]")
        ? severalFit(comparison, valuesAt(event, path), timeZone)
        : compares(comparison, read(event, path), moment),
    ) &&
    (!ofProduct || fittingProducts(where, event, timeZone).length > 0)
  );
}

function severalFit(comparison: Comparison, values: readonly Json[], timeZone: string): boolean {
  const moment = { nowMs: 0, timeZone };
  const { isNot, notIn, notContains, missing, hasAny, hasAll, hasNone, ...others } = comparison;
  const one = (test: Comparison): boolean => values.some((value) => compares(test, value, moment));
  return (
    (Object.keys(others).length === 0 || one(others)) &&
    (isNot === undefined || !one({ is: isNot })) &&
    (notIn === undefined || !one({ in: notIn })) &&
    (notContains === undefined || !one({ contains: notContains })) &&
    (missing === undefined || values.length === 0) &&
    (hasAny === undefined || hasAny.some((wanted) => one({ is: wanted }))) &&
    (hasAll === undefined || hasAll.every((wanted) => one({ is: wanted }))) &&
    (hasNone === undefined || !hasNone.some((wanted) => one({ is: wanted })))
  );
}

function fittingProducts(where: Where, event: NaiveEvent, timeZone: string): readonly JsonMembers[] {
  const asked = Object.entries(where).filter(([path]) => path.startsWith("product."));
  return productsIn(event).filter((product) =>
    asked.every(([path, comparison]) =>
      severalFit(comparison, attribute(event, product, path.slice("product.".length)), timeZone),
    ),
  );
}

type JsonMembers = { readonly [key: string]: Json };

function productsIn(event: NaiveEvent): readonly JsonMembers[] {
  const { products } = event.properties;
  return Array.isArray(products) ? products.filter(isMembers) : [event.properties];
}

function isMembers(value: Json | undefined): value is JsonMembers {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function attribute(event: NaiveEvent, product: JsonMembers, name: string): readonly Json[] {
  const id = keyOf(product["product_id"]) ?? keyOf(product["sku"]) ?? "";
  const catalogue = event.context["catalogue"];
  const word = isMembers(catalogue) ? at(catalogue, id) : undefined;
  const stated = isMembers(word) ? inside(word, name.split(".")) : undefined;
  const value = stated ?? at(product, name.replace("attributes.", "")) ?? null;
  return (Array.isArray(value) ? value : [value]).filter((one: Json) => one !== null);
}

function at(members: JsonMembers, name: string): Json | undefined {
  return Object.entries(members).find(([key]) => key === name)?.[1];
}

/** `forEach` and `distinct`: the things an event is about. */
export function keysOf(
  event: NaiveEvent,
  path: string,
  { where = {} }: EventMatch,
  timeZone: string,
): ReadonlySet<string> {
  const values = keyValues(event, path, where, timeZone);
  return new Set(values.map(keyOf).filter((key) => key !== undefined));
}

function keyValues(
  event: NaiveEvent,
  path: string,
  where: Where,
  timeZone: string,
): readonly (Json | undefined)[] {
  if (path === "channel") return [event.channel];
  if (path.startsWith("product.")) {
    const name = path.slice("product.".length);
    return fittingProducts(where, event, timeZone).flatMap((product) => attribute(event, product, name));
  }
  if (path.includes(".")) return path.includes("[]") ? valuesAt(event, path) : [read(event, path)];
  const own = at(event.properties, path);
  if (keyOf(own) !== undefined) return [own];
  if (!Array.isArray(event.properties["products"])) return [];
  return fittingProducts(where, event, timeZone).map((product) => at(product, path));
}

function keyOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") {
    const bytes = Buffer.byteLength(value);
    return bytes >= 1 && bytes <= 100 ? value : undefined;
  }
  const number = billionths(value);
  if (number === undefined) return undefined;
  const digits = String(number < 0n ? -number : number).padStart(10, "0");
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, "");
  return number < 0n ? `-${text}` : text;
}

function valuesAt(event: NaiveEvent, path: string): readonly Json[] {
  const [before = "", after = ""] = path.split("[]");
  const list = read(event, before);
  if (!Array.isArray(list)) return [];
  return list
    .map((element: Json) => inside(element, after.split(".").slice(1)))
    .filter((value) => value !== undefined && value !== null);
}

export function read(event: NaiveEvent, path: string): Json | undefined {
  if (path === "channel") return event.channel;
  return inside({ properties: event.properties, context: event.context }, path.split("."));
}

function inside(start: Json, names: readonly string[]): Json | undefined {
  let value: Json | undefined = start;
  for (const name of names) {
    if (!isMembers(value)) return undefined;
    value = at(value, name);
  }
  return value;
}
