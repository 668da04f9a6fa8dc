import type { ImportKind } from "../import.ts";
import type { ValueType } from "./mapping.ts";

type Types = Readonly<Record<string, ValueType>>;

/** How members are read when the mapping says nothing. `*` is any name or number; what is not here is taken as it is. */
const types: Readonly<Record<ImportKind, Types>> = {
  products: {
    key: "text",
    name: "text",
    brand: "text",
    price: "decimal",
    currency: "text",
    url: "text",
    imageUrl: "text",
  },
  customers: { userId: "text", createdAt: "date", updatedAt: "date", "identifiers/*": "text" },
  stores: {
    key: "text",
    name: "text",
    latitude: "number",
    longitude: "number",
    timeZone: "text",
    "address/*": "text",
    "areas/*/from": "day",
    "areas/*/squareMetres": "number",
  },
  orders: {
    orderId: "text",
    userId: "text",
    email: "text",
    card: "text",
    placedAt: "date",
    channel: "text",
    storeKey: "text",
    staffKey: "text",
    tender: "text",
    currency: "text",
    accountType: "text",
    returnOf: "text",
    type: "text",
    simulated: "boolean",
    "lines/kind": "text",
    "lines/productKey": "text",
    "lines/name": "text",
    "lines/quantity": "decimal",
    "lines/price": "decimal",
    "lines/discount": "decimal",
    "lines/tax": "decimal",
    "lines/net": "decimal",
  },
  events: {
    type: "text",
    event: "text",
    userId: "text",
    anonymousId: "text",
    messageId: "text",
    timestamp: "date",
  },
  stock: { productKey: "text", storeKey: "text", quantity: "number" },
};

export function typeOfMember(kind: ImportKind, path: readonly string[]): ValueType {
  const exact = types[kind][path.join("/")];
  if (exact !== undefined) return exact;
  const loose = path.map((part, at) => (at === 0 ? part : /^\d+$/.test(part) ? "*" : part)).join("/");
  const wild = [...path.slice(0, -1), "*"].join("/");
  return types[kind][loose] ?? types[kind][wild] ?? "any";
}
