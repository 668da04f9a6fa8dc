import type { Admission } from "./admission.ts";
import type { Asked } from "./ranking.ts";
import type { Recipe, RuleInForce } from "./recipe.ts";
import type { ScoredItem } from "./score-items.ts";

export interface RuledItem extends ScoredItem {
  /** Place of the rule that moved it; -1: none did. */
  readonly rule: number;
}

export interface Ruled {
  readonly items: readonly RuledItem[];
  readonly excluded: readonly (readonly [product: string, rule: number])[];
}

/** What staff decide stands above every score: excluded, pinned, buried, boosted; of several rules of one kind the first. */
export function ruleItems(
  scored: readonly ScoredItem[],
  asked: Asked,
  recipe: Recipe,
  admission: Admission,
): Ruled {
  const { nowMs } = asked.situation;
  const inForce = recipe.rules.filter(({ fromMs, untilMs }) => nowMs >= fromMs && nowMs < untilMs);
  if (inForce.length === 0) return { items: scored.map((one) => ({ ...one, rule: -1 })), excluded: [] };
  const find = (deed: RuleInForce["rule"]["do"], key: string): RuleInForce | undefined =>
    inForce.find(({ rule, test }) => rule.do === deed && test(key, asked.shelf));
  const all = [...scored, ...pinnedBeside(scored, inForce, admission, asked)];
  const excluded: (readonly [string, number])[] = [];
  const [pinned, plain, buried]: [PinnedItem[], RuledItem[], RuledItem[]] = [[], [], []];
  for (const one of all) {
    const out = find("exclude", one.key);
    const pin = find("pin", one.key);
    const bury = find("bury", one.key);
    if (out !== undefined) excluded.push([one.key, out.at]);
    else if (pin !== undefined) pinned.push({ ...one, rule: pin.at, place: pin.rule.place });
    else if (bury !== undefined) buried.push({ ...one, rule: bury.at });
    else plain.push(boosted(one, find("boost", one.key)));
  }
  plain.sort((a, b) => b.score - a.score);
  return { items: placed(pinned, [...plain, ...buried]), excluded };
}

interface PinnedItem extends RuledItem {
  readonly place: number | undefined;
}

function boosted(one: ScoredItem, boost: RuleInForce | undefined): RuledItem {
  if (boost === undefined) return { ...one, rule: -1 };
  return { ...one, score: one.score * (boost.rule.by ?? 2), rule: boost.at };
}

/** Products that a pin names and no strategy does, in the order in which they are named. Nothing is put on a list that is given. */
function pinnedBeside(
  scored: readonly ScoredItem[],
  inForce: readonly RuleInForce[],
  admission: Admission,
  { choice }: Asked,
): readonly ScoredItem[] {
  if (choice.given === true) return [];
  const known = new Set(scored.map(({ key }) => key));
  const named = inForce.flatMap(({ rule }) => (rule.do === "pin" ? (rule.what.products ?? []) : []));
  return [...new Set(named)].flatMap((product) => {
    const shown = admission.admitPinned(product);
    if (shown === undefined || known.has(shown)) return [];
    known.add(shown);
    return [{ key: shown, score: 0, places: new Map() }];
  });
}

/** Those with a place stand there, as far as the list is that long; the others before all that is not pinned. */
function placed(pinned: readonly PinnedItem[], rest: readonly RuledItem[]): readonly RuledItem[] {
  const byRule = pinned.toSorted((a, b) => a.rule - b.rule);
  const list: RuledItem[] = [...byRule.filter(({ place }) => place === undefined), ...rest];
  for (const one of byRule
    .filter(({ place }) => place !== undefined)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0)))
    list.splice((one.place ?? 1) - 1, 0, one);
  return list;
}
