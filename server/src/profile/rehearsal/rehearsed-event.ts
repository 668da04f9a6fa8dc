import type { Identifier, Json, JsonObject } from "@attune/contract";

/** What may be rehearsed of a customer, each where it happens. */
export const rehearsedSteps = [
  "view",
  "addToCart",
  "buyInStore",
  "openCase",
  "solveCase",
  "clickMail",
] as const;
export type RehearsedStep = (typeof rehearsedSteps)[number];

export interface RehearsedProduct {
  readonly key: string;
  readonly name?: string | undefined;
  /** In major units, as events tell it. */
  readonly price?: number | undefined;
  readonly quantity?: number | undefined;
}

export interface Rehearsal {
  readonly step: RehearsedStep;
  readonly products: readonly RehearsedProduct[];
  readonly currency: string;
  /** Where it is bought. */
  readonly store?: string | undefined;
}

/** The event as a shop page, a till or a desk would send it, marked as simulated. `id`: of the order or case. */
export function rehearsedEvent(
  rehearsal: Rehearsal,
  identifiers: readonly Identifier[],
  id: string,
): JsonObject {
  const { event, channel, properties } = toldBy[rehearsal.step](rehearsal, id);
  return {
    type: "track",
    event,
    channel,
    ...namedBy(identifiers),
    properties,
    context: { simulated: true, channel, ...externalIdsOf(identifiers) },
  };
}

interface Told {
  readonly event: string;
  readonly channel: string;
  readonly properties: JsonObject;
}

const toldBy: Readonly<Record<RehearsedStep, (rehearsal: Rehearsal, id: string) => Told>> = {
  view: ({ products, currency }) => ({
    event: "Product Viewed",
    channel: "web",
    properties: { ...lineOf(products[0]), currency },
  }),
  addToCart: ({ products, currency }) => ({
    event: "Product Added",
    channel: "web",
    properties: { quantity: 1, ...lineOf(products[0]), currency },
  }),
  buyInStore: ({ products, currency, store }, id) => ({
    event: "Order Completed",
    channel: "store",
    properties: {
      order_id: id,
      ...(store === undefined ? {} : { store_id: store }),
      currency,
      revenue: revenueOf(products),
      products: products.map((product) => ({ quantity: 1, ...lineOf(product) })),
    },
  }),
  openCase: (_, id) => ({
    event: "Service Case Opened",
    channel: "service",
    properties: { case_id: id, topic: "complaint", subject: "The parcel arrived broken" },
  }),
  solveCase: (_, id) => ({
    event: "Service Case Resolved",
    channel: "service",
    properties: { case_id: id, status: "resolved" },
  }),
  clickMail: () => ({
    event: "Message Clicked",
    channel: "email",
    properties: { campaign: "newsletter", subject: "This week's favourites" },
  }),
};

function lineOf(product: RehearsedProduct | undefined): Record<string, Json> {
  if (product === undefined) return {};
  const { key, name, price, quantity } = product;
  return {
    product_id: key,
    ...(name === undefined ? {} : { name }),
    ...(price === undefined ? {} : { price }),
    ...(quantity === undefined ? {} : { quantity }),
  };
}

function revenueOf(products: readonly RehearsedProduct[]): number {
  const cents = products.reduce(
    (sum, { price = 0, quantity = 1 }) => sum + Math.round(price * quantity * 1_000),
    0,
  );
  return cents / 1_000;
}

/** The strongest name that the customer has, as a shop would say it. */
function namedBy(identifiers: readonly Identifier[]): JsonObject {
  const of = (wanted: string): string | undefined =>
    identifiers.find(({ namespace }) => namespace === wanted)?.value;
  const [userId, anonymousId] = [of("userId"), of("anonymousId")];
  if (userId !== undefined) return { userId };
  return anonymousId === undefined ? {} : { anonymousId };
}

function externalIdsOf(identifiers: readonly Identifier[]): JsonObject {
  if (Object.keys(namedBy(identifiers)).length > 0) return {};
  const [first] = identifiers;
  if (first === undefined) return {};
  const type = first.namespace.replace(/^external\./, "");
  return { externalIds: [{ id: first.value, type, collection: "users", encoding: "none" }] };
}
