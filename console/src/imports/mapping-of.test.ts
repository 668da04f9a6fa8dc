import { createMakeRecords, readMapping } from "@attune/contract";
import { expect, test } from "vitest";
import { guessColumns, importFields } from "./import-fields.ts";
import { mappingOf } from "./mapping-of.ts";

test("columns are recognised by their names, each once", () => {
  expect(
    guessColumns(importFields.products, ["StockCode", "Description", "Unit price", "Colour"]),
  ).toMatchObject({
    key: "StockCode",
    name: "Description",
    price: "Unit price",
    brand: "",
  });
});

test("rows of one order become an order with lines, as the command line makes them", () => {
  const columns = guessColumns(importFields.orders, [
    "InvoiceNo",
    "StockCode",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
  ]);
  const stated = mappingOf("orders", {
    columns,
    constants: { currency: "GBP" },
    timeZone: "Europe/London",
    date: "",
    decimal: ".",
  });
  const make = createMakeRecords("orders", readMapping(stated, "mapping"), true, new Set());
  const row = (product: string): Record<string, unknown> => ({
    InvoiceNo: "1",
    StockCode: product,
    Quantity: "2",
    InvoiceDate: "2026-07-01T09:00",
    UnitPrice: "2.50",
    CustomerID: "7",
  });

  const made = [
    ...make.take([
      { line: 2, values: row("A") },
      { line: 3, values: row("B") },
    ]),
    ...make.end(),
  ];

  expect(made).toMatchObject([
    {
      line: 2,
      record: {
        orderId: "1",
        userId: "7",
        currency: "GBP",
        placedAt: "2026-07-01T08:00:00.000Z",
        lines: [
          { productKey: "A", quantity: "2", price: "2.50" },
          { productKey: "B", quantity: "2", price: "2.50" },
        ],
      },
    },
  ]);
});
