import { expect, test } from "vitest";
import { type DeathHistory, type Mourning, noDeaths, recordDeath } from "./death-history.ts";

const second = 1_000;

/** Deaths one after the other: how long each life was, in milliseconds. */
function livesOf(livesMs: readonly number[]): readonly Mourning[] {
  let history: DeathHistory = noDeaths;
  let nowMs = 0;
  return livesMs.map((livedMs) => {
    nowMs += livedMs;
    const mourning = recordDeath(history, nowMs, livedMs);
    history = mourning.history;
    nowMs += mourning.pauseMs;
    return mourning;
  });
}

test("an engine that is killed every three seconds is started at once each time, and told to loop from the sixth death", () => {
  const lives = livesOf(Array.from({ length: 10 }, () => 3 * second));

  expect(lives.map(({ pauseMs }) => pauseMs)).toEqual(Array.from({ length: 10 }, () => 0));
  expect(lives.map(({ isLoop }) => isLoop)).toEqual([...Array(5).fill(false), ...Array(5).fill(true)]);
});

test("an engine that dies at birth is tried five times at once, then ever more slowly, at most every thirty seconds", () => {
  const lives = livesOf(Array.from({ length: 12 }, () => 10));

  expect(lives.map(({ pauseMs }) => pauseMs / second)).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30]);
  expect(lives.at(-1)?.isLoop).toBe(true);
});

test("one good life ends the slowness", () => {
  const lives = livesOf([10, 10, 10, 10, 10, 10, 120 * second, 10]);

  expect(lives.at(5)?.pauseMs).toBe(second);
  expect(lives.slice(6).map(({ pauseMs, isLoop }) => ({ pauseMs, isLoop }))).toEqual([
    { pauseMs: 0, isLoop: false },
    { pauseMs: 0, isLoop: false },
  ]);
});

test("six deaths spread over more than a minute are no loop", () => {
  expect(livesOf(Array.from({ length: 6 }, () => 13 * second)).some(({ isLoop }) => isLoop)).toBe(false);
});
