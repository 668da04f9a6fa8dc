import { expect, test } from "vitest";
import { knownLift, tryOut } from "./world/known-lift.ts";

test("in about 95 of 100 trials the interval covers what the simulator knows to be the lift", () => {
  const known = knownLift(4_712, 6_000, 1.25);
  const trial = { customers: 1_500, share: 0.2, isLifted: true, isAdjusted: true };

  const told = Array.from({ length: 400 }, (_, at) => tryOut(known, at + 1, trial).differenceMinor);
  const covered = told.filter((one) => one !== null && one.from <= known.truth && known.truth <= one.until);

  expect(known.truth).toBeGreaterThan(100);
  expect(covered.length / told.length).toBeGreaterThan(0.92);
  expect(covered.length / told.length).toBeLessThan(0.99);
});
