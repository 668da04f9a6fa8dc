import { expect, it } from "vitest";
import { isKey, keyFromName } from "./segment-key.ts";

it.each([
  ["Bought twice in 30 days", "bought-twice-in-30-days"],
  ["  Käufer, Größe XL!  ", "kaufer-grosse-xl"],
  ["50 % off", "50-off"],
])("the name %j makes the key %s", (name, key) => {
  expect(keyFromName(name)).toBe(key);
  expect(isKey(key)).toBe(true);
});

it("a name without a letter or digit makes no key", () => {
  expect(isKey(keyFromName("…"))).toBe(false);
});
