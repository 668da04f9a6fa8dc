import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/source-files.ts";
import { mostBytes, mostBytesInAll, pictureOf, tour } from "../../scripts/tour.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

test("the README's tour has every step with its picture, in order, and no other", () => {
  const shown = [...readme.matchAll(/^(\d+)\. \*\*([^*]+)\*\*[\s\S]*?!\[[^\]]+\]\(([^)]+)\)/gm)].map(
    ([, nth, title, path]) => [Number(nth), title, path],
  );

  expect(shown).toEqual(tour.map((step, at) => [at + 1, step.title, pictureOf(step)]));
});

test("pictures are small, and each belongs to a step", () => {
  const files = readdirSync(join(root, "docs/tour")).map((name) => `docs/tour/${name}`);
  const bytes = files.map((path) => statSync(join(root, path)).size);

  expect(files.sort()).toEqual(tour.map(pictureOf).sort());
  expect(Math.max(...bytes)).toBeLessThanOrEqual(mostBytes);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(mostBytesInAll);
});
