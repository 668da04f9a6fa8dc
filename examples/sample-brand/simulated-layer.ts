import type { StoreRecord } from "@attune/contract";
import { type Simulation, type Store, simulate } from "@attune/simulator";
import { type Invoice, spanOf } from "./invoices.ts";
import type { SampleProduct } from "./product-records.ts";
import type { TimeShift } from "./time-shift.ts";

/**
 * What the invoices cannot show: a few stores, their tills and visitors, sessions, carts, consents, messages and service
 * cases of the three months before the last invoice. The people are the real customers of the United Kingdom, about whom
 * everything here is made up, and strangers; each record is marked as simulated. Nothing is sold online in it.
 */
export function simulatedLayer(
  invoices: readonly Invoice[],
  products: readonly SampleProduct[],
  shift: TimeShift,
): Simulation {
  const [, lastWallAt] = spanOf(invoices);
  const start = new Date(shift.toInstant(lastWallAt));
  start.setUTCHours(0, 0, 0, 0);
  start.setUTCMonth(start.getUTCMonth() - 3);
  const userIds = britishCustomers(invoices);
  const userIdOf = (index: number): string => userIds[index] ?? `stranger-${index}`;
  return simulate({
    seed: 1841,
    customers: userIds.length,
    visitors: 2_500,
    startAt: start.getTime(),
    months: 3,
    stores: 4,
    products: products.slice(0, 1_500).map((product) => ({ ...product, brand: "", url: urlOf(product.key) })),
    userIdOf,
    traitsOf: (index, { birthday, home: { town, latitude, longitude } }) => ({
      email: `customer-${userIdOf(index)}@example.com`,
      birthday,
      address: { city: town.name, latitude, longitude },
    }),
    onlineOrders: false,
    rates: {
      buyingShape: 0.8,
      buyingWeeks: 16,
      browsing: 2.5,
      idleVisitsPerWeek: 0.08,
      presentAtStart: 0.9,
      storeOnly: 0.2,
      onlineOnly: 0.5,
      messagesPerWeek: 0.3,
      serviceCase: 0.25,
      deviceWeeks: 20,
    },
  });
}

function britishCustomers(invoices: readonly Invoice[]): readonly string[] {
  const customers = new Set<string>();
  for (const { customer, country } of invoices) {
    if (customer !== undefined && country === "United Kingdom") customers.add(customer);
  }
  return [...customers].sort();
}

function urlOf(key: string): string {
  return `https://shop.example.com/p/${key.toLowerCase()}`;
}

export function storeRecord(store: Store): StoreRecord {
  const weekday = [{ from: "09:00", until: "20:00" }];
  return {
    key: store.key,
    name: store.name,
    address: { city: store.town.name, postcode: store.town.postcode, country: "GB" },
    latitude: store.latitude,
    longitude: store.longitude,
    timeZone: store.timeZone,
    hours: {
      monday: weekday,
      tuesday: weekday,
      wednesday: weekday,
      thursday: weekday,
      friday: weekday,
      saturday: weekday,
      sunday: [{ from: "11:00", until: "17:00" }],
    },
    areas: store.areas,
    simulated: true,
  };
}
