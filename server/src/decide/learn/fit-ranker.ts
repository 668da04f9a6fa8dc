import { addTo, numberAt, smallAt, wholeAt } from "./numbers.ts";
import type { Questions } from "./questions.ts";
import { type Ranker, scoreRows } from "./ranker.ts";

export interface Fitting {
  readonly hidden: number;
  readonly rounds: number;
  readonly seed: number;
}

const atOnce = 256;
const firstStep = 0.02;
const lastStep = 0.001;
const shrinking = 1e-4;
/** Shares that are wrong by less teach nothing worth the time. */
const negligible = 3e-4;

/** Finds the weights under which what was wanted has the largest share of merit (softmax, Adam). The same questions and seed give the same weights. */
export function fitRanker(questions: Questions, { hidden, rounds, seed }: Fitting): Ranker {
  const { inputs } = questions;
  const spread = measureSpread(questions);
  const random = randomOf(seed);
  const weights = new Float64Array(inputs + hidden * (inputs + 2));
  for (let at = inputs; at < inputs + hidden * inputs; at += 1) weights[at] = (random() - 0.5) * 0.5;
  for (let at = weights.length - hidden; at < weights.length; at += 1) weights[at] = (random() - 0.5) * 0.4;
  const scaled: Questions = { ...questions, rows: scale(questions.rows, spread) };
  const walk = startWalk(weights);
  const order = Int32Array.from({ length: questions.starts.length - 1 }, (_, question) => question);
  const learner = createLearner(scaled, rankerOver(weights, inputs, hidden), walk.slope);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    const step = firstStep * (1 - round / rounds) + lastStep;
    for (let from = 0; from < order.length; from += atOnce) {
      const batch = order.subarray(from, from + atOnce);
      walk.slope.fill(0);
      for (const question of batch) learner(question);
      takeStep(walk, step, batch.length);
    }
  }
  return unscale(rankerOver(weights, inputs, hidden), spread);
}

function rankerOver(weights: Float64Array, inputs: number, hidden: number): Ranker {
  const inner = inputs + hidden * inputs;
  return {
    inputs,
    hidden,
    direct: weights.subarray(0, inputs),
    inner: weights.subarray(inputs, inner),
    bias: weights.subarray(inner, inner + hidden),
    outer: weights.subarray(inner + hidden),
  };
}

/** Adds the slope of one question to `slope`, which is laid out like the weights. */
function createLearner(
  questions: Questions,
  ranker: Ranker,
  slope: Float64Array,
): (question: number) => void {
  const { inputs, rows, starts, wanted } = questions;
  const into = rankerOver(slope, inputs, ranker.hidden);
  let [merits, sums] = [new Float64Array(0), new Float64Array(0)];
  return (question) => {
    const first = wholeAt(starts, question);
    const count = wholeAt(starts, question + 1) - first;
    if (count > merits.length)
      [merits, sums] = [new Float64Array(count), new Float64Array(count * ranker.hidden)];
    scoreRows(ranker, rows.subarray(first * inputs), count, merits, sums);
    toShares(merits, count);
    for (let row = 0; row < count; row += 1) {
      const excess = numberAt(merits, row) - smallAt(wanted, first + row);
      if (Math.abs(excess) < negligible) continue;
      learnRow(ranker, into, rows, (first + row) * inputs, excess, sums, row * ranker.hidden);
    }
  };
}

/** What each weight did to the merit of a row, by how much too large that is. */
function learnRow(
  ranker: Ranker,
  into: Ranker,
  rows: Float32Array,
  from: number,
  excess: number,
  sums: Float64Array,
  sumsFrom: number,
): void {
  const { inputs, hidden, outer } = ranker;
  addRow(into.direct, 0, rows, from, inputs, excess);
  for (let unit = 0; unit < hidden; unit += 1) {
    const sum = numberAt(sums, sumsFrom + unit);
    const soft = 1 + Math.abs(sum);
    addTo(into.outer, unit, (excess * sum) / soft);
    const back = (excess * numberAt(outer, unit)) / (soft * soft);
    addTo(into.bias, unit, back);
    addRow(into.inner, unit * inputs, rows, from, inputs, back);
  }
}

function addRow(
  sums: Float64Array,
  to: number,
  rows: Float32Array,
  from: number,
  length: number,
  by: number,
): void {
  for (let at = 0; at < length; at += 1) addTo(sums, to + at, by * smallAt(rows, from + at));
}

/** Merits become shares of 1. */
function toShares(merits: Float64Array, count: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < count; row += 1) most = Math.max(most, numberAt(merits, row));
  let sum = 0;
  for (let row = 0; row < count; row += 1) {
    merits[row] = Math.exp(numberAt(merits, row) - most);
    sum += numberAt(merits, row);
  }
  for (let row = 0; row < count; row += 1) merits[row] = numberAt(merits, row) / sum;
}

/** Adam. */
interface Walk {
  readonly weights: Float64Array;
  readonly slope: Float64Array;
  readonly pace: Float64Array;
  readonly roughness: Float64Array;
  steps: number;
}

function startWalk(weights: Float64Array): Walk {
  const { length } = weights;
  return {
    weights,
    slope: new Float64Array(length),
    pace: new Float64Array(length),
    roughness: new Float64Array(length),
    steps: 0,
  };
}

function takeStep(walk: Walk, step: number, questions: number): void {
  const { weights, slope, pace, roughness } = walk;
  walk.steps += 1;
  const warmPace = 1 - 0.9 ** walk.steps;
  const warmRoughness = 1 - 0.99 ** walk.steps;
  for (let at = 0; at < weights.length; at += 1) {
    const weight = numberAt(weights, at);
    const down = numberAt(slope, at) / questions + shrinking * weight;
    const paced = 0.9 * numberAt(pace, at) + 0.1 * down;
    const rough = 0.99 * numberAt(roughness, at) + 0.01 * down * down;
    pace[at] = paced;
    roughness[at] = rough;
    weights[at] = weight - (step * (paced / warmPace)) / (Math.sqrt(rough / warmRoughness) + 1e-8);
  }
}

interface Spread {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

function measureSpread({ inputs, rows }: Questions): Spread {
  const count = Math.max(1, rows.length / inputs);
  const mean = new Float64Array(inputs);
  const square = new Float64Array(inputs);
  for (let at = 0; at < rows.length; at += 1) {
    const value = smallAt(rows, at);
    addTo(mean, at % inputs, value / count);
    addTo(square, at % inputs, (value * value) / count);
  }
  const scale = square.map((sum, column) => Math.sqrt(Math.max(0, sum - numberAt(mean, column) ** 2)) + 1e-3);
  return { mean, scale };
}

function scale(rows: Float32Array, { mean, scale: by }: Spread): Float32Array {
  const inputs = mean.length;
  const scaled = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += inputs) {
    for (let at = 0; at < inputs; at += 1)
      scaled[from + at] = (smallAt(rows, from + at) - numberAt(mean, at)) / numberAt(by, at);
  }
  return scaled;
}

/** The same merits, up to a constant, for features as they are. */
function unscale(
  { inputs, hidden, direct, inner, bias, outer }: Ranker,
  { mean, scale: by }: Spread,
): Ranker {
  const plain = inner.map((weight, at) => weight / numberAt(by, at % inputs));
  const shifted = bias.map((start, unit) => {
    let sum = start;
    for (let at = 0; at < inputs; at += 1) sum -= numberAt(plain, unit * inputs + at) * numberAt(mean, at);
    return sum;
  });
  return {
    inputs,
    hidden,
    direct: direct.map((weight, at) => weight / numberAt(by, at)),
    inner: plain,
    bias: shifted,
    outer: outer.slice(),
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
