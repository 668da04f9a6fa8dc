import { expect, test } from "vitest";
import { chanceOf } from "./chance.ts";
import { newcombe, ratioInterval, wilson, zOf } from "./intervals.ts";

const z = zOf(0.95);

test("the normal distribution is that of the tables", () => {
  expect(z).toBeCloseTo(1.959964, 6);
  expect(zOf(0.99)).toBeCloseTo(2.575829, 6);
  expect(zOf(0.9)).toBeCloseTo(1.644854, 6);
  expect(zOf(1 - 1e-5)).toBeCloseTo(4.417173, 5);
});

test.each([
  // Newcombe, Statistics in Medicine 17 (1998) 857, table I: score method without continuity correction.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("the score interval of %i of %i is the published one", (count, of, from, until) => {
  const interval = wilson({ count, of }, z);

  expect(interval.from).toBeCloseTo(from, 4);
  expect(interval.until).toBeCloseTo(until, 4);
});

test.each([
  // The same, page 873, table II: method 10.
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 10, 0.6075, 1],
])("the interval of %i of %i less %i of %i is the published one", (a, n, b, m, from, until) => {
  const interval = newcombe({ count: a, of: n }, { count: b, of: m }, z);

  expect(interval.from).toBeCloseTo(from, 4);
  expect(interval.until).toBeCloseTo(until, 4);
});

test("a ratio of nothing begins at 0, one by nothing has no end, and one way is the other turned round", () => {
  expect(ratioInterval({ count: 0, of: 50 }, { count: 10, of: 50 }, z).from).toBe(0);
  expect(ratioInterval({ count: 10, of: 50 }, { count: 0, of: 50 }, z).until).toBe(Number.POSITIVE_INFINITY);
  const [one, other] = [
    ratioInterval({ count: 30, of: 100 }, { count: 20, of: 120 }, z),
    ratioInterval({ count: 20, of: 120 }, { count: 30, of: 100 }, z),
  ];
  expect(one.from).toBeCloseTo(1 / other.until, 9);
  expect(one.until).toBeCloseTo(1 / other.from, 9);
});

test("of a thousand samples some 95 in a hundred intervals hold the true difference, and the true ratio", () => {
  const chance = chanceOf(7);
  const drawn = (of: number, share: number) => ({
    count: Array.from({ length: of }, chance).filter((one) => one < share).length,
    of,
  });
  let [differences, ratios] = [0, 0];
  for (let nth = 0; nth < 1_000; nth += 1) {
    const [a, b] = [drawn(150, 0.3), drawn(80, 0.12)];
    const [difference, ratio] = [newcombe(a, b, z), ratioInterval(a, b, z)];
    if (difference.from <= 0.18 && 0.18 <= difference.until) differences += 1;
    if (ratio.from <= 2.5 && 2.5 <= ratio.until) ratios += 1;
  }

  expect(Math.min(differences, ratios)).toBeGreaterThan(930);
  expect(Math.max(differences, ratios)).toBeLessThan(975);
});
