import { expect, test } from "vitest";
import { chanceOf } from "./chance.ts";
import { learnRanking } from "./look-alike.ts";

const breathe = (): Promise<void> => Promise.resolve();

/** Of `count` customers each has each of ten facts by chance; `leans` makes the first three likelier. */
function made(count: number, leans: number, seed: number): readonly (readonly string[])[] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 10 }, (_, at) => `stage=${at}`).filter(
      (_, at) => chance() < (at < 3 ? 0.3 + leans : 0.3),
    ),
  );
}

test("members who have something in common are found among others, and what it is is told", async () => {
  const { quality, weights, ranking } = await learnRanking(made(500, 0.5, 1), made(5_000, 0, 2), breathe);

  expect(quality).toMatchObject({ heldOut: 100, others: 1_000 });
  expect(quality.auc.value).toBeGreaterThan(0.8);
  expect(quality.auc.from).toBeLessThan(quality.auc.value);
  const tenth = quality.recall.find(({ top }) => top === 0.1);
  expect(tenth?.lift).toBeGreaterThan(3);
  expect(tenth?.recall.from).toBeGreaterThan(0.2);
  expect(new Set(weights.slice(0, 3).map(({ value }) => value))).toEqual(new Set(["0", "1", "2"]));
  expect(ranking.scoreOf(["stage=0", "stage=1", "stage=2"])).toBeGreaterThan(ranking.scoreOf(["stage=7"]));
});

test("members who are anybody are not found: the interval holds one half", async () => {
  const { quality } = await learnRanking(made(1_000, 0, 3), made(5_000, 0, 4), breathe);

  expect(quality.auc.from).toBeLessThan(0.5);
  expect(quality.auc.until).toBeGreaterThan(0.5);
});
