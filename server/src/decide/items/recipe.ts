import { hash } from "node:crypto";
import {
  choiceReadsTaste,
  type Formula,
  type ItemChoice,
  type ItemRule,
  type ItemStrategy,
  parseFormula,
  strategiesOf,
} from "@attune/contract";
import { type ItemTest, itemTest } from "./match-item.ts";

/** A choice made ready. */
export interface Recipe {
  /** A function of the choice, but for how many are shown. */
  readonly id: string;
  readonly choice: ItemChoice;
  readonly blend: readonly (readonly [strategy: ItemStrategy, weight: number])[];
  readonly formula: Formula | undefined;
  readonly readsTaste: boolean;
  readonly only: ItemTest | undefined;
  readonly not: readonly ItemTest[];
  readonly rules: readonly RuleInForce[];
  /** One strategy, in its order: nothing has to be scored. */
  readonly isPlain: boolean;
}

export interface RuleInForce {
  readonly rule: ItemRule;
  /** Its place among the rules of the choice. */
  readonly at: number;
  readonly test: ItemTest;
  readonly fromMs: number;
  readonly untilMs: number;
}

const recipes = new WeakMap<ItemChoice, Recipe>();

export function recipeOf(choice: ItemChoice): Recipe {
  const known = recipes.get(choice) ?? makeRecipe(choice);
  recipes.set(choice, known);
  return known;
}

function makeRecipe(choice: ItemChoice): Recipe {
  const { filters = {}, rules = [], formula, blend = {} } = choice;
  const { limit: _, ...same } = choice;
  return {
    id: hash("sha256", JSON.stringify(same), "base64url").slice(0, 22),
    choice,
    blend: strategiesOf(choice).map((strategy) => [strategy, blend[strategy] ?? 1]),
    formula: formula === undefined ? undefined : parseFormula(formula).formula,
    readsTaste: choiceReadsTaste(choice),
    only: filters.only && itemTest(filters.only),
    not: (filters.not ?? []).map(itemTest),
    rules: rules.map((rule, at) => ({
      rule,
      at,
      test: itemTest(rule.what),
      fromMs: rule.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(rule.from),
      untilMs: rule.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(rule.until),
    })),
    isPlain: choice.strategy !== undefined && rules.length === 0 && choice.given !== true,
  };
}
