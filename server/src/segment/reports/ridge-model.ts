/** One customer to a model: the places of the features that are true of it, each once. */
export type FeatureRow = readonly number[];

export interface RidgeModel {
  readonly intercept: number;
  /** By feature, in log-odds. */
  readonly weights: readonly number[];
}

const mostSteps = 25;
const closeEnough = 1e-6;

/**
 * Logistic regression with a ridge penalty (λ/2 times the sum of squared weights, the intercept free), by Newton's method: the penalty
 * makes the problem strictly convex, so there is one answer. `labels`: 1 or 0. `breathe` is called between two steps of some 10 ms.
 */
export async function fitRidge(
  rows: readonly FeatureRow[],
  labels: readonly number[],
  features: number,
  lambda: number,
  breathe: () => Promise<void>,
): Promise<RidgeModel> {
  const size = features + 1;
  const beta = new Float64Array(size);
  beta[features] = Math.log((sumOf(labels) + 0.5) / (labels.length - sumOf(labels) + 0.5));
  for (let step = 0; step < mostSteps; step += 1) {
    const change = newtonStep(rows, labels, beta, lambda);
    let largest = 0;
    change.forEach((one, at) => {
      beta[at] = (beta[at] ?? 0) + one;
      largest = Math.max(largest, Math.abs(one));
    });
    if (largest < closeEnough) break;
    await breathe();
  }
  return { intercept: beta[features] ?? 0, weights: [...beta.subarray(0, features)] };
}

/** From 0 to 1. */
export function probabilityOf(model: RidgeModel, row: FeatureRow): number {
  return 1 / (1 + Math.exp(-logOddsOf(model, row)));
}

export function logOddsOf({ intercept, weights }: RidgeModel, row: FeatureRow): number {
  let sum = intercept;
  for (const feature of row) sum += weights[feature] ?? 0;
  return sum;
}

function newtonStep(
  rows: readonly FeatureRow[],
  labels: readonly number[],
  beta: Float64Array,
  lambda: number,
): Float64Array {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const curve = new Float64Array(size * size);
  const at = new Int32Array(size);
  rows.forEach((row, nth) => {
    let count = 0;
    for (const feature of row) at[count++] = feature;
    at[count++] = size - 1;
    addRow(at.subarray(0, count), labels[nth] ?? 0, beta, gradient, curve);
  });
  for (let place = 0; place < size - 1; place += 1) {
    gradient[place] = (gradient[place] ?? 0) - lambda * (beta[place] ?? 0);
    curve[place * size + place] = (curve[place * size + place] ?? 0) + lambda;
  }
  return solve(curve, gradient);
}

/** Only the lower half of the curvature is kept: the features of a row need not be in order. */
function addRow(
  at: Int32Array,
  label: number,
  beta: Float64Array,
  gradient: Float64Array,
  curve: Float64Array,
): void {
  const size = beta.length;
  let odds = 0;
  for (const place of at) odds += beta[place] ?? 0;
  const probability = 1 / (1 + Math.exp(-odds));
  const error = label - probability;
  const weight = Math.max(1e-9, probability * (1 - probability));
  for (const one of at) {
    gradient[one] = (gradient[one] ?? 0) + error;
    for (const other of at) {
      if (other > one) continue;
      const cell = one * size + other;
      curve[cell] = (curve[cell] ?? 0) + weight;
    }
  }
}

/** By Cholesky's decomposition, in place. `matrix` is symmetric and positive definite, its lower half is read. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  decompose(matrix, size);
  const cell = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  const answer = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let rest = answer[row] ?? 0;
    for (let k = 0; k < row; k += 1) rest -= cell(row, k) * (answer[k] ?? 0);
    answer[row] = rest / cell(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = answer[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) rest -= cell(k, row) * (answer[k] ?? 0);
    answer[row] = rest / cell(row, row);
  }
  return answer;
}

function decompose(matrix: Float64Array, size: number): void {
  const cell = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  const restAt = (row: number, column: number): number => {
    let rest = cell(row, column);
    for (let k = 0; k < column; k += 1) rest -= cell(row, k) * cell(column, k);
    return rest;
  };
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1)
      matrix[row * size + column] = restAt(row, column) / cell(column, column);
    matrix[row * size + row] = Math.sqrt(restAt(row, row));
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
