import { expect, test } from "vitest";
import { chanceOf } from "./chance.ts";
import { aucEstimate, aucOf, bootstrapMeans, logLoss } from "./model-quality.ts";
import { fitRidge, logOddsOf, probabilityOf } from "./ridge-model.ts";

const breathe = (): Promise<void> => Promise.resolve();

test("the model finds the weights that customers were made with", async () => {
  const chance = chanceOf(3);
  const weights = [1.5, -1, 0];
  const rows = Array.from({ length: 40_000 }, () => weights.flatMap((_, at) => (chance() < 0.5 ? [at] : [])));
  const labels = rows.map((row) =>
    chance() < 1 / (1 + Math.exp(0.5 - row.reduce((sum, at) => sum + (weights[at] ?? 0), 0))) ? 1 : 0,
  );

  const model = await fitRidge(rows, labels, 3, 1, breathe);

  expect(model.intercept).toBeCloseTo(-0.5, 1);
  model.weights.forEach((weight, at) => {
    expect(Math.abs(weight - (weights[at] ?? 0))).toBeLessThan(0.07);
  });
});

test("at the answer nothing pulls any weight: errors and penalty balance", async () => {
  const chance = chanceOf(11);
  const rows = Array.from({ length: 300 }, () =>
    Array.from({ length: 12 }, (_, at) => at).filter(() => chance() < 0.4),
  );
  const labels = rows.map((row) => (chance() < (row.includes(2) ? 0.8 : 0.3) ? 1 : 0));
  const lambda = 2;

  const model = await fitRidge(rows, labels, 12, lambda, breathe);

  const errors = rows.map((row, at) => (labels[at] ?? 0) - probabilityOf(model, row));
  expect(errors.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 6);
  model.weights.forEach((weight, feature) => {
    const pull = errors.filter((_, at) => rows[at]?.includes(feature)).reduce((sum, one) => sum + one, 0);
    expect(pull - lambda * weight).toBeCloseTo(0, 6);
  });
});

test("two features that are always the same share the weight, and one that tells everything stays finite", async () => {
  const rows = Array.from({ length: 100 }, (_, at) => (at < 50 ? [0, 1] : []));
  const model = await fitRidge(
    rows,
    rows.map((row) => (row.length > 0 ? 1 : 0)),
    2,
    1,
    breathe,
  );

  expect(model.weights[0]).toBeCloseTo(model.weights[1] ?? 0, 9);
  expect(Number.isFinite(logOddsOf(model, [0, 1]))).toBe(true);
});

test("the area under the curve counts pairs, equals half", () => {
  const [scores, labels] = [
    [0.1, 0.4, 0.35, 0.8, 0.4],
    [0, 0, 1, 1, 1],
  ];
  let pairs = 0;
  for (const one of [0.35, 0.8, 0.4])
    for (const zero of [0.1, 0.4]) pairs += one > zero ? 1 : one === zero ? 0.5 : 0;

  expect(aucOf(scores, labels)).toBeCloseTo(pairs / 6, 12);
  expect(aucOf([1, 2], [1, 1])).toBe(0.5);
});

test("the interval of an area is the published one", () => {
  // Hanley and McNeil (1982): 0.893 of 51 abnormal and 58 normal images has a standard error of 0.032.
  const { from, until } = aucEstimate(0.893, 51, 58);

  expect((until - from) / 2 / 1.96).toBeCloseTo(0.032, 2);
});

test("the bootstrap is the same each time, and as wide as theory says", () => {
  const chance = chanceOf(5);
  const values = Array.from({ length: 2_000 }, () => chance());
  const [one] = bootstrapMeans([values], 1);
  const [again] = bootstrapMeans([values], 1);

  expect(one).toEqual(again);
  expect((one?.until ?? 0) - (one?.from ?? 0)).toBeCloseTo(2 * 1.96 * Math.sqrt(1 / 12 / 2_000), 2);
  expect(logLoss(0.5, 1)).toBeCloseTo(Math.LN2, 12);
});
