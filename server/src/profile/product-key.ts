import type { JsonObject } from "@attune/contract";

/** `product_id`, else `sku` (events.md); numbers are taken as text. */
export function productKeyOf(properties: JsonObject): string | undefined {
  for (const name of ["product_id", "productId", "sku", "item_id"]) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return undefined;
}
