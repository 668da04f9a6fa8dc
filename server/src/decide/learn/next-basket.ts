import { type BasketGround, basketInputs, createBasketDescriber } from "./basket-features.ts";
import { buildBasketGraph, mostSold } from "./basket-graph.ts";
import { belongTogether } from "./belong-together.ts";
import { type Fitting, fitRanker } from "./fit-ranker.ts";
import { basketsOf, countBaskets, countCustomers, type Histories, withoutLast } from "./histories.ts";
import { numberAt, wholeAt } from "./numbers.ts";
import { openQuestions, type Questions } from "./questions.ts";
import { type Ranker, scoreRows } from "./ranker.ts";
import { largest } from "./sheet.ts";

export interface BasketModel {
  readonly ground: BasketGround;
  readonly ranker: Ranker;
}

/** Products and how much they speak for themselves, the most first. `baskets` oldest first. */
export type ScoreBasket = (
  baskets: readonly ArrayLike<number>[],
  most: number,
) => readonly (readonly [item: number, merit: number])[];

export interface BasketSettings extends Fitting {
  readonly mostQuestions: number;
}

const basketSettings: BasketSettings = { seed: 1, mostQuestions: 12_000, hidden: 8, rounds: 8 };

const candidates = 200;
const candidatesLearned = 120;

/**
 * The weights are learned from the last basket of customers who have several, by what was known without these, and checked on other such
 * customers; then everything is counted again with these baskets in.
 */
export function trainBasket(
  histories: Histories,
  settings: BasketSettings = basketSettings,
): BasketModel & { readonly check: BasketCheck } {
  const before = basketGroundOf(withoutLast(histories));
  const ranker = fitRanker(askAbout(before, histories, settings.mostQuestions), settings);
  return {
    ground: basketGroundOf(histories),
    ranker,
    check: checkBasket({ ground: before, ranker }, histories),
  };
}

/** Mean share of the next basket that was among the first 10; the same of what is sold most, and of what was bought together with one product of it. */
export interface BasketCheck {
  readonly asked: number;
  readonly recall10: number;
  readonly popularRecall10: number;
  readonly pairsAsked: number;
  readonly togetherHr10: number;
  readonly popularHr10: number;
}

const firstPlaces = 10;
/** Every so manieth customer teaches nothing and checks. */
const checkedEvery = 10;
const checksAsked = 3_000;

function checkBasket(model: BasketModel, histories: Histories): BasketCheck {
  const { graph } = model.ground;
  const score = createBasketScorer(model);
  const popular = mostSold(graph, firstPlaces);
  const sums = { asked: 0, recall: 0, popular: 0, pairs: 0, together: 0, popularOther: 0 };
  for (
    let customer = 0;
    customer < countCustomers(histories) && sums.asked < checksAsked;
    customer += checkedEvery
  ) {
    const baskets = basketsOf(histories, customer);
    const next = new Set(baskets.pop());
    if (baskets.length === 0 || next.size === 0) continue;
    sums.asked += 1;
    sums.recall += shareOf(
      next,
      score(baskets, firstPlaces).map(([item]) => item),
    );
    sums.popular += shareOf(next, popular);
    const [seed = 0, ...others] = next;
    if (others.length === 0) continue;
    const rest = new Set(others);
    sums.pairs += 1;
    const together = belongTogether(graph, [seed], firstPlaces).map(([item]) => item);
    if (together.some((item) => rest.has(item))) sums.together += 1;
    if (popular.some((item) => rest.has(item))) sums.popularOther += 1;
  }
  const asked = Math.max(1, sums.asked);
  const pairs = Math.max(1, sums.pairs);
  return {
    asked: sums.asked,
    recall10: sums.recall / asked,
    popularRecall10: sums.popular / asked,
    pairsAsked: sums.pairs,
    togetherHr10: sums.together / pairs,
    popularHr10: sums.popularOther / pairs,
  };
}

function shareOf(wanted: ReadonlySet<number>, offered: readonly number[]): number {
  return offered.filter((item) => wanted.has(item)).length / wanted.size;
}

function basketGroundOf(histories: Histories): BasketGround {
  const lately = new Float32Array(histories.products);
  for (let customer = 0; customer < countCustomers(histories); customer += 1) {
    for (const item of basketsOf(histories, customer).at(-1) ?? []) lately[item] = (lately[item] ?? 0) + 1;
  }
  return { graph: buildBasketGraph(histories), baskets: countBaskets(histories), lately };
}

function askAbout(before: BasketGround, histories: Histories, most: number): Questions {
  const describe = createBasketDescriber(before, candidatesLearned);
  const customers = countCustomers(histories);
  const every = Math.max(1, Math.ceil(customers / most));
  const questions = openQuestions(basketInputs, candidatesLearned, most);
  for (let customer = 0; customer < customers; customer += 1) {
    if (customer % checkedEvery === 0 || Math.floor(customer / checkedEvery) % every !== 0) continue;
    const baskets = basketsOf(histories, customer);
    const bought = new Set(baskets.pop());
    if (baskets.length === 0) continue;
    const { count, items, rows } = describe(baskets);
    const hits = items.subarray(0, count).filter((item) => bought.has(item)).length;
    if (hits > 0) questions.enter(rows, count, (row) => (bought.has(wholeAt(items, row)) ? 1 / hits : 0));
  }
  return questions.close();
}

export function createBasketScorer({ ground, ranker }: BasketModel): ScoreBasket {
  const describe = createBasketDescriber(ground, candidates);
  const merits = new Float64Array(candidates);
  return (baskets, most) => {
    const { count, items, rows } = describe(baskets);
    scoreRows(ranker, rows, count, merits);
    return Array.from(
      largest(merits, count, most),
      (row) => [wholeAt(items, row), numberAt(merits, row)] as const,
    );
  };
}
