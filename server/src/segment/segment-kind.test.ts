import type { Condition } from "@attune/contract";
import { expect, test } from "vitest";
import { Refusal } from "../kernel/refusal.ts";
import { segmentKind as kindOf } from "./segment-kind.ts";

const segmentKind = kindOf((keys) => Promise.resolve(keys.filter((key) => key !== "sydney-1")));

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

test("a condition may come as text, and is kept as what it says", () => {
  const body = { name: "Buyers", text: 'did "Order Completed" within 30d' };
  const kept = { name: "Buyers", condition: { did: "Order Completed", within: "30d" } };

  expect(segmentKind.kept?.(body)).toEqual(kept);
  expect(segmentKind.parse(body)).toEqual(kept);
  expect(segmentKind.kept?.(kept)).toBe(kept);
});

test("a text that cannot be read is refused with line and column", () => {
  const body = { name: "Buyers", text: "country is\n  AU" };

  expect(segmentKind.kept?.(body)).toBe(body);
  expect(faultsOf(() => segmentKind.parse(body))).toEqual([
    ["/text", "Line 2, column 3: Expected text in quotes, a number, true or false, found AU."],
  ]);
});

test("stores that do not exist and segments that a scheme does not have are refused with their places", async () => {
  const condition = {
    any: [
      { near: { store: "sydney-1" }, km: 5 },
      { near: { store: "atlantis" }, km: 5 },
      { scheme: "value", is: "gold" },
      { scheme: "value", is: "lead" },
    ],
  } as const;
  const others = { of: () => new Map([["value", { segments: ["gold"] }]]) };
  const refusal: unknown = await segmentKind
    .check?.("s", { name: "S", condition }, others)
    .catch((error: unknown) => error);

  expect(refusal instanceof Refusal ? refusal.faults.map(({ pointer }) => pointer) : []).toEqual([
    "/condition/any/3/is",
    "/condition/any/1/near/store",
  ]);
  expect(segmentKind.references?.({ name: "S", condition }).map(({ kind, key }) => `${kind} ${key}`)).toEqual(
    ["scheme value", "segment gold", "scheme value", "segment lead"],
  );
});

test("a segment may ask for what is computed of a customer's shopping, but not at a store that does not exist", async () => {
  const check = (condition: Condition): Promise<unknown> | undefined =>
    segmentKind
      .check?.("s", { name: "S", condition }, { of: () => new Map() })
      .catch((error: unknown) => error);

  expect(
    await check({ any: [{ dimension: "netSpend12m", gte: 50_000 }, { stage: "grow" }] }),
  ).toBeUndefined();
  expect(await check({ not: { regularStore: "atlantis" } })).toMatchObject({
    code: "segment.invalid_condition",
    faults: [{ pointer: "/condition/not/regularStore" }],
  });
});

function faultsOf(parse: () => unknown): readonly (readonly [pointer: string, message: string])[] {
  try {
    parse();
    return [];
  } catch (error) {
    return error instanceof Refusal
      ? error.faults.map(({ pointer, message }) => [pointer, message] as const)
      : [];
  }
}
