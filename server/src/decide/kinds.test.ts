import type { JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import { Refusal } from "../kernel/refusal.ts";
import { experienceKind, holdOutKind, placementKind } from "./kinds.ts";

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
  [experience({ variants: [] }), ["/variants"]],
  [experience({ variants: [{ key: "a" }, { key: "a" }] }), ["/variants/1/key"]],
  [experience({ variants: [{ key: "a", weight: 0.5 }, { key: "b" }] }), ["/variants"]],
  [
    experience({
      variants: [
        { key: "a", weight: 0.5 },
        { key: "b", weight: 0.6 },
      ],
    }),
    ["/variants"],
  ],
  [experience({ dealing: { coverage: 0.5 } }), ["/dealing"]],
  [
    experience({ variants: [{ key: "a" }], dealing: { coverage: 1.5, salt: "" } }),
    ["/dealing/coverage", "/dealing/salt"],
  ],
  [
    experience({ variants: [{ key: "a" }], dealing: { namespace: { id: "n", from: 0.5, until: 0.5 } } }),
    ["/dealing/namespace/until"],
  ],
  [experience({ nature: "grand", tags: ["no tag"] }), ["/nature", "/tags/0"]],
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

test("a hold-out has a share of all and says what it holds back", () => {
  const holdOut = { name: "All", share: 0.05, scope: "promotional" };
  expect(holdOutKind.parse(holdOut)).toEqual(holdOut);
  expect(pointersOf(() => holdOutKind.parse({ ...holdOut, scope: { tag: "club" } }))).toEqual([]);
  expect(holdOutKind.references?.(holdOutKind.parse({ ...holdOut, scope: { experience: "tea" } }))).toEqual([
    { kind: "experience", key: "tea", pointer: "/scope/experience" },
  ]);

  expect(pointersOf(() => holdOutKind.parse({ name: "", share: 0.00001, scope: "service" }))).toEqual([
    "/name",
    "/share",
    "/scope",
  ]);
});

test("two experiences that take the same part of a namespace are refused; parts that touch, and other namespaces, are not", async () => {
  const taking = (id: string, from: number, until: number) =>
    experienceKind.parse(
      experience({ variants: [{ key: "a" }], dealing: { namespace: { id, from, until } } }),
    );
  const check = (body: ReturnType<typeof taking>) =>
    experienceKind.check?.("new", body, {
      of: () =>
        new Map<string, unknown>([
          ["new", body],
          ["old", taking("n", 0, 0.5)],
          ["none", experienceKind.parse(experience({}))],
          ["broken", undefined],
        ]),
    });

  await expect(check(taking("n", 0.4, 1))).rejects.toMatchObject({ code: "experience.namespace_taken" });
  await check(taking("n", 0.5, 1));
  await check(taking("m", 0, 1));
  await check(experienceKind.parse(experience({})));
});
