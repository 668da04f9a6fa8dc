import { describe, expect, it } from "vitest";
import { sentenceOfEvent } from "./happening.ts";

describe("an event told in words", () => {
  it.each([
    ["Product Viewed", { name: "Rabbit night light" }, "Viewed Rabbit night light"],
    ["Products Searched", { query: "lantern" }, "Searched for “lantern”"],
    ["Order Completed", { order_id: 581475 }, "Placed order 581475"],
    ["Cart Viewed", { products: [] }, "Looked at the cart"],
    [
      "Product Added",
      { products: [{ name: "Party bunting" }, { name: "Lamp" }] },
      "Put Party bunting and 1 more in the cart",
    ],
    ["Page Viewed", { path: "/lights" }, "Looked at /lights"],
  ])("%s", (name, properties, sentence) => {
    expect(sentenceOfEvent({ name, properties })).toBe(sentence);
  });

  it("keeps its own name where we have no words for it, or nothing to put in them", () => {
    expect(sentenceOfEvent({ name: "Loyalty Level Reached", properties: {} })).toBe("Loyalty Level Reached");
    expect(sentenceOfEvent({ name: "Product Viewed", properties: {} })).toBe("Product Viewed");
  });

  it("puts a name with a dollar sign in as it is", () => {
    expect(sentenceOfEvent({ name: "Product Viewed", properties: { name: "$& lamp" } })).toBe(
      "Viewed $& lamp",
    );
  });
});
