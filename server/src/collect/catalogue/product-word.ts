import { isAttributeName, type Json, type JsonObject } from "@attune/contract";
import { formatMinor } from "../../kernel/money.ts";
import type { Product } from "./catalogue.ts";

/** What of a product is written with each event that names it. */
export type ProductFacts = Pick<
  Product,
  "key" | "brand" | "category" | "tags" | "priceMinor" | "currency" | "attributes"
>;

/** What the catalogue says of a product, as conditions read it, and its bytes as JSON. */
export interface ProductWord {
  readonly word: JsonObject;
  readonly bytes: number;
}

/** What lies behind it is left out: most words have a hundred bytes. */
export const mostWordBytes = 2_000;

/**
 * Price (in the product's currency), brand, category (from the widest to the narrowest), tags, and the attributes that are a text, a
 * number, true, false, or a list of those; in this order as far as they fit. Undefined: nothing is said of it.
 */
export function wordOf(product: ProductFacts): ProductWord | undefined {
  const room = new Room(mostWordBytes);
  const { brand, category, tags } = product;
  const price = priceOf(product);
  const keptCategory = room.takeAll("category", category);
  const word: JsonObject = {
    ...(price === undefined ? {} : room.member("price", price)),
    ...(brand === null ? {} : room.member("brand", brand)),
    ...(keptCategory.length === 0 ? {} : { category: keptCategory }),
    ...listed("tags", room.takeAll("tags", tags)),
    ...ownAttributes(product.attributes, room),
  };
  if (Object.keys(word).length === 0) return undefined;
  return { word, bytes: Buffer.byteLength(JSON.stringify(word)) };
}

function priceOf({ priceMinor, currency }: ProductFacts): number | undefined {
  return priceMinor === null || currency === null ? undefined : Number(formatMinor(priceMinor, currency));
}

function listed(name: string, list: readonly Json[]): JsonObject {
  return list.length === 0 ? {} : { [name]: list };
}

function ownAttributes(attributes: JsonObject, room: Room): JsonObject {
  const names = Object.keys(attributes)
    .filter((name) => isAttributeName(name))
    .toSorted();
  const kept = Object.fromEntries(
    names.flatMap((name) => Object.entries(room.member(name, plainOf(attributes[name])))),
  );
  return Object.keys(kept).length === 0 ? {} : { attributes: kept };
}

/** null: no condition could compare it. */
function plainOf(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    const elements: readonly Json[] = value;
    return elements.filter((one) => typeof one !== "object");
  }
  return typeof value === "object" ? null : (value ?? null);
}

/** Takes what fits, in bytes of JSON; what does not fit leaves its room to what comes after it. */
class Room {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes - 40; // the names of its parts and their brackets
  }

  member(name: string, value: Json): JsonObject {
    return value !== null && this.#takes(bytesOf(name) + bytesOf(value) + 2) ? { [name]: value } : {};
  }

  takeAll(name: string, list: readonly string[]): readonly string[] {
    if (list.length === 0 || !this.#takes(bytesOf(name) + 4)) return [];
    return list.filter((one) => this.#takes(bytesOf(one) + 1));
  }

  #takes(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

function bytesOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}
