import {
  type EventRecord,
  type Identifier,
  isBlockedValue,
  type JsonObject,
  type OrderLine,
  type OrderRecord,
} from "@attune/contract";
import { exponentOf, lineMinor, toMinor } from "../../kernel/money.ts";
import { normaliseIdentifier } from "../read-identifier.ts";
import type { ImportArrival } from "./judged-row.ts";

/**
 * The event that an order record is: a sale or exchange "Order Completed" (in a store "Store Purchase Completed"), a return
 * "Product Returned", of the order it names or of itself alone.
 */
export function orderEvent(
  record: OrderRecord,
  placedAt: number,
  naturalKey: string,
  messageId: string,
  arrival: ImportArrival,
): EventRecord {
  const channel = record.channel ?? (record.storeKey === undefined ? "web" : "store");
  const identifiers = identifiersOf(record);
  return {
    kind: "event",
    type: "track",
    name: nameOf(record, channel),
    messageId,
    proof: "secretKey",
    sourceId: arrival.source.sourceId,
    channel,
    ...(isNamed(record.userId) ? { userId: record.userId } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    occurredAt: Math.min(placedAt, arrival.receivedAt),
    receivedAt: arrival.receivedAt,
    originalAt: placedAt,
    naturalKey,
    ...(record.simulated === true || arrival.source.simulated ? { simulated: true } : {}),
    properties: record.type === "return" ? returnProperties(record) : saleProperties(record),
    traits: {},
    context: {},
  };
}

function nameOf(record: OrderRecord, channel: string): string {
  if (record.type === "return") return "Product Returned";
  return channel === "store" ? "Store Purchase Completed" : "Order Completed";
}

function isNamed(text: string | undefined): text is string {
  return text !== undefined && !isBlockedValue(text);
}

function identifiersOf({ card, email }: OrderRecord): readonly Identifier[] {
  return [...identifierOf("card", card), ...identifierOf("email", email)];
}

function identifierOf(namespace: "card" | "email", text: string | undefined): readonly Identifier[] {
  const value = normaliseIdentifier(namespace, text);
  return value === undefined ? [] : [{ namespace, value }];
}

function saleProperties(record: OrderRecord): JsonObject {
  return {
    order_id: record.orderId,
    ...sharedProperties(record),
    revenue: netOf(record),
    ...(record.returnOf === undefined ? {} : { return_of: record.returnOf }),
    ...(record.type === "exchange" ? { exchange: true } : {}),
    products: record.lines.map((line) => product(line)),
  };
}

/** Either sign of a quantity is what came back. */
function returnProperties(record: OrderRecord): JsonObject {
  return {
    order_id: record.returnOf ?? record.orderId,
    return_id: record.orderId,
    ...sharedProperties(record),
    products: record.lines.map((line) => ({ ...product(line), quantity: Math.abs(Number(line.quantity)) })),
  };
}

function sharedProperties(record: OrderRecord): JsonObject {
  return stated({
    currency: record.currency,
    location_id: record.storeKey,
    staff_id: record.staffKey,
    tender: record.tender,
    account_type: record.accountType,
  });
}

function product(line: OrderLine): JsonObject {
  return stated({
    product_id: line.productKey,
    kind: line.kind ?? "merchandise",
    name: line.name,
    quantity: Number(line.quantity),
    price: asNumber(line.price),
    discount: asNumber(line.discount),
    tax: asNumber(line.tax),
    net: asNumber(line.net),
  });
}

/** A number where it is the same amount, so that conditions can compare it; else the text as it came. */
function asNumber(amount: string | number | undefined): string | number | undefined {
  if (typeof amount !== "string") return amount;
  const number = Number(amount);
  return toMinor(number, "CLF") === toMinor(amount, "CLF") && amount.trim().length <= 15
    ? number
    : amount.trim();
}

/** What the order is worth without shipping and gift cards, for conditions such as "spent 50 at once"; the ledger adds up by itself. */
function netOf({ lines, currency }: OrderRecord): number {
  const minor = lines.reduce((sum, line) => sum + lineNet(line, currency), 0);
  return minor / 10 ** exponentOf(currency);
}

function lineNet(line: OrderLine, currency: string): number {
  if (line.kind === "shipping" || line.kind === "giftCard") return 0;
  const gross = lineMinor(line.price, Number(line.quantity), currency) ?? 0;
  const off = Math.abs(toMinor(line.discount, currency) ?? 0) + Math.abs(toMinor(line.tax, currency) ?? 0);
  return toMinor(line.net, currency) ?? gross - (gross < 0 ? -off : off);
}

function stated(members: Readonly<Record<string, string | number | undefined>>): JsonObject {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  return kept;
}
