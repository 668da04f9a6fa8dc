import { accountTypes, type EventRecord, type JsonObject } from "@attune/contract";
import { namesCustomer } from "../../collect/index.ts";
import { isCurrency } from "../../kernel/money.ts";
import { amounts, listedProducts, readLines } from "./read-lines.ts";
import { cleanText, type SaleDeed, saleDeedOf, storeKeyOf } from "./sale-key.ts";
import {
  type Fact,
  mergeSale,
  type Origin,
  type SaleState,
  type Stamp,
  type StatedReturn,
} from "./sale-state.ts";

/**
 * The state with one more event of the order. `leafId` is the leaf the event landed on.
 * Events that say nothing of a sale leave it as it was.
 */
export function observeSale(
  state: SaleState | undefined,
  event: EventRecord,
  leafId?: number,
): SaleState | undefined {
  const told = tellSale(event, leafId);
  if (told === undefined || state === undefined) return told ?? state;
  return mergeSale(state, told);
}

/** What one event alone tells. A claim tells nothing here: it joins the receipt's leaf to a customer (identity/). */
function tellSale(event: EventRecord, leafId: number | undefined): SaleState | undefined {
  const deed = saleDeedOf(event);
  if (deed === undefined || deed === "claim") return undefined;
  const stamp: Stamp = [event.proof === "publicKey" ? 0 : 1, event.occurredAt, event.messageId];
  const origin: Origin = event.simulated
    ? { channel: event.channel, simulated: true }
    : { channel: event.channel };
  const base: SaleState = {
    facts: {},
    first: [stamp, origin],
    returns: [],
    ...tellLeaf(event, deed, stamp, leafId),
  };
  return { ...base, ...tellDeed(event, deed, stamp, origin) };
}

function tellDeed(
  event: EventRecord,
  deed: Exclude<SaleDeed, "claim">,
  stamp: Stamp,
  origin: Origin,
): Partial<SaleState> {
  switch (deed) {
    case "complete":
      return { ...tellContent(event, stamp), placed: [stamp, origin], completed: stamp };
    case "update":
      return tellContent(event, stamp);
    case "return":
      return { returns: [tellReturn(event, stamp)] };
    case "cancel":
      return { cancelled: stamp };
  }
}

type LeafPart = Pick<SaleState, "ownerLeaf" | "tellerLeaf" | "receiptLeaf">;

function tellLeaf(event: EventRecord, deed: SaleDeed, stamp: Stamp, leafId: number | undefined): LeafPart {
  if (leafId === undefined) return {};
  if (!namesCustomer(event)) return { receiptLeaf: [stamp, leafId] };
  return deed === "complete" ? { ownerLeaf: [stamp, leafId] } : { tellerLeaf: [stamp, leafId] };
}

function tellContent(event: EventRecord, stamp: Stamp): Pick<SaleState, "lines" | "facts"> {
  const { properties } = event;
  const lines = listedProducts(properties) === undefined ? undefined : readLines(properties);
  const facts: { -readonly [fact in Fact]?: SaleState["facts"][fact] } = {};
  const values: { readonly [fact in Fact]?: string | number | undefined } = {
    ...amounts(properties, ["subtotal", "revenue", "total", "shipping", "tax", "discount"]),
    ...(event.name === "purchase" ? { revenue: amounts(properties, ["value"]).value } : {}),
    currency: readCurrency(properties),
    storeKey: storeKeyOf(event),
    staffKey: cleanText(properties["staff_id"], 200),
    tender: cleanText(properties["tender"], 100) ?? cleanText(properties["payment_method"], 100),
    accountType: accountTypes.find((type) => type === properties["account_type"]),
    test: properties["test"] === true ? "yes" : properties["test"] === false ? "no" : undefined,
  };
  for (const [fact, value] of Object.entries(values)) {
    if (value !== undefined) facts[fact as Fact] = [stamp, value]; // the keys are those written above
  }
  return lines === undefined ? { facts } : { facts, lines: [stamp, lines] };
}

function readCurrency(properties: JsonObject): string | undefined {
  const currency = cleanText(properties["currency"], 3)?.toUpperCase();
  return currency !== undefined && isCurrency(currency) ? currency : undefined;
}

function tellReturn(event: EventRecord, stamp: Stamp): StatedReturn {
  const { properties } = event;
  const key =
    cleanText(properties["refund_id"], 200) ?? cleanText(properties["return_id"], 200) ?? event.messageId;
  const currency = readCurrency(properties);
  const base = currency === undefined ? { key, stamp } : { key, stamp, currency };
  const lines = readLines(properties)?.map((line) => ({ ...line, quantity: Math.abs(line.quantity) }));
  if (lines !== undefined) return { ...base, lines };
  const { subtotal, revenue, total, value } = amounts(properties, ["subtotal", "revenue", "total", "value"]);
  const net = subtotal ?? revenue;
  const gross = total ?? value;
  if (net !== undefined) return { ...base, net };
  return gross === undefined ? base : { ...base, gross };
}
