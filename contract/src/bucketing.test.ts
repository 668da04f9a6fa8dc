import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BucketRange,
  bucketHash,
  bucketRanges,
  chooseBucket,
  isInBucketNamespace,
} from "./bucketing.ts";

// Vectors of the open specification that SDKs for experiments share.
test.each([
  ["", "a", 1, 0.22],
  ["", "b", 1, 0.077],
  ["b", "a", 1, 0.946],
  ["ef", "d", 1, 0.652],
  ["asdf", "8952klfjas09ujk", 1, 0.549],
  ["", "123", 1, 0.011],
  ["", '___)((*":&', 1, 0.563],
  ["seed", "a", 2, 0.0505],
  ["seed", "b", 2, 0.2696],
  ["foo", "ab", 2, 0.2575],
  ["foo", "def", 2, 0.2019],
  ["holdout", "1", 2, 0.8043],
  ["experiment", "1", 2, 0.4413],
  ["feature", "123", 1, 0.863],
  ["seed", "a", 99, null],
])("the place of %j %j by version %i is %j, as everywhere", (seed, value, version, place) => {
  expect(bucketHash(seed, value, version)).toBe(place);
});

test.each<[string, number, number, number[] | null, BucketRange[]]>([
  [
    "halves",
    2,
    1,
    null,
    [
      [0, 0.5],
      [0.5, 1],
    ],
  ],
  [
    "half of all",
    2,
    0.5,
    null,
    [
      [0, 0.25],
      [0.5, 0.75],
    ],
  ],
  [
    "nobody",
    2,
    0,
    null,
    [
      [0, 0],
      [0.5, 0.5],
    ],
  ],
  [
    "four",
    4,
    1,
    null,
    [
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 1],
    ],
  ],
  [
    "uneven",
    2,
    1,
    [0.4, 0.6],
    [
      [0, 0.4],
      [0.4, 1],
    ],
  ],
  [
    "three uneven of a fifth",
    3,
    0.2,
    [0.2, 0.3, 0.5],
    [
      [0, 0.04],
      [0.2, 0.26],
      [0.5, 0.6],
    ],
  ],
  [
    "less than nobody",
    2,
    -0.2,
    null,
    [
      [0, 0],
      [0.5, 0.5],
    ],
  ],
  [
    "more than all",
    2,
    1.5,
    null,
    [
      [0, 0.5],
      [0.5, 1],
    ],
  ],
  [
    "weights that are too small",
    2,
    1,
    [0.4, 0.1],
    [
      [0, 0.5],
      [0.5, 1],
    ],
  ],
  [
    "weights that are too large",
    2,
    1,
    [0.7, 0.6],
    [
      [0, 0.5],
      [0.5, 1],
    ],
  ],
  [
    "too many weights",
    4,
    1,
    [0.4, 0.4, 0.2],
    [
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 1],
    ],
  ],
  [
    "weights that nearly fit",
    2,
    1,
    [0.4, 0.5999],
    [
      [0, 0.4],
      [0.4, 0.9999],
    ],
  ],
])("variants have their ranges: %s", (_what, count, coverage, weights, ranges) => {
  const found = bucketRanges(count, coverage, weights);

  const rounded = found.map((range) => range.map((edge) => Number(edge.toFixed(6))));
  expect(rounded).toEqual(ranges);
});

test("a place is in the first range that holds it, the upper edge not included, or in none", () => {
  const halves = bucketRanges(2, 0.5);

  expect(
    [0, 0.2499, 0.25, 0.49, 0.5, 0.7499, 0.75, 0.99].map((place) => chooseBucket(place, halves)),
  ).toEqual([0, 0, -1, -1, 1, 1, -1, -1]);
  expect(
    chooseBucket(0.3, [
      [0.2, 0.4],
      [0, 1],
    ]),
  ).toBe(0);
});

test.each<[string, string, BucketRange, boolean]>([
  ["1", "namespace1", [0, 0.4], false],
  ["1", "namespace1", [0.4, 1], true],
  ["1", "namespace2", [0, 0.4], false],
  ["1", "namespace2", [0.4, 1], true],
  ["2", "namespace1", [0, 0.4], false],
  ["2", "namespace1", [0.4, 1], true],
  ["2", "namespace2", [0, 0.4], false],
  ["2", "namespace2", [0.4, 1], true],
  ["3", "namespace1", [0, 0.4], false],
  ["3", "namespace1", [0.4, 1], true],
  ["3", "namespace2", [0, 0.4], true],
  ["3", "namespace2", [0.4, 1], false],
  ["4", "namespace1", [0, 0.4], false],
  ["4", "namespace1", [0.4, 1], true],
  ["4", "namespace2", [0, 0.4], true],
  ["4", "namespace2", [0.4, 1], false],
])("user %s in %s from %j: %j, as everywhere", (user, namespace, range, isIn) => {
  expect(isInBucketNamespace(namespace, user, range)).toBe(isIn);
});

const share = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);
const weights = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));

test("raising coverage moves nobody from one variant to another, and takes nobody out", () => {
  fc.assert(
    fc.property(weights, share, share, share, (parts, one, other, place) => {
      const [less, more] = one < other ? [one, other] : [other, one];

      const before = chooseBucket(place, bucketRanges(parts.length, less, parts));
      const after = chooseBucket(place, bucketRanges(parts.length, more, parts));

      if (before !== -1) expect(after).toBe(before);
    }),
  );
});
