import { openRows, readDefinitions } from "@attune/cli";
import {
  experienceSchema,
  isUnreadable,
  type OrderRecord,
  parseCondition,
  parseImportRecord,
  placementSchema,
  touchpointSchema,
} from "@attune/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { customerRecords } from "./customer-records.ts";
import { type Invoice, lineMinor, readInvoices, totalMinor } from "./invoices.ts";
import { orderRecords } from "./order-records.ts";
import { productRecords, type SampleProduct } from "./product-records.ts";
import { samplePath } from "./sample-path.ts";
import { simulatedLayer, storeRecord } from "./simulated-layer.ts";
import { createTimeShift, shiftOf, shiftToWeekBefore } from "./time-shift.ts";

const folder = new URL("definitions", import.meta.url).pathname;
const shift = createTimeShift(780);
let invoices: readonly Invoice[] = [];
let orders: readonly OrderRecord[] = [];
let products: readonly SampleProduct[] = [];

beforeAll(async () => {
  invoices = await readInvoices();
  orders = [...orderRecords(invoices, shift)];
  products = productRecords(invoices);
});

/** What the lines of an order are worth, as its prices say. */
function worth(order: OrderRecord, kind?: string): number {
  const sign = order.type === "return" ? -1 : 1;
  return order.lines
    .filter((line) => kind === undefined || (line.kind ?? "merchandise") === kind)
    .reduce((sum, { price, quantity, net }) => {
      const thousandths = Math.round(Number(price) * 1000) * Number(quantity);
      const minor =
        net === undefined
          ? Math.sign(thousandths) * Math.round(Math.abs(thousandths) / 10)
          : Math.round(Number(net) * 100);
      return sum + sign * minor;
    }, 0);
}

/** Pieces of each product by the invoice that they were sold on. */
function countPieces(of: readonly OrderRecord[]): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { orderId, returnOf = orderId, lines } of of) {
    for (const { productKey, quantity } of lines) {
      const key = `${returnOf} ${productKey}`;
      pieces.set(key, (pieces.get(key) ?? 0) + Number(quantity));
    }
  }
  return pieces;
}

describe("the file", () => {
  test("holds every line of the published data", async () => {
    const customers = new Set(invoices.flatMap(({ customer }) => customer ?? []));
    const codes = new Set(invoices.flatMap(({ lines }) => lines.map(({ code }) => code)));

    expect(invoices).toHaveLength(25_900);
    expect(invoices.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(541_909);
    expect(customers.size).toBe(4_372);
    expect(codes.size).toBe(4_070);
    expect(new Set(invoices.map(({ country }) => country)).size).toBe(38);
    for await (const [first] of openRows(samplePath).rows) {
      expect(first !== undefined && !isUnreadable(first) ? first.values : first).toMatchObject({
        invoice: "536365",
        stock_code: "85123A",
        description: "WHITE HANGING HEART T-LIGHT HOLDER",
        unit_price: "2.550",
        customer: 17_850,
      });
      break;
    }
  });

  test("adds up to £9,747,747.93 over all lines, £9,792,708.88 of it merchandise", () => {
    expect(totalMinor(invoices)).toBe(974_774_793);
    expect(totalMinor(invoices, ({ kind }) => kind === "merchandise")).toBe(979_270_888);
  });

  test("tells apart what is no merchandise", () => {
    const kinds = Object.groupBy(
      invoices.flatMap(({ lines }) => lines),
      ({ kind }) => kind,
    );
    const sums = Object.fromEntries(
      Object.entries(kinds).map(([kind, lines]) => [
        kind,
        [lines.length, lines.reduce((sum, line) => sum + lineMinor(line), 0)],
      ]),
    );

    expect(sums).toEqual({
      merchandise: [537_627, 979_270_888],
      shipping: [2_110, 27_946_212],
      discount: [77, -569_622],
      adjustment: [1_911, -7_973_370],
      fee: [87, -23_662_957],
      sample: [63, -304_939],
      giftCard: [34, 68_581],
    });
  });
});

describe("orders and returns", () => {
  test("carry every line and every penny of the file", () => {
    expect(orders.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(541_909);
    expect(orders.reduce((sum, order) => sum + worth(order), 0)).toBe(974_774_793);
    expect(orders.reduce((sum, order) => sum + worth(order, "merchandise"), 0)).toBe(979_270_888);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(orders.length);
  });

  test("are taken by the import door as they are", () => {
    const some = orders.filter((order, at) => at % 40 === 0 || order.lines.length > 500);

    expect(
      some.flatMap((order) => parseImportRecord("orders", order)).filter((one) => "faults" in one),
    ).toEqual([]);
  });

  test("a return is linked to an earlier purchase of the same customer that held as many pieces", () => {
    const sales = new Map(orders.flatMap((order) => (order.type === "sale" ? [[order.orderId, order]] : [])));
    const linked = orders.filter(({ returnOf }) => returnOf !== undefined);
    const sold = countPieces(orders.filter(({ type }) => type === "sale"));
    const back = countPieces(linked);
    const astray = linked.filter(({ returnOf = "", userId, placedAt }) => {
      const sale = sales.get(returnOf);
      return sale === undefined || sale.userId !== userId || sale.placedAt > placedAt;
    });

    expect(astray).toEqual([]);
    expect([...back].filter(([key, pieces]) => pieces > (sold.get(key) ?? 0))).toEqual([]);
    expect(linked.every(({ lines }) => lines.every(({ kind }) => kind === undefined))).toBe(true);
    expect(linked.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(7_401);
    expect(orders.length - sales.size - linked.length).toBe(1_031);
  });

  test("a sale without a customer stays one", () => {
    const unknown = orders.filter(({ type, userId }) => type === "sale" && userId === undefined);

    expect(unknown.length).toBe(3_528);
    expect(unknown.reduce((sum, { lines }) => sum + lines.length, 0)).toBeGreaterThan(130_000);
  });
});

describe("times", () => {
  test("move by whole weeks, so that the last invoice lies in the week before the import, at its hour of the day", () => {
    const lastWallAt = Date.UTC(2011, 11, 9, 12, 50);
    for (const day of [
      "2026-11-20T12:49:59Z",
      "2026-11-20T12:50:00Z",
      "2026-06-01T00:00:00Z",
      "2026-03-29T01:30:00Z",
    ]) {
      const now = Date.parse(day);
      const last = shiftToWeekBefore(lastWallAt, now).toInstant(lastWallAt);
      const wall = new Date(last).toLocaleString("en-GB", {
        timeZone: "Europe/London",
        weekday: "short",
        timeStyle: undefined,
        hour: "2-digit",
        minute: "2-digit",
      });

      expect(last).toBeLessThanOrEqual(now);
      expect(now - last).toBeLessThan(7 * 86_400_000 + 3_600_000);
      expect(wall).toContain("Fri");
      expect(wall).toContain("12:50");
    }
  });

  test("are found again by the place of one invoice, whatever the week of the second start", () => {
    const first = Date.UTC(2010, 11, 1, 8, 26);

    expect(shiftOf(first, createTimeShift(812).toInstant(first))?.weeks).toBe(812);
    expect(shiftOf(first, createTimeShift(812).toInstant(first) + 60_000)).toBeUndefined();
  });
});

describe("products and customers", () => {
  test("every product that was sold at a price has a name, a price and a category", () => {
    const faults = products.flatMap(({ pieces: _, priceMinor: __, ...record }) => {
      const parsed = parseImportRecord("products", record);
      return "faults" in parsed ? [record] : [];
    });

    expect(products).toHaveLength(3_908);
    expect(products[0]).toMatchObject({ key: "22197", name: "POPCORN HOLDER" });
    expect(faults).toEqual([]);
  });

  test("of customers only the number and the country are known", () => {
    const customers = customerRecords(invoices, shift);
    const countries = Object.groupBy(customers, ({ traits }) => JSON.stringify(traits));

    expect(customers).toHaveLength(4_372);
    expect(countries['{"address":{"country":"GB"}}']?.length).toBeGreaterThan(3_900);
    expect(countries["{}"]?.length).toBeLessThan(10);
  });
});

describe("the simulated layer", () => {
  test("is marked in every record and holds visits, carts, tills, consents and cases of modest number", () => {
    const layer = simulatedLayer(invoices, products, shift);
    const events = [...layer.events()];
    const names = Object.groupBy(events, ({ event, type }) => event ?? type);
    const known = new Set(invoices.flatMap(({ customer }) => customer ?? []));

    expect(events.length).toBeGreaterThan(50_000);
    expect(events.length).toBeLessThan(100_000);
    expect(events.every(({ context }) => context["simulated"] === true)).toBe(true);
    expect(events.every(({ userId }) => userId === undefined || known.has(userId))).toBe(true);
    for (const name of [
      "Product Viewed",
      "Product Added",
      "Order Completed",
      "Store Visited",
      "Consent Given",
      "Service Case Opened",
    ]) {
      expect(names[name]?.length ?? 0).toBeGreaterThan(50);
    }
    expect(names["Order Completed"]?.every(({ properties }) => properties?.["channel"] === "store")).toBe(
      true,
    );
    expect(layer.endAt).toBeLessThanOrEqual(shift.toInstant(Date.UTC(2011, 11, 9, 12, 50)));
  });

  test("has stores with floor areas that the import door takes", () => {
    const stores = simulatedLayer(invoices, products, shift).stores.map(storeRecord);

    expect(stores).toHaveLength(4);
    expect(
      stores.map((store) => parseImportRecord("stores", store)).filter((one) => "faults" in one),
    ).toEqual([]);
    expect(stores.every(({ areas = [] }) => areas.length > 0)).toBe(true);
  });
});

interface Schema {
  safeParse(body: unknown): { readonly error?: { readonly issues: readonly { readonly message: string }[] } };
}

/** Of what is not a segment. */
const schemas: Readonly<Record<string, Schema>> = {
  placement: placementSchema,
  experience: experienceSchema,
  touchpoint: touchpointSchema,
};

test("the sample's definitions are well formed and refer only to each other", () => {
  const definitions = readDefinitions([folder]);
  const keys = new Set(definitions.map(({ kind, key }) => `${kind}/${key}`));
  const faults = definitions.flatMap(({ kind, key, body }) => {
    if (kind === "segment")
      return (parseCondition(body["condition"]).faults ?? []).map(({ message }) => `${key} ${message}`);
    const schema = schemas[kind];
    if (schema === undefined) return [`${key} is of another kind: ${kind}`];
    return (schema.safeParse(body).error?.issues ?? []).map(({ message }) => `${key} ${message}`);
  });
  const missing = definitions
    .filter(
      ({ kind, body }) =>
        (kind === "experience" && !keys.has(`placement/${String(body["placement"])}`)) ||
        (body["touchpoint"] !== undefined && !keys.has(`touchpoint/${String(body["touchpoint"])}`)),
    )
    .map(({ key }) => key);

  expect(definitions.length).toBeGreaterThan(20);
  expect([...faults, ...missing]).toEqual([]);
});
