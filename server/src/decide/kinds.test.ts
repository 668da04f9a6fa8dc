import type { JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import { Refusal } from "../kernel/refusal.ts";
import { experienceKind, placementKind } from "./kinds.ts";

const experience = (more: JsonObject): JsonObject => ({
  name: "Tea",
  placement: "hero",
  content: { title: "Tea" },
  ...more,
});

function pointersOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
}

test("an experience needs a name, a placement and content; the rest has values", () => {
  expect(experienceKind.parse(experience({}))).toEqual({
    name: "Tea",
    placement: "hero",
    content: { title: "Tea" },
    priority: 0,
  });
});

test.each([
  [{ content: 1 }, ["/name", "/placement"]],
  [experience({ from: "2026-02-01T00:00:00Z", until: "2026-01-01T00:00:00Z" }), ["/until"]],
  [experience({ from: "2026-02-30T00:00:00Z" }), ["/from"]],
  [experience({ condition: { all: [{ trait: "a", is: 1 }, { maybe: true }] } }), ["/condition/all/1"]],
  [experience({ condition: { segment: "x" }, personalised: false }), ["/personalised"]],
  [experience({ items: { strategy: "clever", limit: 0 } }), ["/items/strategy", "/items/limit"]],
  [experience({ prioritty: 3 }), ["/prioritty"]],
])(
  "an experience that cannot be shown as it is written is refused with every fault: %j",
  (body, pointers) => {
    expect(pointersOf(() => experienceKind.parse(body))).toEqual(pointers);
  },
);

test("a placement tells what it is; how many products fit is between 1 and 50", () => {
  expect(
    pointersOf(() => placementKind.parse({ name: "Hero", channel: "web", items: { limit: 4 } })),
  ).toEqual([]);
  expect(pointersOf(() => placementKind.parse({ name: "", channel: "fax", items: { limit: 51 } }))).toEqual([
    "/name",
    "/channel",
    "/items/limit",
  ]);
});

test("an experience refers to its placement and to every segment that its condition names, wherever it stands", () => {
  const condition = {
    any: [{ segment: "a" }, { not: { all: [{ trait: "x", exists: true }, { segment: "b" }] } }],
  };
  const body = experienceKind.parse(experience({ condition }));

  expect(experienceKind.references?.(body)).toEqual([
    { kind: "placement", key: "hero", pointer: "/placement" },
    { kind: "segment", key: "a", pointer: "/condition/any/0/segment" },
    { kind: "segment", key: "b", pointer: "/condition/any/1/not/all/1/segment" },
  ]);
});
