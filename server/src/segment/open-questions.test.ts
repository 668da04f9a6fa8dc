import fc from "fast-check";
import { expect, test } from "vitest";
import { viewOf } from "../profile/index.ts";
import { dependantsOf } from "./dependants-of.ts";
import { openQuestions } from "./open-questions.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { observeAll, programOf } from "./testing/program-of.ts";
import { randomSegments } from "./testing/random-condition.ts";
import { leafStateOf, type RandomCustomer, randomCustomer, randomNow } from "./testing/random-history.ts";

const dayMs = 86_400_000;

const scene = randomNow.chain((nowMs) =>
  fc.record({
    nowMs: fc.constant(nowMs),
    segments: randomSegments,
    customer: randomCustomer(nowMs),
    waits: fc.array(fc.integer({ min: 1, max: 500 * dayMs }), { minLength: 6, maxLength: 6 }),
    someId: fc.nat(20),
  }),
);

test("of a customer no more is asked than may have changed, and they are in the very segments that all would tell", () => {
  let [asked, all] = [0, 0];
  fc.assert(
    fc.property(scene, ({ nowMs, segments, customer, waits, someId }) => {
      const program = programOf(segments);
      const answered = new Set(program.definitions.map(({ segmentId }) => segmentId));
      const unsettled = new Set([someId].filter((id) => answered.has(id)));
      const view = viewFor(program, customer);
      const { members: written, until } = membersAt(program, view, nowMs);
      // Of one that not everybody was asked about nothing is written yet, and of those that refer to it something that is not so.
      const unwritten = new Set([...unsettled].flatMap((id) => [id, ...dependantsOf(program, id)]));
      const members = written.filter((id) => !unwritten.has(id));

      for (const wait of waits) {
        const atMs = nowMs + wait;
        const which = openQuestions(
          { program, answered, unsettled },
          { view, members, isDue: until !== undefined && until <= atMs },
        );
        const told = new Set(members);
        for (const { segmentId, isMember } of program.evaluate(view, which, atMs, (id) =>
          members.includes(id),
        )) {
          if (isMember) told.add(segmentId);
          else told.delete(segmentId);
        }
        expect([...told].sort()).toEqual([...membersAt(program, view, atMs).members].sort());
        asked += which.length;
        all += answered.size;
      }
    }),
    { numRuns: 300 },
  );
  expect(asked).toBeLessThan(all);
});

function viewFor(program: SegmentProgram, customer: RandomCustomer): ReturnType<typeof viewOf> {
  const leaves = customer.leaves.map((leaf, at) => [
    String(at + 1),
    { ...leafStateOf(leaf), slots: observeAll(program, leaf.events) },
  ]);
  return viewOf(1, { leaves: Object.fromEntries(leaves), segments: {} });
}

/** All asked at once, and when the first answer runs out. */
function membersAt(
  program: SegmentProgram,
  view: ReturnType<typeof viewOf>,
  atMs: number,
): { readonly members: readonly number[]; readonly until: number | undefined } {
  const answers = program.evaluate(view, "all", atMs, () => false);
  const untils = answers.flatMap(({ until }) => until ?? []);
  return {
    members: answers.filter(({ isMember }) => isMember).map(({ segmentId }) => segmentId),
    until: untils.length === 0 ? undefined : Math.min(...untils),
  };
}
