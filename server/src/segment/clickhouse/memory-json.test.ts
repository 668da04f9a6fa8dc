import type { Json } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryJson } from "./memory-json.ts";

test("whole numbers beyond 64 bits get an exponent, everything else stays as JavaScript writes it", () => {
  expect(memoryJson({ a: [1e20, -12345678901234567000, 2 ** 64], b: "100000000000000000000", c: 1.5 })).toBe(
    '{"a":[100000000000000000000e0,-12345678901234567000e0,18446744073709552000e0],"b":"100000000000000000000","c":1.5}',
  );
  expect(memoryJson({ a: 0.12345678901234568, b: 1e21 })).toBe('{"a":0.12345678901234568,"b":1e+21}');
});

test("half a surrogate pair becomes the replacement character, in keys too; what only looks like one stays", () => {
  expect(memoryJson({ "\ud83d": "a\udc00b", whole: "😀" })).toBe('{"\uFFFD":"a\uFFFDb","whole":"😀"}');
  expect(JSON.parse(memoryJson("\\ud800 \\\\ud800 \\\ud800"))).toBe("\\ud800 \\\\ud800 \\\uFFFD");
});

test("what is written is what was given", () => {
  const wellFormed = (value: Json): Json =>
    JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f]../g, "\uFFFD"));
  fc.assert(
    fc.property(
      fc.jsonValue({ stringUnit: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) }),
      (value) => {
        expect(JSON.parse(memoryJson(value as Json))).toEqual(wellFormed(value as Json));
      },
    ),
  );
});
