import { parseCondition } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CustomerView, viewOf } from "../profile/index.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { judge, type NaiveCustomer, type NaiveWorld } from "./testing/naive.ts";
import { observeAll, programOf, timeZone } from "./testing/program-of.ts";
import { computedTraits } from "./testing/random-computed.ts";
import { randomSegments, schemes } from "./testing/random-condition.ts";
import {
  leafStateOf,
  naiveOf,
  type RandomCustomer,
  randomCustomer,
  randomNow,
} from "./testing/random-history.ts";
import { loyaltyOf } from "./testing/random-loyalty.ts";
import { places } from "./testing/random-person.ts";

const hour = 3_600_000;

const scene = randomNow.chain((nowMs) =>
  fc.record({
    nowMs: fc.constant(nowMs),
    segments: randomSegments,
    customers: fc.array(randomCustomer(nowMs), { minLength: 4, maxLength: 4 }),
    shuffle: fc.infiniteStream(fc.nat()),
    later: fc.array(fc.integer({ min: 1, max: 500 * 24 * hour }), { minLength: 3, maxLength: 3 }),
  }),
);

test("every random condition is one that the parser lets in", () => {
  fc.assert(
    fc.property(randomSegments, (segments) => {
      for (const condition of Object.values(segments))
        expect(parseCondition(condition).faults).toBeUndefined();
    }),
  );
});

test("whatever the order and the leaves in which events come, a segment holds those whom its condition means", () => {
  fc.assert(
    fc.property(scene, ({ nowMs, segments, customers, shuffle, later }) => {
      const { program, world } = worldOf(segments);
      for (const customer of customers) {
        const view = viewBy(program, customer, shuffle);
        const naiveAt = naiveAtMoments(customer);
        for (const moment of [nowMs, ...later.map((ms) => nowMs + ms)]) {
          const meant = Object.values(segments).map((condition) =>
            judge(condition, naiveAt(moment), moment, world),
          );
          expect(answers(program, view, moment)).toEqual(meant);
        }
      }
    }),
    { numRuns: 250 },
  );
});

test("an answer holds until the moment it names: nothing changes before, and what names one is asked by the clock", () => {
  fc.assert(
    fc.property(scene, ({ nowMs, segments, customers, shuffle, later }) => {
      const { program, world } = worldOf(segments);
      for (const customer of customers) {
        const view = viewBy(program, customer, shuffle);
        const naiveAt = naiveAtMoments(customer);
        const conditions = Object.values(segments);
        const moments = edges(customer);
        const clocked = program.touchedByClock(view.slots, []);
        program
          .evaluate(view, "all", nowMs, () => false)
          .forEach(({ segmentId, until }, at) => {
            expect(until === undefined || clocked.includes(segmentId)).toBe(true);
            expect(until ?? Number.POSITIVE_INFINITY).toBeGreaterThan(nowMs);
            const condition = conditions[at] ?? { any: [] };
            const isIn = (moment: number): boolean => judge(condition, naiveAt(moment), moment, world);
            const now = isIn(nowMs);
            const last = (until ?? nowMs + 3_000 * 24 * hour) - 1;
            const between = later.map((ms) => Math.min(nowMs + ms, last));
            const within = moments.filter((edge) => edge > nowMs && edge < last);
            const others = new Set([...between, ...within, last]).values().filter((one) => isIn(one) !== now);
            expect({ condition, changesAt: [...others] }).toEqual({ condition, changesAt: [] });
          });
      }
    }),
    { numRuns: 80 },
  );
});

function worldOf(segments: NaiveWorld["segments"]): { program: SegmentProgram; world: NaiveWorld } {
  return {
    program: programOf(segments),
    world: { timeZone, segments, stores: places, schemes, computed: computedTraits },
  };
}

/** Each leaf's events in a random order, in two parts that are merged: what a fill and the fold do. */
function viewBy(program: SegmentProgram, customer: RandomCustomer, shuffle: fc.Stream<number>): CustomerView {
  const leaves = customer.leaves.map((leaf, at) => {
    const ordered = leaf.events
      .map((event) => ({ event, rank: shuffle.next().value ?? 0 }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ event }) => event);
    const cut = (shuffle.next().value ?? 0) % (ordered.length + 1);
    const slots = program.mergeSlots(
      observeAll(program, ordered.slice(cut)),
      observeAll(program, ordered.slice(0, cut)),
    );
    return [String(at + 1), { ...leafStateOf(leaf), slots }] as const;
  });
  const view = viewOf(1, { leaves: Object.fromEntries(leaves), segments: {} });
  return customer.shopper === null ? view : { ...view, loyalty: loyaltyOf(customer.shopper, timeZone) };
}

function answers(program: SegmentProgram, view: CustomerView, moment: number): readonly boolean[] {
  return program
    .evaluate(view, "all", moment, () => {
      throw new Error("All segments are asked.");
    })
    .toSorted((a, b) => a.segmentId - b.segmentId)
    .map(({ isMember }) => isMember);
}

/** The plainest reading of a customer at a moment, made once for each. */
function naiveAtMoments(customer: RandomCustomer): (nowMs: number) => NaiveCustomer {
  const naive = naiveOf(customer, { profileId: 1, timeZone });
  const made = new Map<number, NaiveCustomer>();
  return (nowMs) => {
    const known = made.get(nowMs) ?? naive(nowMs);
    made.set(nowMs, known);
    return known;
  };
}

/** Moments at which windows in use may end, and those just before. */
function edges(customer: RandomCustomer): readonly number[] {
  const day = 24 * hour;
  const lengths = [
    1_000,
    5_400_000,
    day,
    7 * day,
    28 * day,
    30 * day,
    31 * day,
    92 * day,
    365 * day,
    366 * day,
  ];
  return customer.leaves
    .flatMap((leaf) => leaf.events)
    .flatMap(({ occurredAt }) => lengths.flatMap((length) => [occurredAt + length, occurredAt + length - 1]));
}
