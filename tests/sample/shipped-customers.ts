import { ago, day, hour, track, type Wire } from "../journeys/shop.ts";

/** A customer made by hand for a shipped segment: what brings them in, and what takes them out again. */
export interface ShippedCustomer {
  readonly key: string;
  readonly into: readonly Wire[];
  readonly out: readonly Wire[];
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** `leeds`: where the store `store-leeds` stands. */
export function shippedCustomers(leeds: Place): readonly ShippedCustomer[] {
  return [...shoppers(), ...lifecycles(), ...habits(), ...people(leeds)];
}

function shoppers(): readonly ShippedCustomer[] {
  const [browser, carter] = [customer("browsed-not-bought"), customer("carted-not-bought")];
  const lamp = { product_id: "made-lamp", category: "Made lamps", price: 10, quantity: 1 };
  return [
    {
      key: "browsed-not-bought",
      into: [1, 2, 3].map((n) =>
        track("Product Viewed", browser, { ...lamp, product_id: `made-${n}` }, { timestamp: ago(n * hour) }),
      ),
      out: [bought("browsed-not-bought", 0, 10, { products: [lamp] })],
    },
    {
      key: "carted-not-bought",
      into: [track("Product Added", carter, lamp, { timestamp: ago(hour) })],
      out: [bought("carted-not-bought", 0, 10, { products: [lamp] })],
    },
    {
      key: "first-purchase-made",
      into: [bought("first-purchase-made", 10, 20)],
      out: [bought("first-purchase-made", 0, 20)],
    },
  ];
}

function lifecycles(): readonly ShippedCustomer[] {
  const often = (key: string, daysAgo: readonly number[]): readonly Wire[] =>
    daysAgo.map((days) => bought(key, days, 20));
  return [
    {
      key: "best-customers",
      into: [bought("best-customers", 200, 50_000), bought("best-customers", 20, 50_000)],
      out: [broughtBack("best-customers", 200, 50_000), broughtBack("best-customers", 20, 50_000)],
    },
    { key: "at-risk", into: often("at-risk", [102, 82, 62, 42]), out: [bought("at-risk", 0, 20)] },
    { key: "lapsed", into: often("lapsed", [300, 280, 260]), out: [bought("lapsed", 0, 20)] },
    { key: "returned", into: often("returned", [300, 280, 260, 10]), out: [bought("returned", 0, 20)] },
  ];
}

function habits(): readonly ShippedCustomer[] {
  const reduced = { product_id: "made-mug", price: 10, quantity: 1, discount: 8 };
  return [
    {
      key: "one-channel-only",
      into: [bought("one-channel-only", 100, 20), bought("one-channel-only", 10, 20)],
      out: [bought("one-channel-only", 0, 20, { channel: "store", location_id: "store-leeds" })],
    },
    {
      key: "discount-only",
      into: [bought("discount-only", 10, 2, { products: [reduced] })],
      out: [bought("discount-only", 0, 100)],
    },
    {
      key: "high-returners",
      into: [
        bought("high-returners", 60, 50),
        bought("high-returners", 30, 50),
        broughtBack("high-returners", 60, 50),
      ],
      out: [bought("high-returners", 0, 1_000)],
    },
  ];
}

function people({ latitude, longitude }: Place): readonly ShippedCustomer[] {
  const born = (inDays: number): Wire => ({
    type: "identify",
    ...customer("birthday-this-month"),
    traits: { birthday: `1980${new Date(Date.now() + inDays * day).toISOString().slice(4, 10)}` },
  });
  const neighbour = customer("near-store-never-in");
  return [
    { key: "birthday-this-month", into: [born(10)], out: [born(100)] },
    {
      key: "near-store-never-in",
      into: [{ type: "identify", ...neighbour, traits: { address: { latitude, longitude } } }],
      out: [track("Store Visited", neighbour, { location_id: "store-leeds", channel: "store" })],
    },
  ];
}

export function customer(key: string): { readonly userId: string } {
  return { userId: `made-for-${key}` };
}

function bought(key: string, daysAgo: number, price: number, more: Wire = {}): Wire {
  const properties = {
    order_id: `${key}-${daysAgo}`,
    currency: "GBP",
    revenue: price,
    products: [{ product_id: "made-mug", price, quantity: 1 }],
    ...more,
  };
  return track("Order Completed", customer(key), properties, { timestamp: ago(daysAgo * day) });
}

function broughtBack(key: string, daysAgo: number, price: number): Wire {
  const products = [{ product_id: "made-mug", price, quantity: 1 }];
  return track("Order Refunded", customer(key), { order_id: `${key}-${daysAgo}`, currency: "GBP", products });
}
