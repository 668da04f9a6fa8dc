import { readConfigureGlobal } from "fast-check";
import { expect, test } from "vitest";

test("every property test of a run starts from the one printed seed", () => {
  expect(readConfigureGlobal()?.seed).toBe(Number(process.env["ATTUNE_SEED"]));
});

test("tests run under the same Node as the product", () => {
  expect(process.version).toMatch(/^v24\./);
});
