import { expect, test } from "vitest";
import { placeOf } from "./place-of.ts";

test("the place of a value is that which SDKs for experiments give it", () => {
  // Vectors of the open specification, version 2 of the hash.
  expect(placeOf("seed", "a")).toBe(0.0505);
  expect(placeOf("seed", "b")).toBe(0.2696);
  expect(placeOf("foo", "ab")).toBe(0.2575);
  expect(placeOf("foo", "def")).toBe(0.2019);
});

test("shares are as large as they say, and another name deals anew", () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `prf_${at.toString(36)}`);
  const inTenth = (seed: string): readonly string[] => ids.filter((id) => placeOf(seed, id) < 0.1);

  expect(inTenth("spring").length / ids.length).toBeCloseTo(0.1, 1);
  const both = inTenth("spring").filter((id) => placeOf("autumn", id) < 0.1).length;
  expect(both / ids.length).toBeCloseTo(0.01, 2);
});
