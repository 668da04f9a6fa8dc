import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin, nearTerms } from "./near-terms.ts";

test.each([
  ["fairwether", "fairweather"],
  ["fiarweather", "fairweather"],
  ["fairweathher", "fairweather"],
  ["gairweather", "fairweather"],
  ["παπαδοπουλς", "παπαδοπουλος"],
  ["иваноа", "иванов"],
  ["כהנ", "כהן"],
  ["01632960124", "01632960123"],
  ["ada.fairweather@exmaple.com", "ada.fairweather@example.com"],
])("“%s” may mean “%s”", (typed, meant) => {
  expect(nearTerms(typed)).toContain(meant);
});

test("what is too short may mean anything, so it is taken as typed", () => {
  expect(nearTerms("jo")).toEqual([]);
  expect(nearTerms("jon")).toContain("john");
});

test("two slips in one word are still told, a third is not", () => {
  expect(isWithin(2, "fairwehter", "fairweather")).toBe(true);
  expect(isWithin(2, "montgmoerry", "montgomery")).toBe(true);
  expect(isWithin(2, "montgmerrry", "montgomery")).toBe(false);
  expect(isWithin(2, "", "ab")).toBe(true);
  expect(isWithin(2, "abc", "")).toBe(false);
});

test("each word that is one slip away is within one slip", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 3, maxLength: 7 });
  fc.assert(
    fc.property(word, (typed) => {
      const near = nearTerms(typed);
      expect(near.filter((one) => !isWithin(1, typed, one) || !isWithin(1, one, typed))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
