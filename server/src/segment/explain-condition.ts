import type { Condition } from "@attune/contract";
import { operatorOf } from "./operators/operators.ts";

/** A condition in plain English: `Customers who did “Order Completed” in the last 30 days.` */
export function explainCondition(condition: Condition): string {
  return `Customers ${wordsOf(condition)}.`;
}

function wordsOf(condition: Condition): string {
  return operatorOf(condition).words(condition, wordsOf);
}
