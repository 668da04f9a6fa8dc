import { z } from "zod";
import { definitionKey } from "./definition.ts";
import { FormulaError, parseFormula, type ReadFormula } from "./formula.ts";
import { hopelessPart } from "./formula-value.ts";

/**
 * What experiences of one priority are ranked by, the higher first: their formula; else propensity × value × lever; without any of these
 * they are worth nothing, neither good nor bad (0).
 */
export interface Worth {
  /** What it is worth when it succeeds, in the brand's currency; 1 unless told. */
  readonly value?: number;
  /** Key of the score (0 to 1, the customer's trait `scores.<key>`) that says how likely that is; certain unless told. */
  readonly propensity?: string;
  /** What the business makes of it: 2 counts double, 0.5 half; 1 unless told. */
  readonly lever?: number;
  /** Over `value` `propensity` `lever` `priority`, `profile.<trait>`, `score.<key>`, `item.price` of the first product, `context.<number>`. */
  readonly formula?: string;
  /** What it is worth where that cannot be worked out: a division by zero, something missing; 0 unless told. */
  readonly otherwise?: number;
}

/** Names that stand alone. */
const plainNames = ["value", "propensity", "lever", "priority", "item.price"];
const roots = ["profile", "score", "context"] as const;

/** What a formula of an experience may read. */
export function worthNameFault(name: string): string | undefined {
  if (plainNames.includes(name)) return undefined;
  const [root = "", ...path] = name.split(".");
  if (path.length > 0 && roots.some((one) => one === root)) return undefined;
  return `A name is one of ${plainNames.join(" ")}, or begins with ${roots.join(". ")}. and goes on.`;
}

/** Whether the ranking looks at the customer. */
export function worthReadsCustomer({ propensity, formula }: Worth): boolean {
  if (formula === undefined) return propensity !== undefined;
  const { names } = parseFormula(formula);
  return [...names.keys()].some(
    (name) =>
      name.startsWith("profile.") ||
      name.startsWith("score.") ||
      (name === "propensity" && propensity !== undefined),
  );
}

const formulaSchema = z.string().superRefine((text, context) => {
  const message = formulaFault(text, worthNameFault);
  if (message !== undefined) context.addIssue({ code: "custom", message, input: text });
});

/** What is wrong with a formula whose names are judged by `nameFault`, with the place; undefined: nothing that can be known now. */
export function formulaFault(
  text: string,
  nameFault: (name: string) => string | undefined,
): string | undefined {
  try {
    return faultOf(parseFormula(text), nameFault);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return `At character ${error.at + 1}: ${error.message}`;
  }
}

function faultOf(
  { formula, names }: ReadFormula,
  nameFault: (name: string) => string | undefined,
): string | undefined {
  for (const [name, at] of names) {
    const fault = nameFault(name);
    if (fault !== undefined) return `At character ${at + 1}: ${fault}`;
  }
  const hopeless = hopelessPart(formula);
  if (hopeless === undefined) return undefined;
  return hopeless.trouble === "divisionByZero" ? "It divides by zero." : "It never gives a number.";
}

/** For a strict object. */
export const worthShape: {
  readonly value: z.ZodExactOptional<z.ZodNumber>;
  readonly propensity: z.ZodExactOptional<z.ZodString>;
  readonly lever: z.ZodExactOptional<z.ZodNumber>;
  readonly formula: z.ZodExactOptional<z.ZodType<string>>;
  readonly otherwise: z.ZodExactOptional<z.ZodNumber>;
} = {
  value: z.number().min(0).max(1e9).exactOptional(),
  propensity: definitionKey.exactOptional(),
  lever: z.number().min(0).max(1e6).exactOptional(),
  formula: formulaSchema.exactOptional(),
  otherwise: z.number().min(-1e9).max(1e9).exactOptional(),
};
