import fc from "fast-check";
import { expect, it } from "vitest";
import { layOut } from "./original-text.ts";

it("any JSON is laid out as everybody does it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(layOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("what a program would lose stays: keys given twice, numbers too large or too exact, escapes", () => {
  expect(layOut('{"a":1e400,"a":12345678901234567890,"b":1.0,"c":"\\u0000"}')).toBe(
    '{\n  "a": 1e400,\n  "a": 12345678901234567890,\n  "b": 1.0,\n  "c": "\\u0000"\n}',
  );
});

it("what is no JSON is shown as it came", () => {
  expect(layOut('{"type":"track", ')).toBe('{"type":"track", ');
});
