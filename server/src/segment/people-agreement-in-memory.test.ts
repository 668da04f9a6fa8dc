import { parseCondition } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerView } from "../profile/index.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { combined, naiveAnswers, peopleScene, viewOfPerson } from "./testing/people-scene.ts";
import { programOf } from "./testing/program-of.ts";

const day = 86_400_000;

test("every random condition on people is one that the parser lets in", () => {
  fc.assert(
    fc.property(combined, (condition) => {
      expect(parseCondition(condition).faults).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test("whatever is known of customers, a segment holds those whom its condition means", () => {
  fc.assert(
    fc.property(peopleScene, ({ segments, people, moments: asked }) => {
      const program = programOf(segments);
      for (const [at, person] of people.entries()) {
        const view = viewOfPerson(person, at + 1);
        for (const moment of asked) {
          expect(answers(program, view, moment)).toEqual(naiveAnswers(segments, person, at + 1, moment));
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("an answer about people holds until the moment it names: nothing changes before, and what names one is asked by the clock", () => {
  fc.assert(
    fc.property(peopleScene, ({ nowMs, segments, people, moments: asked }) => {
      const program = programOf(segments);
      for (const [at, person] of people.entries()) {
        const now = naiveAnswers(segments, person, at + 1, nowMs);
        const untils = program
          .evaluate(viewOfPerson(person, at + 1), "all", nowMs, () => false)
          .toSorted((a, b) => a.segmentId - b.segmentId);
        const clocked = program.touchedByClock([], []);
        untils.forEach(({ segmentId, until }, which) => {
          expect(until === undefined || clocked.includes(segmentId)).toBe(true);
          expect(until ?? Number.POSITIVE_INFINITY).toBeGreaterThan(nowMs);
          const last = (until ?? nowMs + 800 * day) - 1;
          for (const moment of [...asked.map((ms) => Math.min(ms, last)), last]) {
            expect(naiveAnswers(segments, person, at + 1, moment)[which]).toEqual(now[which]);
          }
        });
      }
    }),
    { numRuns: 200 },
  );
});

function answers(program: SegmentProgram, view: CustomerView, moment: number): readonly boolean[] {
  return program
    .evaluate(view, "all", moment, () => {
      throw new Error("All segments are asked.");
    })
    .toSorted((a, b) => a.segmentId - b.segmentId)
    .map(({ isMember }) => isMember);
}
