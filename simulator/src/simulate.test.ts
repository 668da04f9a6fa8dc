import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { batches, type SimulatedEvent, type SimulationOptions, simulate } from "./index.ts";
import { weekMs } from "./person.ts";

const year: SimulationOptions = {
  seed: 7,
  customers: 600,
  visitors: 100,
  months: 6,
  startAt: Date.UTC(2026, 0, 1),
};

function digest(options: SimulationOptions, most: number): string {
  const hash = createHash("sha256");
  for (const { body } of batches(simulate(options).events(), 100, most)) hash.update(body);
  return hash.digest("hex");
}

function part(event: SimulatedEvent, name: string): unknown {
  return event.properties?.[name];
}

function named(name: string, options: SimulationOptions = year): readonly SimulatedEvent[] {
  return simulate(options)
    .events()
    .filter(({ event }) => event === name)
    .toArray();
}

test("the same seed tells the same story, to the byte, on every machine", () => {
  expect(digest(year, 20_000)).toBe("0c9e28e85fe06bf0bde6fc5e86e744998848b8a8b87c874f1adbc1804cf5a98f");
  expect(digest(year, 500)).toBe(digest(year, 500));
  expect(digest({ ...year, seed: 8 }, 500)).not.toBe(digest(year, 500));
});

test("two streams of one retailer do not disturb each other", () => {
  const retailer = simulate(year);
  const [a, b] = [retailer.events(), retailer.events()];

  for (let n = 0; n < 2_000; n++) {
    a.next();
    retailer.truth().habits(n);
  }
  for (let n = 0; n < 2_000; n++) b.next();

  expect(a.next().value).toEqual(b.next().value);
});

test("events come in order of time, within the months asked for, each with its own id", () => {
  const retailer = simulate(year);
  const ids = new Set<string>();
  let count = 0;
  let last = retailer.startAt;

  for (const { timestamp, messageId } of retailer.events()) {
    const at = Date.parse(timestamp);
    if (at < last) expect.fail(`${timestamp} after ${new Date(last).toISOString()}`);
    last = at;
    ids.add(messageId);
    count += 1;
  }

  expect(count).toBeGreaterThan(20_000);
  expect(ids.size).toBe(count);
  expect(last).toBeLessThan(retailer.endAt);
});

test("an event weighs about 600 bytes and says that it is simulated", () => {
  const [bytes, count] = [...batches(simulate(year).events(), 100, 20_000)].reduce(
    ([sum, n], { body, events }) => [sum + body.length, n + events],
    [0, 0],
  );

  expect(bytes / count).toBeGreaterThan(550);
  expect(bytes / count).toBeLessThan(720);
  expect(
    simulate(year)
      .events()
      .take(1_000)
      .every(({ context }) => context["simulated"] === true),
  ).toBe(true);
  expect(
    simulate({ ...year, marked: false })
      .events()
      .some(({ context }) => "simulated" in context),
  ).toBe(false);
});

test("customers buy as often as their rate says, until they drop out", () => {
  const options = { ...year, customers: 2_000, rates: { recognisedAtTill: 1, exchanged: 0 } };
  const retailer = simulate(options);
  const truth = retailer.truth();
  const bought = new Map<string, number>();
  for (const { userId = "nobody" } of named("Order Completed", options)) {
    bought.set(userId, (bought.get(userId) ?? 0) + 1);
  }

  const groups = { few: [0, 0], many: [0, 0] };
  for (let index = 0; index < options.customers; index++) {
    const group = truth.habits(index).buysPerWeek < 0.08 ? groups.few : groups.many;
    group[0] = (group[0] ?? 0) + (bought.get(truth.person(index).userId) ?? 0);
    group[1] = (group[1] ?? 0) + truth.expectedPurchases(index, retailer.startAt, retailer.endAt);
  }

  expect(bought.has("nobody")).toBe(false);
  for (const [seen = 0, expected = 0] of Object.values(groups)) {
    expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt(expected));
  }
});

test("buying rates are gamma-distributed over customers, with the shape asked for", () => {
  const truth = simulate({
    ...year,
    customers: 40_000,
    rates: { buyingShape: 0.5, buyingWeeks: 10 },
  }).truth();
  const rates = Array.from({ length: 40_000 }, (_, index) => truth.habits(index).buysPerWeek);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;

  expect(mean).toBeCloseTo(0.05, 2);
  expect(mean ** 2 / variance).toBeGreaterThan(0.46);
  expect(mean ** 2 / variance).toBeLessThan(0.54);
});

test("nobody comes again after dropping out", () => {
  const retailer = simulate(year);
  const truth = retailer.truth();
  const dropOutAt = new Map<string, number>();
  for (let index = 0; index < 600; index++) {
    dropOutAt.set(truth.person(index).userId, truth.habits(index).dropOutAt);
  }
  const hourMs = 3_600_000;

  const late = retailer
    .events()
    .filter(({ event, userId = "" }) => {
      const isVisit = event === "Product Viewed" || event === "Order Completed" || event === "Store Visited";
      return isVisit && dropOutAt.has(userId);
    })
    .filter(({ event, userId = "", properties, timestamp }) => {
      if (properties?.["return_of"] !== undefined) return false;
      const allowed = event === "Product Viewed" ? 25 * hourMs : 48 * hourMs;
      return Date.parse(timestamp) > (dropOutAt.get(userId) ?? 0) + allowed;
    });

  expect(late.toArray()).toEqual([]);
});

test("most products looked at are of the customer's favourite category, which changes with time", () => {
  const retailer = simulate(year);
  const truth = retailer.truth();
  const indexOf = new Map(Array.from({ length: 600 }, (_, index) => [truth.person(index).userId, index]));
  let viewed = 0;
  let favourite = 0;
  for (const event of named("Product Viewed")) {
    const index = indexOf.get(event.userId ?? "");
    if (index === undefined) continue;
    const { category } = truth.taste(index, Date.parse(event.timestamp));
    viewed += 1;
    if (String(part(event, "category")).startsWith(`${category}/`)) favourite += 1;
  }
  const changed = [...Array(600).keys()].filter(
    (index) =>
      truth.taste(index, retailer.startAt).category !==
      truth.taste(index, retailer.startAt + 21 * weekMs).category,
  );

  // 60 % by taste, the rest spread over eight categories.
  expect(favourite / viewed).toBeGreaterThan(0.6);
  expect(favourite / viewed).toBeLessThan(0.7);
  expect(changed.length).toBeGreaterThan(450);
});

test("a device is used only by the people who own it, and some by two", () => {
  const retailer = simulate({ ...year, rates: { sharedDevice: 0.3 } });
  const truth = retailer.truth();
  const indexOf = new Map(Array.from({ length: 600 }, (_, index) => [truth.person(index).userId, index]));
  const users = new Map<string, Set<string>>();
  const strangers: string[] = [];
  for (const { event, anonymousId, userId, timestamp } of retailer.events()) {
    // A refund keeps the device it was bought on, which may have been replaced since.
    if (anonymousId === undefined || userId === undefined || event === "Order Refunded") continue;
    users.set(anonymousId, (users.get(anonymousId) ?? new Set()).add(userId));
    const at = Date.parse(timestamp);
    const index = indexOf.get(userId) ?? -1;
    const own = (["browser", "phone"] as const).flatMap((kind) =>
      [at, at - 7_200_000].map((moment) => truth.device(index, kind, moment).anonymousId),
    );
    if (!own.includes(anonymousId)) strangers.push(`${userId} on ${anonymousId}`);
  }
  const shared = [...users.values()].filter((who) => who.size === 2).length;

  expect(strangers).toEqual([]);
  expect([...users.values()].every((who) => who.size <= 2)).toBe(true);
  expect(shared).toBeGreaterThan(20);
});

test("till sales fall on the stores as the customers' catchments say", () => {
  const options = { ...year, customers: 3_000, months: 4, rates: { recognisedAtTill: 1 } };
  const retailer = simulate(options);
  const truth = retailer.truth();
  const expected = new Map<string, number>();
  const seen = new Map<string, number>();
  const indexOf = new Map(Array.from({ length: 3_000 }, (_, index) => [truth.person(index).userId, index]));
  for (const event of named("Order Completed", options)) {
    const store = part(event, "location_id");
    if (typeof store !== "string") continue;
    seen.set(store, (seen.get(store) ?? 0) + 1);
    for (const { storeKey, share } of truth.catchment(indexOf.get(event.userId ?? "") ?? 0)) {
      expected.set(storeKey, (expected.get(storeKey) ?? 0) + share);
    }
  }

  expect(seen.size).toBe(8);
  for (const [store, count] of seen) {
    expect(Math.abs(count - (expected.get(store) ?? 0))).toBeLessThan(4 * Math.sqrt(count) + 8);
  }
});

test("what is refunded was sold before, and an exchange names the sale that it comes from", () => {
  const sold = new Set<unknown>();
  const refunds: SimulatedEvent[] = [];
  const exchanges: SimulatedEvent[] = [];
  for (const event of simulate({ ...year, rates: { exchanged: 0.2 } }).events()) {
    if (event.event === "Order Refunded") {
      expect(sold.has(part(event, "order_id"))).toBe(true);
      refunds.push(event);
    } else if (event.event === "Order Completed") {
      sold.add(part(event, "order_id"));
      if (part(event, "return_of") !== undefined) exchanges.push(event);
    }
  }

  expect(refunds.length).toBeGreaterThan(50);
  expect(exchanges.length).toBeGreaterThan(10);
  expect(exchanges.every((event) => sold.has(part(event, "return_of")))).toBe(true);
});

test("only those who agreed get messages, and none after they unsubscribed", () => {
  const agreed = new Set<unknown>();
  const unsubscribed = new Map<unknown, string>();
  const wrong: SimulatedEvent[] = [];
  for (const event of simulate({ ...year, rates: { opened: 0.45, messagesPerWeek: 2 } }).events()) {
    const { userId, timestamp } = event;
    if (event.event === "Consent Given" && part(event, "purpose") === "marketing") agreed.add(userId);
    if (event.event === "Consent Withdrawn") unsubscribed.set(userId, timestamp);
    if (event.event === "Message Delivered" && (!agreed.has(userId) || unsubscribed.has(userId)))
      wrong.push(event);
  }

  expect(agreed.size).toBeGreaterThan(100);
  expect(unsubscribed.size).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
});

test("a till sale to an unknown customer carries no id, and an anonymous visit never a customer's", () => {
  const orders = named("Order Completed");
  const unknown = orders.filter(
    ({ userId, anonymousId }) => userId === undefined && anonymousId === undefined,
  );
  const visitors = named("Product Viewed").filter(({ userId }) => userId === undefined);

  expect(unknown.length).toBeGreaterThan(50);
  expect(unknown.every((event) => part(event, "channel") === "store")).toBe(true);
  expect(visitors.every(({ anonymousId }) => anonymousId !== undefined)).toBe(true);
});

test("a retailer without a web shop's till sees carts but no online orders", () => {
  const orders = named("Order Completed", { ...year, onlineOrders: false });

  expect(orders.every((event) => part(event, "channel") === "store")).toBe(true);
  expect(named("Product Added", { ...year, onlineOrders: false }).length).toBeGreaterThan(100);
});

test("numbers that make no sense are refused", () => {
  expect(() => simulate({ ...year, customers: 1.5 })).toThrow("customers is a whole number, not 1.5.");
  expect(() => simulate({ ...year, months: 0 })).toThrow("months is above 0, not 0.");
});
