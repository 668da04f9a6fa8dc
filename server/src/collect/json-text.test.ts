import fc from "fast-check";
import { expect, test } from "vitest";
import { elementTexts, memberSpan, withoutSecrets } from "./json-text.ts";

/** JSON texts as anybody might write them: with spaces anywhere and characters escaped. */
const written = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t", " \r\n"))
  .map(([value, space]) => JSON.stringify(value, undefined, space));

test("every element of any list is found with exactly the text it was written in", () => {
  fc.assert(
    fc.property(fc.array(written), fc.constantFrom("", " ", "\n\t"), (texts, gap) => {
      const body = `${gap}{${gap}"a":"]}\\"",${gap}"batch"${gap}:${gap}[${texts.map((text) => gap + text + gap).join(",")}]${gap}}`;
      const span = memberSpan(body, "batch");
      const all = new Set(texts.keys());

      expect(span).toBeDefined();
      if (span) expect([...elementTexts(body, span, all).values()]).toEqual(texts);
    }),
    { numRuns: 500 },
  );
});

test("a member is found as JSON.parse finds it, whatever else the object holds", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (others, wanted) => {
      const text = JSON.stringify({ ...others, wanted });
      const span = memberSpan(text, "wanted");

      expect(span && JSON.parse(text.slice(span.from, span.until))).toEqual(
        JSON.parse(JSON.stringify(wanted)),
      );
    }),
    { numRuns: 500 },
  );
});

test("secrets are made unreadable, whatever their value, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (others, secret) => {
      const hidden = withoutSecrets(JSON.stringify({ ...others, writeKey: secret }), new Set(["writeKey"]));

      expect(JSON.parse(hidden)).toEqual(JSON.parse(JSON.stringify({ ...others, writeKey: "…" })));
    }),
    { numRuns: 500 },
  );
  expect(withoutSecrets("[1]", new Set(["writeKey"]))).toBe("[1]");
  expect(withoutSecrets('"writeKey"', new Set(["writeKey"]))).toBe('"writeKey"');
});
