import { expect, test } from "vitest";
import { createFormats } from "../format/formats.ts";
import { changeOf, writeChange, writeMetric } from "./told-metric.ts";

const formats = createFormats("en-GB", "UTC");

test.each([
  [{ value: 120, before: 100 }, "customers", "20% more than before"],
  [{ value: 75, before: 100 }, "money", "25% less than before"],
  [{ value: 0.42, before: 0.4 }, "share", "2 points more than before"],
  [{ value: 100, before: 100 }, "orders", "As before"],
  [{ value: 100, before: 0 }, "orders", "Nothing to compare with"],
  [{ value: null, before: 3 }, "share", "Nothing to compare with"],
] as const)("%j of %s is told as: %s", (told, unit, text) => {
  expect(writeChange(changeOf(told, unit), unit, formats)).toBe(text);
});

test("money is written in the brand's currency, shares as per cent", () => {
  expect(writeMetric(12_345, "money", "GBP", formats)).toBe("£123.45");
  expect(writeMetric(123_456_78, "money", "GBP", formats)).toBe("£123,457");
  expect(writeMetric(123_456, "money", "JPY", formats)).toBe("JP¥123,456");
  expect(writeMetric(0.234, "share", "GBP", formats)).toBe("23%");
  expect(writeMetric(1_234, "orders", "GBP", formats)).toBe("1,234");
});
