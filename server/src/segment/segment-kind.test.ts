import { expect, test } from "vitest";
import { Refusal } from "../kernel/refusal.ts";
import { segmentKind } from "./segment-kind.ts";

test("a segment's body has a name and a condition", () => {
  const body = { name: "Buyers", condition: { did: "Order Completed" }, description: "Who ever bought." };

  expect(segmentKind.parse(body)).toEqual(body);
});

test("a body with faults is refused with the place of each", () => {
  const body = { name: "", condition: { any: [{ trait: "a" }, { did: "A", once: true }] }, colour: "red" };
  let refusal: unknown;
  try {
    segmentKind.parse(body);
  } catch (error) {
    refusal = error;
  }

  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal instanceof Refusal ? refusal.faults.map(({ pointer }) => pointer) : []).toEqual([
    "/name",
    "/condition/any/0",
    "/condition/any/1/once",
    "/colour",
  ]);
});

test("a segment names the segments that must be live for it, and where", () => {
  const condition = {
    all: [{ segment: "a" }, { not: { any: [{ segment: "b" }, { trait: "t", exists: true }] } }],
  } as const;

  expect(segmentKind.references?.({ name: "S", condition })).toEqual([
    { kind: "segment", key: "a", pointer: "/condition/all/0/segment" },
    { kind: "segment", key: "b", pointer: "/condition/all/1/not/any/0/segment" },
  ]);
});
