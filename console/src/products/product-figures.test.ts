import { expect, test } from "vitest";
import { shareOf } from "./product-figures.ts";
import { spanOf } from "./product-span.ts";

const numbers = { viewed: 40, carted: 8, left: 6, bought: 0, returned: 1, netSales: -500 };

test("what is left is told of what was put in the cart, what came back of what was bought, and nothing of nothing", () => {
  expect(shareOf(numbers, "left")).toBe(0.75);
  expect(shareOf(numbers, "returned")).toBeUndefined();
  expect(shareOf({ ...numbers, bought: 4 }, "returned")).toBe(0.25);
  expect(shareOf(numbers, "viewed")).toBeUndefined();
});

test("thirty days end with today, and the longest is what the server tells", () => {
  expect(spanOf(30, "2026-03-01")).toEqual({ from: "2026-01-31", until: "2026-03-02" });
  expect(spanOf(undefined, "2026-03-01").from).toBe("2020-12-18");
});
