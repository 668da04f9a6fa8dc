import { type Json, type JsonObject, type LineKind, lineKinds } from "@attune/contract";
import { parseDecimal, roundTo } from "../../kernel/decimal.ts";
import { cleanText } from "./sale-key.ts";
import type { StatedLine } from "./sale-state.ts";

/** No order has more lines; what is beyond is not read. */
const mostLines = 5_000;
/** Quantities are kept to the thousandth, below a thousand million. */
const largestQuantity = 999_999_999;

/** The lines of `products[]` (GA4: `items[]`), or of an event that is itself about one product; undefined when it names none. */
export function readLines(properties: JsonObject): readonly StatedLine[] | undefined {
  const items = listedProducts(properties) ?? [properties];
  const lines = items.slice(0, mostLines).flatMap((item: Json) => readLine(item) ?? []);
  return lines.length > 0 ? lines : undefined;
}

/** In GA4 the price of an item is the reduced one, and its discount is told beside it. */
export function listedProducts(properties: JsonObject): readonly Json[] | undefined {
  const { products, items } = properties;
  if (Array.isArray(products)) return products;
  if (!Array.isArray(items)) return undefined;
  return items.map((item: Json) => (isObject(item) ? { ...item, discount: null } : item));
}

function readLine(item: Json): StatedLine | undefined {
  if (!isObject(item)) return undefined;
  const product =
    cleanText(item["product_id"], 200) ?? cleanText(item["sku"], 200) ?? cleanText(item["item_id"], 200);
  const kind = readKind(item["kind"]);
  if (product === undefined && kind === undefined) return undefined;
  const name = cleanText(item["name"], 500) ?? cleanText(item["item_name"], 500);
  return {
    kind: kind ?? "merchandise",
    ...(product === undefined ? {} : { product }),
    ...(name === undefined ? {} : { name }),
    quantity: readQuantity(item["quantity"]),
    ...amounts(item, ["price", "discount", "tax", "net"]),
  };
}

/** Those of the named properties that hold a decimal number. */
export function amounts<Name extends string>(
  from: JsonObject,
  names: readonly Name[],
): { readonly [name in Name]?: string | number } {
  const found: { [name in Name]?: string | number } = {};
  for (const name of names) {
    const value = from[name];
    if ((typeof value === "number" || typeof value === "string") && parseDecimal(value) !== undefined) {
      found[name] = value;
    }
  }
  return found;
}

function readKind(value: Json | undefined): LineKind | undefined {
  return lineKinds.find((kind) => kind === value);
}

/** Nothing said, or nothing that is a quantity, is one piece. */
function readQuantity(value: Json | undefined): number {
  const decimal = parseDecimal(value);
  if (decimal === undefined) return 1;
  const quantity = Number(roundTo(decimal, 3)) / 1000;
  return Math.abs(quantity) <= largestQuantity ? quantity : 1;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
