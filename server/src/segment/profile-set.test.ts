import fc from "fast-check";
import { expect, test } from "vitest";
import {
  both,
  either,
  idsIn,
  isIn,
  profileSetOf,
  profileSetOfWords,
  sampleOf,
  sizeOf,
  without,
} from "./profile-set.ts";

const ids = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100_000 })));
const sorted = (list: Iterable<number>): readonly number[] => [...list].sort((a, b) => a - b);

test("sets of customers join, meet and differ like sets of numbers", () => {
  fc.assert(
    fc.property(ids, ids, (left, right) => {
      const [a, b] = [profileSetOf(left), profileSetOf(right)];
      const [setA, setB] = [new Set(left), new Set(right)];

      expect([...idsIn(a)]).toEqual(sorted(left));
      expect([...idsIn(both(a, b))]).toEqual(sorted(setA.intersection(setB)));
      expect([...idsIn(either(a, b))]).toEqual(sorted(setA.union(setB)));
      expect([...idsIn(without(a, b))]).toEqual(sorted(setA.difference(setB)));
      expect(sizeOf(a)).toBe(left.length);
      for (const id of right) expect(isIn(a, id)).toBe(setA.has(id));
    }),
  );
});

test("words as a store gives them, in any order, are the set", () => {
  expect([...idsIn(profileSetOfWords([3, 0], [2 ** 31 + 1, 6]))]).toEqual([1, 2, 96, 127]);
  expect([...idsIn(profileSetOfWords([], []))]).toEqual([]);
});

test("a sample is spread over the whole set and always the same", () => {
  const set = profileSetOf(Array.from({ length: 1_000 }, (_, at) => 3 * at));

  expect(sampleOf(set, 4)).toEqual([0, 750, 1_500, 2_250]);
  expect(sampleOf(profileSetOf([7, 5]), 10)).toEqual([5, 7]);
  expect(sampleOf(profileSetOf([]), 10)).toEqual([]);
});
