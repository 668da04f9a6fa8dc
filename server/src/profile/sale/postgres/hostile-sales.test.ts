import type { Json } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { told } from "../testing/a-sale.ts";
import { applySales } from "./apply-sales.ts";
import { findSale } from "./read-sales.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const nasty = fc.oneof(
  fc.constantFrom<Json>(
    1e300,
    -1e300,
    1e15,
    9_007_199_254_740_991,
    "1e400",
    "1e-60",
    "9".repeat(40),
    -0,
    0.1,
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\\N",
    "\\.",
    "\t\n\r",
    "",
    " ",
    true,
    null,
    [],
    {},
    "x".repeat(10_000),
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);
const line = fc.dictionary(
  fc.constantFrom(
    "product_id",
    "sku",
    "name",
    "kind",
    "quantity",
    "price",
    "discount",
    "tax",
    "net",
    "__proto__",
  ),
  fc.oneof(nasty, fc.constantFrom<Json>("merchandise", "shipping", 3, "2.50")),
);
const properties = fc.dictionary(
  fc.constantFrom(
    "receipt_id",
    "currency",
    "subtotal",
    "revenue",
    "total",
    "shipping",
    "tax",
    "discount",
    "location_id",
    "staff_id",
    "tender",
    "account_type",
    "refund_id",
    "items",
    "__proto__",
  ),
  nasty,
);

test("whatever strangers put into an order, the ledger takes it or leaves it, and never stops", async () => {
  let orders = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom("Order Completed", "Order Updated", "Order Refunded", "Order Cancelled"),
          properties,
          fc.oneof(nasty, fc.array(line, { maxLength: 3 })),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      async (history) => {
        orders += 1;
        const key = `o${orders}`;
        const events = history.map(([name, stated, products]) => ({
          event: told(
            name,
            { ...stated, order_id: key, products: products as Json },
            { messageId: `${key}\u0000\ud800` },
          ),
          leafId: 7,
        }));
        for (const half of [events.slice(0, 1), events.slice(1)]) {
          await stores.database.transaction((tx) => applySales(tx, 1, half));
        }
        const sale = await findSale(stores.database, 1, key);
        expect(Number.isSafeInteger(sale?.netMinor)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
