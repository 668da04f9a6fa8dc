import fc from "fast-check";
import { expect, test } from "vitest";
import { profileSetOf } from "../profile-set.ts";
import { reportOverlap } from "./overlap.ts";

const someIds = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 120 });

test("each customer is in exactly one region, that of all the sets that hold them, whatever the sets are", () => {
  fc.assert(
    fc.property(someIds, fc.array(someIds, { minLength: 2, maxLength: 8 }), (everyone, sets) => {
      const visible = new Set(everyone);
      const inside = sets.map((ids) => ids.filter((id) => visible.has(id)));
      const report = reportOverlap(
        profileSetOf(everyone),
        inside.map((ids, at) => ({ name: String(at), segment: null, members: profileSetOf(ids) })),
      );

      const counted = new Map<string, number>();
      for (const id of everyone) {
        const region = inside.flatMap((ids, at) => (ids.includes(id) ? [at] : [])).join();
        counted.set(region, (counted.get(region) ?? 0) + 1);
      }
      expect(new Map(report.regions.map(({ sets: region, size }) => [region.join(), size]))).toEqual(counted);
      expect(report.sets.map(({ size }) => size)).toEqual(inside.map((ids) => ids.length));
      for (const { first, second, size } of report.pairs)
        expect(size).toBe(inside[first]?.filter((id) => inside[second]?.includes(id)).length);
      expect(report.pairs).toHaveLength((sets.length * (sets.length - 1)) / 2);
    }),
  );
});

test("of two sets that have nothing to do with each other the lift is 1, of two that are the same the share in both is whole", () => {
  const everyone = profileSetOf(Array.from({ length: 100 }, (_, id) => id));
  const half = profileSetOf(Array.from({ length: 50 }, (_, id) => id));
  const even = profileSetOf(Array.from({ length: 50 }, (_, nth) => 2 * nth));
  const named = (members: typeof half) => ({ name: "", segment: null, members });

  expect(reportOverlap(everyone, [named(half), named(even)]).pairs[0]).toMatchObject({ size: 25, lift: 1 });
  expect(reportOverlap(everyone, [named(half), named(half)]).pairs[0]).toMatchObject({ jaccard: 1, lift: 2 });
});
