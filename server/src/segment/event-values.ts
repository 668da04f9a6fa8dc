import type { Json, JsonObject, ProductAttribute } from "@attune/contract";
import { decimalOf, formatDecimal } from "./decimal.ts";
import { asHeld, isObject, memberAt, type PlainEvent, valueReader } from "./plain-event.ts";

/** All values that a path stands for; missing ones are left out. */
export type ReadValues = (event: PlainEvent) => readonly Json[];

export function isListPath(path: string): boolean {
  return path.includes("[]");
}

/** Of a path that stands for several values (`properties.products[].price`) or for one. */
export function valuesReader(path: string): ReadValues {
  if (isListPath(path)) return listReader(path);
  const read = valueReader(path);
  return (event) => known(read(event));
}

function listReader(path: string): ReadValues {
  const [before = "", after = ""] = path.split("[]");
  const [root, ...names] = before.split(".");
  const inside = after === "" ? [] : after.slice(1).split(".");
  return ({ plain }) => {
    const list = memberAt(root === "properties" ? plain.properties : plain.context, names);
    if (!Array.isArray(list)) return [];
    const elements: readonly Json[] = list;
    return elements.flatMap((element) =>
      known(inside.length === 0 ? asHeld(element) : memberOf(element, inside)),
    );
  };
}

function memberOf(element: Json, names: readonly string[]): Json | undefined {
  return isObject(element) ? asHeld(memberAt(element, names)) : undefined;
}

function known(value: Json | undefined): readonly Json[] {
  return value === undefined || value === null ? [] : [value];
}

/** The products that an event is about: those of its list, else the event itself tells of one. */
export function productsOf({ plain }: PlainEvent): readonly JsonObject[] {
  const list = memberAt(plain.properties, ["products"]);
  if (!Array.isArray(list)) return [plain.properties];
  const elements: readonly Json[] = list;
  return elements.filter(isObject);
}

/**
 * What the catalogue said when the event was accepted (`context.catalogue`, by key; under "" of a category that the event names
 * without a product), else what the event says itself.
 */
export function attributeOf(
  event: PlainEvent,
  product: JsonObject,
  attribute: ProductAttribute,
): readonly Json[] {
  const id = keyText(member(product, "product_id")) ?? keyText(member(product, "sku")) ?? "";
  const stated = asHeld(memberAt(event.plain.context, ["catalogue", id, ...attribute]));
  const [value] = [...known(stated), ...known(asHeld(memberAt(product, attribute.slice(-1))))];
  if (!Array.isArray(value)) return known(value);
  const list: readonly Json[] = value;
  return list.flatMap((one) => known(asHeld(one)));
}

function member(object: JsonObject, name: string): Json | undefined {
  return asHeld(memberAt(object, [name]));
}

const longestKeyBytes = 100;
const encoder = new TextEncoder();

/** What tells one thing from another: text of 1 to 100 bytes, or a number as its decimal text. Undefined for all else. */
export function keyText(value: Json | undefined): string | undefined {
  if (typeof value === "number") {
    const decimal = decimalOf(value);
    return decimal === undefined ? undefined : formatDecimal(decimal);
  }
  if (typeof value !== "string" || value === "" || value.length > longestKeyBytes) return undefined;
  if (value.length * 3 <= longestKeyBytes) return value; // no unit of UTF-16 takes more than three bytes
  return encoder.encode(value).length > longestKeyBytes ? undefined : value;
}
