import { expect, test } from "vitest";
import { type ContentSchema, contentFaults, contentSchemaSchema } from "./content-schema.ts";
import { languageRanges, localesSchema, localised } from "./localisation.ts";

const banner: ContentSchema = {
  type: "object",
  required: ["headline"],
  additionalProperties: false,
  properties: {
    headline: { type: "string", minLength: 1, maxLength: 10 },
    link: { type: "string", format: "uri" },
    until: { type: "string", format: "date" },
    tone: { type: "string", enum: ["calm", "loud"] },
    steps: { type: "array", maxItems: 2, items: { type: "integer", minimum: 1 } },
  },
};

test("content that a placement's schema describes is taken", () => {
  const content = {
    headline: "Gifts 🎁",
    link: "/gifts?a=b",
    until: "2026-12-24",
    tone: "calm",
    steps: [1, 2],
  };

  expect(contentFaults(banner, content)).toEqual([]);
});

test.each([
  ["a text instead", "Gifts", ""],
  ["a list instead", [], ""],
  ["what is required is missing", {}, "/headline"],
  ["too long a text", { headline: "Gifts for everybody" }, "/headline"],
  ["a member that is not there", { headline: "Gifts", "a/b": 1 }, "/a~1b"],
  ["an address that runs a script", { headline: "Gifts", link: "javascript:alert(1)" }, "/link"],
  ["a day that is not in the calendar", { headline: "Gifts", until: "2026-02-30" }, "/until"],
  ["a word that is not among those", { headline: "Gifts", tone: "shrill" }, "/tone"],
  ["a list that is too long", { headline: "Gifts", steps: [1, 2, 3] }, "/steps"],
  ["a broken number in a list", { headline: "Gifts", steps: [1, 0.5] }, "/steps/1"],
])("%s is told with its place", (_what, content, pointer) => {
  expect(contentFaults(banner, content).map((fault) => fault.pointer)).toEqual([pointer]);
});

test("a schema that says what is not read here is refused", () => {
  expect(contentSchemaSchema.safeParse(banner).success).toBe(true);
  expect(contentSchemaSchema.safeParse({ type: "string", pattern: "(a+)+$" }).success).toBe(false);
  expect(contentSchemaSchema.safeParse({ type: "text" }).success).toBe(false);
});

test("a language is looked for as it is, then without its last parts, and what is no language is not looked for", () => {
  expect(languageRanges("de-CH-1996")).toEqual(["de-ch-1996", "de-ch", "de"]);
  expect(languageRanges("zh-Hant-x-shop")).toEqual(["zh-hant-x-shop", "zh-hant", "zh"]);
  expect([languageRanges("de_DE;q=0.9"), languageRanges(""), languageRanges(undefined)]).toEqual([
    [],
    [],
    [],
  ]);
});

test("what a language leaves out of a content stays as it is", () => {
  expect(localised({ title: "Tea", image: "t.png" }, { title: "Tee" })).toEqual({
    title: "Tee",
    image: "t.png",
  });
  expect(localised("Tea", "Tee")).toBe("Tee");
  expect(localesSchema.safeParse({ de: "Tee", DE: "Tee" }).success).toBe(false);
  expect(localesSchema.safeParse({ "not a tag": "Tee" }).success).toBe(false);
});
