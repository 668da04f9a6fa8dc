import {
  computedKeyOf,
  type DecisionContext,
  type DecisionItem,
  type Experience,
  type FormulaTrouble,
  parseFormula,
  workOut,
  worthReadsCustomer,
} from "@attune/contract";
import { exponentOf } from "../kernel/money.ts";
import type { CustomerView } from "../profile/index.ts";

/** What an experience is worth to one customer, made ready. */
export interface Ranker {
  readonly readsCustomer: boolean;
  worthOf(source: WorthSource): RankedWorth;
}

export interface WorthSource {
  /** Undefined: nothing of the customer may be used. */
  readonly view: CustomerView | undefined;
  /** The first product that it would show. */
  readonly item: DecisionItem | undefined;
  readonly numbers: DecisionContext["numbers"];
  readonly nowMs: number;
}

/** A computed trait's number of a customer, by key. */
export type ComputedOf = (
  key: string,
  moment: { readonly view: CustomerView; readonly nowMs: number },
) => number | undefined;

export interface RankedWorth {
  readonly worth: number;
  /** Why it is what the experience says for when it cannot be worked out. */
  readonly because?: string;
}

const expected = parseFormula("propensity * value * lever");

/** Undefined: it says nothing of what it is worth. */
export function rankerOf(experience: Experience, computed: ComputedOf = () => undefined): Ranker | undefined {
  const { value, propensity, lever, formula, otherwise = 0 } = experience;
  if ([value, propensity, lever, formula].every((one) => one === undefined)) return undefined;
  const read = formula === undefined ? expected : parseFormula(formula);
  return {
    readsCustomer: worthReadsCustomer(experience),
    worthOf: (source) => {
      const worth = workOut(read.formula, (name) => numberOf(name, experience, source, computed));
      return typeof worth === "number" ? { worth } : { worth: otherwise, because: words(worth) };
    },
  };
}

function words(trouble: FormulaTrouble): string {
  switch (trouble.trouble) {
    case "divisionByZero":
      return "divides by zero";
    case "noNumber":
      return "gives no number";
    case "missing":
      return `${trouble.name} is missing`;
  }
}

function numberOf(
  name: string,
  experience: Experience,
  source: WorthSource,
  computed: ComputedOf,
): number | undefined {
  switch (name) {
    case "value":
      return experience.value ?? 1;
    case "lever":
      return experience.lever ?? 1;
    case "priority":
      return experience.priority;
    case "propensity":
      return propensityOf(experience, source);
    case "item.price":
      return priceOf(source.item);
  }
  const at = name.indexOf(".");
  const [root, path] = [name.slice(0, at), name.slice(at + 1)];
  if (root === "profile") {
    const key = computedKeyOf(path);
    const { view, nowMs } = source;
    if (key !== undefined) return view && computed(key, { view, nowMs });
    return traitOf(view, path);
  }
  if (root === "score") return traitOf(source.view, `scores.${path}`);
  return source.numbers !== undefined && Object.hasOwn(source.numbers, path)
    ? source.numbers[path]
    : undefined;
}

/** Nothing above certain and nothing below impossible: whoever writes such a score has made a mistake. */
function propensityOf({ propensity }: Experience, { view }: WorthSource): number | undefined {
  if (propensity === undefined) return 1;
  const score = traitOf(view, `scores.${propensity}`);
  return score !== undefined && score >= 0 && score <= 1 ? score : undefined;
}

function traitOf(view: CustomerView | undefined, path: string): number | undefined {
  const value = view?.trait(path);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function priceOf(item: DecisionItem | undefined): number | undefined {
  if (item?.priceMinor === undefined || item.currency === undefined) return undefined;
  return item.priceMinor / 10 ** exponentOf(item.currency);
}
