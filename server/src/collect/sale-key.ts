import { type EventRecord, isBlockedValue, type Json } from "@attune/contract";

/** What an event does to its sale. `purchase` and `refund` are GA4's names. */
export type SaleDeed = "complete" | "update" | "return" | "cancel" | "claim";

const deeds: ReadonlyMap<string, SaleDeed> = new Map([
  ["Order Completed", "complete"],
  ["Store Purchase Completed", "complete"],
  ["purchase", "complete"],
  ["Order Updated", "update"],
  ["Order Refunded", "return"],
  ["Product Returned", "return"],
  ["refund", "return"],
  ["Order Cancelled", "cancel"],
  ["Receipt Claimed", "claim"],
]);

/** A Postgres index row and an URL both hold it. */
const longestKey = 200;

export function saleDeedOf(event: Pick<EventRecord, "type" | "name">): SaleDeed | undefined {
  return event.type === "track" ? deeds.get(event.name) : undefined;
}

export type SaleTeller = Pick<EventRecord, "type" | "name" | "properties">;

/**
 * The sale that an event is about: the one it states, else, when a customer completes an order that has no id, one known by the event's own
 * message id. Undefined when it is about none; the door lets no event of an order in that is about none.
 */
export function saleKeyOf(
  event: SaleTeller & Pick<EventRecord, "messageId" | "userId" | "anonymousId" | "identifiers">,
): string | undefined {
  const stated = statedSaleKeyOf(event);
  if (stated !== undefined || saleDeedOf(event) !== "complete" || !namesCustomer(event)) return stated;
  return `message:${event.messageId}`;
}

/** `order_id`, else `transaction_id`, else `receipt_id`, else `STORE:receipt_number` (numbers are only unique within a store). */
export function statedSaleKeyOf(event: SaleTeller): string | undefined {
  if (saleDeedOf(event) === undefined) return undefined;
  const { properties } = event;
  for (const name of ["order_id", "transaction_id", "receipt_id"]) {
    const id = keyText(properties[name]);
    if (id !== undefined) return id;
  }
  const store = storeKeyOf(event);
  const number = keyText(properties["receipt_number"]);
  if (store === undefined || number === undefined) return undefined;
  return cleanText(`${store}:${number}`, longestKey);
}

export function storeKeyOf(event: Pick<EventRecord, "properties">): string | undefined {
  const { properties } = event;
  return cleanText(properties["location_id"], longestKey) ?? cleanText(properties["store_id"], longestKey);
}

/** A text or number as text that Postgres can hold; undefined when empty, longer than `longest`, or neither. */
export function cleanText(value: Json | undefined, longest: number): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).toWellFormed().replaceAll("\u0000", "").trim();
  return text === "" || text.length > longest ? undefined : text;
}

export function namesCustomer(event: Pick<EventRecord, "userId" | "anonymousId" | "identifiers">): boolean {
  const { userId, anonymousId, identifiers = [] } = event;
  return userId !== undefined || anonymousId !== undefined || identifiers.length > 0;
}

/** A placeholder such as `undefined` would make one sale of many strangers'. */
function keyText(value: Json | undefined): string | undefined {
  const text = cleanText(value, longestKey);
  return text === undefined || isBlockedValue(text) ? undefined : text;
}
