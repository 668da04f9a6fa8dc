import type { EventRecord, Json, JsonObject } from "@attune/contract";
import { cleanText, saleDeedOf, storeKeyOf } from "../../collect/index.ts";
import { messageMark } from "../message-mark.ts";
import { productKeyOf } from "../product-key.ts";
import { listedProducts } from "../sale/read-lines.ts";
import { matterOf } from "./matter-of-event.ts";
import { entryOf, mergeEntries, newestEntries } from "./newest-entries.ts";
import type { Listed, Matter, Searched, Trail } from "./trail.ts";

const boughtKept = 30;
const storesKept = 12;
const listedKept = 20;
const mattersKept = 4;
const longestQuery = 200;
const longestKey = 200;
const dayMs = 86_400_000;

/** The trail with one more event; the same object when it tells nothing. */
export function foldTrail(trail: Trail | undefined, event: EventRecord): Trail | undefined {
  const told = tell(event);
  if (told === undefined || trail === undefined) return told ?? trail;
  return mergeTrails(trail, told);
}

/** Of the union of two sets of events. */
export function mergeTrails(a: Trail | undefined, b: Trail | undefined): Trail | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const bought = mergeBoth(a.bought, b.bought, (x, y) => mergeEntries(x, y, boughtKept));
  const stores = mergeBoth(a.stores, b.stores, (x, y) => mergeEntries(x, y, storesKept));
  const searched = mergeBoth(a.searched, b.searched, newerSearch);
  const listed = mergeBoth(a.listed, b.listed, mergeListed);
  const matters = mergeBoth(a.matters, b.matters, mergeMatters);
  return {
    ...(bought === undefined ? none : { bought }),
    ...(stores === undefined ? none : { stores }),
    ...(searched === undefined ? none : { searched }),
    ...(listed === undefined ? none : { listed }),
    ...(matters === undefined ? none : { matters }),
  };
}

const none = {};

function mergeBoth<T>(a: T | undefined, b: T | undefined, merge: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? (a ?? b) : merge(a, b);
}

function tell(event: EventRecord): Trail | undefined {
  const store = event.channel === "store" ? storeKeyOf(event) : undefined;
  const told = tellByName(event);
  if (store === undefined) return told;
  return { ...told, stores: entryOf(Math.floor(event.occurredAt / dayMs) * dayMs, store) };
}

function tellByName(event: EventRecord): Trail | undefined {
  switch (event.name) {
    case "Products Searched":
      return tellSearch(event);
    case "Product Added to Wishlist":
      return tellListed(event, 1);
    case "Product Removed from Wishlist":
    case "Wishlist Product Added to Cart":
      return tellListed(event, 0);
    default: {
      const matter = matterOf(event);
      return matter === undefined ? tellSale(event) : { matters: [matter] };
    }
  }
}

function tellSearch({ properties, occurredAt, messageId, channel }: EventRecord): Trail | undefined {
  const query = cleanText(properties["query"], longestQuery);
  return query === undefined ? undefined : { searched: [occurredAt, messageMark(messageId), channel, query] };
}

function tellListed(event: EventRecord, on: 0 | 1): Trail | undefined {
  const { properties, occurredAt, messageId, channel } = event;
  const product = productKeyOf(properties);
  if (product === undefined) return undefined;
  const list = cleanText(properties["wishlist_name"], 100) ?? cleanText(properties["wishlist_id"], 100) ?? "";
  return { listed: [[occurredAt, messageMark(messageId), channel, list, product, on]] };
}

/** A negative line of a sale is what came back in an exchange. */
function tellSale(event: EventRecord): Trail | undefined {
  const deed = saleDeedOf(event);
  if (deed !== "complete" && deed !== "return") return undefined;
  const entries = (listedProducts(event.properties) ?? [event.properties]).flatMap((line) => {
    const product = isObject(line) ? productKeyOf(line) : undefined;
    if (product === undefined || product.length > longestKey) return [];
    const isBack = deed === "return" || (isObject(line) && Number(line["quantity"] ?? 1) < 0);
    return entryOf(event.occurredAt, (isBack ? "-" : "+") + product);
  });
  return entries.length === 0 ? undefined : { bought: newestEntries(entries, boughtKept) };
}

function newerSearch(a: Searched, b: Searched): Searched {
  return isNewer(a, b) || (isSameMoment(a, b) && a[3] >= b[3]) ? a : b;
}

function mergeListed(a: readonly Listed[], b: readonly Listed[]): readonly Listed[] {
  return newestOf([...a, ...b], ([, , , list, product]) => `${list}\n${product}`).slice(0, listedKept);
}

function mergeMatters(a: readonly Matter[], b: readonly Matter[]): readonly Matter[] {
  const kept = new Map<string, number>();
  return newestOf([...a, ...b], ([, , , kind, id]) => `${kind}\n${id}`).filter(([, , , kind]) => {
    const before = kept.get(kind) ?? 0;
    kept.set(kind, before + 1);
    return before < mattersKept;
  });
}

type Word = readonly [at: number, mark: string, ...unknown[]];

/** Of each key the newest word, the newest of these first. */
function newestOf<T extends Word>(words: readonly T[], keyOf: (word: T) => string): readonly T[] {
  const seen = new Set<string>();
  return words
    .toSorted((a, b) => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : textOf(a) > textOf(b) ? -1 : 1))
    .filter((word) => {
      const key = keyOf(word);
      return !seen.has(key) && seen.add(key);
    });
}

function isNewer(a: Word, b: Word): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

function isSameMoment(a: Word, b: Word): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Two words of one message id: any order will do, so that it is always the same. */
function textOf(word: Word): string {
  return JSON.stringify(word);
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
