import { expect, test } from "vitest";
import { diffJson } from "./diff-json.ts";

test("two versions differ at the places that were changed, not as a whole", () => {
  const before = {
    name: "Spring",
    content: { headline: "Hello", action: "See" },
    tags: ["a", "b"],
    priority: 1,
  };
  const after = {
    name: "Spring",
    content: { headline: "Hi", action: "See" },
    tags: ["a"],
    until: "2026-12-01T00:00:00Z",
  };

  expect(diffJson(before, after)).toEqual([
    { pointer: "/content/headline", before: "Hello", after: "Hi" },
    { pointer: "/tags", before: ["a", "b"], after: ["a"] },
    { pointer: "/priority", before: 1, after: undefined },
    { pointer: "/until", before: undefined, after: "2026-12-01T00:00:00Z" },
  ]);
  expect(diffJson(before, { ...before })).toEqual([]);
});
