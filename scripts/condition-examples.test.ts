import { type Condition, parseCondition, parseConditionText, printCondition } from "@attune/contract";
import { expect, test } from "vitest";
import { comparisonExamples, operatorExamples } from "./condition-examples.ts";

test("every condition that the reference page shows is let in, as JSON and as text", () => {
  const shown: readonly Condition[] = [
    ...Object.values(operatorExamples).flatMap(({ examples }) => examples),
    ...Object.values(comparisonExamples).map(({ example }) => ({ trait: "it", ...example })),
  ];

  for (const condition of shown) {
    expect(parseCondition(condition)).toEqual({ condition });
    expect(parseConditionText(printCondition(condition))).toEqual({ condition });
  }
});
