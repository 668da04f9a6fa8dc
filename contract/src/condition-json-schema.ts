import { z } from "zod";
import type { ConditionOperator } from "./condition.ts";
import { leafSchemas } from "./condition-parse.ts";

/** The form of a condition as JSON Schema, as far as that can say it; undefined for those that hold others. For documentation. */
export function leafJsonSchema(operator: ConditionOperator): unknown {
  const schema = leafSchemas[operator];
  return schema === undefined ? undefined : z.toJSONSchema(schema, { unrepresentable: "any", io: "input" });
}
