import type { EventRecord, Json, JsonObject } from "@attune/contract";
import type { Inbox } from "../inbox.ts";
import type { KnownProducts } from "./known-products.ts";

/** More of an event's products than fit are told of by the event itself only. */
export const mostBytesOfEvent = 32_000;

/**
 * An inbox whose events carry what the catalogue says of their products at this moment, in `context.catalogue`: a fact of the event from
 * then on, as the product was sold. What a sender puts there is dropped.
 */
export function tellingCatalogue(inbox: Inbox, known: Pick<KnownProducts, "word" | "categoryWord">): Inbox {
  return {
    append: (brandId, records) =>
      inbox.append(
        brandId,
        records.map((record) => (record.kind === "event" ? told(record, known) : record)),
      ),
  };
}

type Known = Pick<KnownProducts, "word" | "categoryWord">;

function told(event: EventRecord, known: Known): EventRecord {
  const catalogue = catalogueOf(event.properties, known);
  if (catalogue !== undefined) return { ...event, context: { ...event.context, catalogue } };
  if (event.context["catalogue"] === undefined) return event;
  const { catalogue: _, ...context } = event.context;
  return { ...event, context };
}

/** Of the products of a list, else of the one that the event itself tells of, else of the category that it names. */
function catalogueOf(properties: JsonObject, known: Known): JsonObject | undefined {
  const list = properties["products"];
  if (Array.isArray(list)) return wordsOf(list, known);
  const key = keyOf(properties);
  if (key !== undefined) {
    const said = known.word(key);
    return said === undefined ? undefined : { [key]: said.word };
  }
  const category = properties["category"];
  const word = typeof category === "string" ? known.categoryWord(category) : undefined;
  return word === undefined ? undefined : { "": word };
}

function wordsOf(products: readonly Json[], known: Known): JsonObject | undefined {
  let words: Record<string, JsonObject> | undefined;
  let left = mostBytesOfEvent;
  for (const product of products) {
    if (typeof product !== "object" || product === null || Array.isArray(product)) continue;
    const key = keyOf(product as JsonObject);
    const said = key === undefined || words?.[key] !== undefined ? undefined : known.word(key);
    if (key === undefined || said === undefined || said.bytes + key.length > left) continue;
    left -= said.bytes + key.length;
    words ??= {};
    words[key] = said.word;
  }
  return words;
}

/** The key under which conditions look (segment's `keyText`): `product_id`, else `sku`. */
function keyOf(product: JsonObject): string | undefined {
  return keyText(product["product_id"]) ?? keyText(product["sku"]);
}

const longestKeyBytes = 100;

function keyText(value: Json | undefined): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== "string" || value === "" || value === "__proto__") return undefined;
  if (value.length * 3 <= longestKeyBytes) return value;
  return value.length <= longestKeyBytes && Buffer.byteLength(value) <= longestKeyBytes ? value : undefined;
}
