import type { EventRecord, JsonObject } from "@attune/contract";
import { deriveSale } from "../derive-sale.ts";
import { observeSale } from "../observe-sale.ts";
import type { Sale } from "../sale.ts";
import type { SaleState } from "../sale-state.ts";

export const day = 86_400_000;
export const noon: number = Date.UTC(2026, 2, 2, 12);
let ids = 0;

export function told(name: string, properties: JsonObject, more: Partial<EventRecord> = {}): EventRecord {
  ids += 1;
  return {
    kind: "event",
    type: "track",
    name,
    messageId: `m${ids}`,
    proof: "secretKey",
    sourceId: 1,
    channel: "web",
    userId: "anna",
    occurredAt: noon,
    receivedAt: noon + day,
    properties: { order_id: "o1", currency: "EUR", ...properties },
    traits: {},
    context: {},
    ...more,
  };
}

const leafOf = (event: EventRecord): number =>
  event.userId === undefined && event.anonymousId === undefined ? 99 : 7;

export function stateOf(events: readonly EventRecord[]): SaleState {
  const state = events.reduce<SaleState | undefined>(
    (sum, event) => observeSale(sum, event, leafOf(event)),
    undefined,
  );
  if (state === undefined) throw new Error("No event told of a sale.");
  return state;
}

export const saleOf = (...events: readonly EventRecord[]): Sale => deriveSale(stateOf(events), "EUR");

export const mug = (quantity: number, more: JsonObject = {}): JsonObject => ({
  product_id: "mug",
  name: "Mug",
  price: 10,
  quantity,
  ...more,
});
export const lamp = (quantity: number, more: JsonObject = {}): JsonObject => ({
  product_id: "lamp",
  price: 45.5,
  quantity,
  ...more,
});
