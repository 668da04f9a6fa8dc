import { readFileSync } from "node:fs";
import {
  type Condition,
  type Json,
  parseCondition,
  parseConditionText,
  printCondition,
} from "@attune/contract";
import { expect, it } from "vitest";
import { blanks } from "./blank.ts";
import { operandFor } from "./comparison.tsx";
import { faultsInText } from "./faults-in-text.ts";
import { rawText, readRaw } from "./raw-part.tsx";
import { shownLeaf } from "./shapes.ts";
import { groupOf, negatedIn } from "./tree.ts";

/** Every example of the reference: one of each operator at least. */
const examples = [
  ...readFileSync(new URL("../../../docs/reference/conditions.md", import.meta.url), "utf8").matchAll(
    /^```\n(\{.*\})\n```$/gm,
  ),
].map(([, text = ""]) => JSON.parse(text) as Json);

it("the builder has a form for every condition of the reference", () => {
  const isShown = (node: Json | undefined): boolean => {
    const group = groupOf(node);
    const inside = negatedIn(node);
    if (group !== undefined) return group.parts.every(isShown);
    return inside === undefined ? shownLeaf(node) !== undefined : isShown(inside);
  };

  expect(examples.length).toBeGreaterThan(25);
  expect(examples.filter((example) => !isShown(example))).toEqual([]);
});

it("whatever a part begins with has a form too", () => {
  for (const [operator, blank] of Object.entries(blanks)) expect(shownLeaf(blank), operator).toBe(operator);
});

it.each([
  [{ did: "Order Completed", size: 2 }],
  [{ trait: "age", gte: { years: 3 } }],
  [{ did: "A", segment: "b" }],
  [["a list"]],
])("a part of which the builder would lose something is shown as text: %j", (node) => {
  expect(shownLeaf(node)).toBeUndefined();
  expect(readRaw(rawText(node))).toEqual(node);
});

it("a part shown as text is in the language's own form when it is right", () => {
  const condition: Condition = { trait: "age", gte: 18 };
  expect(rawText(condition as unknown as Json)).toBe(printCondition(condition));
  expect(parseCondition(readRaw("age >= 18")).condition).toEqual(condition);
  expect(readRaw("age >=")).toBeUndefined();
});

it("another comparison takes over what it can of the value before", () => {
  expect(operandFor("in", "AU", undefined)).toEqual(["AU"]);
  expect(operandFor("is", ["AU", "NZ"], undefined)).toBe("AU");
  expect(operandFor("between", 18, "number")).toEqual([18, 18]);
  expect(operandFor("gte", "", undefined)).toBe(0);
  expect(operandFor("withinLast", "AU", undefined)).toBe("30d");
  expect(operandFor("is", true, undefined)).toBe("");
});

it("a mistake in the text is told at its line and column, one of the server's where the text says it", () => {
  expect(faultsInText('country is "AU"\nand did', [])[0]).toMatchObject({ line: 2 });

  const text = 'country is "AU"\nand in segment "gone"';
  expect(parseConditionText(text).faults).toBeUndefined();
  expect(faultsInText(text, [{ pointer: "/all/1/segment", message: "Not live." }])[0]).toMatchObject({
    line: 2,
    message: "Not live. (line 2, column 16)",
  });
});
