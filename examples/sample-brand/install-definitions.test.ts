import { expect, test } from "vitest";
import { shippedDefinitions, toInstall } from "./install-definitions.ts";

const one = { kind: "segment", key: "one", body: { name: "One" } };
const two = { kind: "segment", key: "two", body: { name: "Two" } };

test("a newer program brings what is not there and what nobody has touched, and leaves what somebody changed", () => {
  expect(toInstall([one, two], [])).toEqual([one, two]);
  expect(toInstall([one, two], [{ kind: "segment", key: "one", reason: "sample brand" }])).toEqual([
    one,
    two,
  ]);
  expect(toInstall([one, two], [{ kind: "segment", key: "one", reason: "" }])).toEqual([two]);
  expect(toInstall([one], [{ kind: "list", key: "one", reason: "" }])).toEqual([one]);
});

test("without the simulated layer nothing names its stores", () => {
  const real = shippedDefinitions(false);

  expect(JSON.stringify(real)).not.toContain("store-london");
  expect(shippedDefinitions(true).length).toBe(real.length + 1);
});
