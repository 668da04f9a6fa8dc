import type { ProductRecord } from "@attune/contract";
import { toMinor } from "../../kernel/money.ts";
import type { Product } from "./catalogue.ts";

/** The product that a record states; undefined when its price is beyond what an amount can be. */
export function productOfRecord(record: ProductRecord, brandCurrency: string): Product | undefined {
  const currency = record.currency ?? brandCurrency;
  const priceMinor = record.price === undefined ? null : toMinor(record.price, currency);
  if (priceMinor === undefined) return undefined;
  return {
    key: record.key,
    name: record.name,
    brand: record.brand ?? null,
    category: record.category ?? [],
    tags: record.tags ?? [],
    priceMinor,
    currency: priceMinor === null ? null : currency,
    url: record.url ?? null,
    imageUrl: record.imageUrl ?? null,
    attributes: record.attributes ?? {},
    simulated: record.simulated ?? false,
  };
}
