import { fitRanker } from "./fit-ranker.ts";
import { buildItemGraph, type GraphShape } from "./item-graph.ts";
import { createDescriber, type NextGround, nextInputs } from "./next-features.ts";
import { numberAt, wholeAt } from "./numbers.ts";
import { openQuestions, type Questions } from "./questions.ts";
import { type Ranker, scoreRows } from "./ranker.ts";
import { largest } from "./sheet.ts";
import { countVisits, firstVisits, indexVisits, type Visits, visitAt } from "./visits.ts";

/** What can be kept and read again: the visits themselves, the graph of products, the weights. */
export interface NextModel {
  readonly ground: NextGround;
  readonly ranker: Ranker;
}

/** Products and their shares of what comes next, the largest first. */
export type ScoreNext = (
  session: ArrayLike<number>,
  most: number,
) => readonly (readonly [item: number, share: number])[];

export interface NextSettings {
  readonly seed: number;
  /** Share of the visits, newer still, that the weights are checked on. */
  readonly checkedOn: number;
  readonly mostQuestions: number;
  readonly hidden: number;
  readonly rounds: number;
}

const nextSettings: NextSettings = {
  seed: 1,
  checkedOn: 0.01,
  mostQuestions: 12_000,
  hidden: 8,
  rounds: 8,
};

const graphShape: GraphShape = { reach: 8, most: 64, memory: 0.65, occurrences: 20_000 };
const candidates = 100;
const candidatesLearned = 64;
const latelyShare = 0.12;
/** Shares of the visits that the weights may be learned from. */
const [leastNews, mostNews] = [0.02, 0.15];

/**
 * The weights are learned on new visits by what was known before them, and checked on still newer ones; then everything is counted again with
 * all visits in. So nothing that is asked is among what answers, and what is checked has taught nothing.
 */
export function trainNext(
  visits: Visits,
  settings: NextSettings = nextSettings,
): NextModel & { readonly check: NextCheck } {
  const count = countVisits(visits);
  const checkedFrom = Math.floor(count * (1 - settings.checkedOn));
  const learnedFrom = beginOfNews(visits, checkedFrom, settings.mostQuestions);
  const before = groundOf(firstVisits(visits, learnedFrom));
  const range = [learnedFrom, checkedFrom] as const;
  const ranker = fitRanker(askAbout(before, visits, range, settings.mostQuestions), settings);
  const check = checkNext({ ground: before, ranker }, visits, checkedFrom);
  return { ground: groundOf(visits), ranker, check };
}

/** Twice as many places as are asked about, so that they stem from many visits; but neither too few visits nor too many. */
function beginOfNews({ starts }: Visits, until: number, questions: number): number {
  const end = wholeAt(starts, until);
  const [first, last] = [Math.floor(until * (1 - mostNews)), Math.floor(until * (1 - leastNews))];
  let from = last;
  while (from > first && end - wholeAt(starts, from) < 2 * questions) from -= 1;
  return from;
}

/** How often what came next was among the first 20, and its mean reciprocal rank there; the same of what is looked at most. */
export interface NextCheck {
  readonly asked: number;
  readonly hr20: number;
  readonly mrr20: number;
  readonly popularHr20: number;
}

const checksAsked = 4_000;
const firstPlaces = 20;

function checkNext(model: NextModel, visits: Visits, from: number): NextCheck {
  const score = createNextScorer(model);
  const popular = new Set(largest(Float64Array.from(model.ground.lately), visits.products, firstPlaces));
  const ranks: number[] = [];
  let popularHits = 0;
  for (const [session, next] of questionsOf(model.ground, visits, [from, countVisits(visits)], checksAsked)) {
    ranks.push(1 + score(session, firstPlaces).findIndex(([item]) => item === next));
    if (popular.has(next)) popularHits += 1;
  }
  const hits = ranks.filter((rank) => rank > 0);
  const asked = Math.max(1, ranks.length);
  return {
    asked: ranks.length,
    hr20: hits.length / asked,
    mrr20: hits.reduce((sum, rank) => sum + 1 / rank, 0) / asked,
    popularHr20: popularHits / asked,
  };
}

function groundOf(visits: Visits): NextGround {
  const index = indexVisits(visits);
  return { index, graph: buildItemGraph(index, graphShape), lately: countLately(visits) };
}

function countLately(visits: Visits): Float32Array {
  const lately = new Float32Array(visits.products);
  const count = countVisits(visits);
  const from = visits.starts[Math.floor(count * (1 - latelyShare))] ?? 0;
  for (const item of visits.items.subarray(from)) lately[item] = (lately[item] ?? 0) + 1;
  return lately;
}

function askAbout(ground: NextGround, visits: Visits, range: Range, most: number): Questions {
  const describe = createDescriber(ground, candidatesLearned);
  const questions = openQuestions(nextInputs, candidatesLearned, most);
  for (const [session, next] of questionsOf(ground, visits, range, most)) {
    const { count, items, rows } = describe(session);
    const label = items.subarray(0, count).indexOf(next);
    if (label >= 0) questions.enter(rows, count, (row) => (row === label ? 1 : 0));
  }
  return questions.close();
}

type Range = readonly [from: number, until: number];

/** Places of newer visits ask what stands there. Products that older visits do not know are left out. */
function* questionsOf(
  ground: NextGround,
  visits: Visits,
  [from, until]: Range,
  most: number,
): Generator<readonly [session: Int32Array, next: number]> {
  const places = wholeAt(visits.starts, until) - wholeAt(visits.starts, from);
  const every = Math.max(1, Math.ceil(places / most));
  let asked = 0;
  for (let visit = from; visit < until; visit += 1) {
    const session = visitAt(visits, visit).filter((item) => isKnown(ground, item));
    for (let place = 1; place < session.length; place += 1) {
      asked += 1;
      if (asked % every === 0) yield [session.subarray(0, place), wholeAt(session, place)];
    }
  }
}

function isKnown({ index: { placeStarts } }: NextGround, item: number): boolean {
  return wholeAt(placeStarts, item + 1) > wholeAt(placeStarts, item);
}

export function createNextScorer({ ground, ranker }: NextModel): ScoreNext {
  const describe = createDescriber(ground, candidates);
  const merits = new Float64Array(candidates);
  return (session, most) => {
    const { count, items, rows } = describe(session);
    scoreRows(ranker, rows, count, merits);
    const best = largest(merits, count, most);
    const highest = numberAt(merits, wholeAt(best, 0));
    let sum = 0;
    for (let row = 0; row < count; row += 1) sum += Math.exp(numberAt(merits, row) - highest);
    return Array.from(best, (row) => {
      const share = Math.exp(numberAt(merits, row) - highest) / sum;
      return [wholeAt(items, row), share] as const;
    });
  };
}
