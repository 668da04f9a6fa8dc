import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BucketRange,
  bucketHash,
  bucketRanges,
  chooseBucket,
  isInBucketNamespace,
} from "./bucketing.ts";

/** Other clients may run them too. */
interface Vectors {
  readonly places: readonly {
    readonly seed: string;
    readonly value: string;
    readonly version: number;
    readonly place: number | null;
  }[];
  readonly ranges: readonly {
    readonly name: string;
    readonly count: number;
    readonly coverage: number;
    readonly weights: readonly number[] | null;
    readonly ranges: readonly BucketRange[];
  }[];
  readonly choices: readonly {
    readonly place: number;
    readonly ranges: readonly BucketRange[];
    readonly chosen: number;
  }[];
  readonly namespaces: readonly {
    readonly value: string;
    readonly namespace: string;
    readonly range: BucketRange;
    readonly isIn: boolean;
  }[];
}

const vectors: Vectors = JSON.parse(
  readFileSync(new URL("../vectors/bucketing.json", import.meta.url), "utf8"),
);

test.each(vectors.places)(
  "the place of $value under $seed by version $version is $place, as everywhere",
  ({ seed, value, version, place }) => {
    expect(bucketHash(seed, value, version)).toBe(place);
  },
);

test.each(vectors.ranges)("variants have their ranges: $name", ({ count, coverage, weights, ranges }) => {
  const found = bucketRanges(count, coverage, weights);

  const rounded = found.map((range) => range.map((edge) => Number(edge.toFixed(6))));
  expect(rounded).toEqual(ranges);
});

test.each(vectors.choices)(
  "place $place is in the first range that holds it, the upper edge not included, or in none: $chosen",
  ({ place, ranges, chosen }) => {
    expect(chooseBucket(place, ranges)).toBe(chosen);
  },
);

test.each(vectors.namespaces)(
  "user $value in $namespace from $range: $isIn, as everywhere",
  ({ value, namespace, range, isIn }) => {
    expect(isInBucketNamespace(namespace, value, range)).toBe(isIn);
  },
);

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
