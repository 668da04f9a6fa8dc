import { expect, test } from "vitest";
import { sampleRatioOf, twoTails } from "./sample-ratio.ts";

test("a tenth expected and 10.2 % seen of 10,000 is chance; 12 % is a mistake", () => {
  expect(sampleRatioOf(0.1, 1_020, 8_980)).toMatchObject({ expected: 0.1, observed: 0.102, holds: true });
  expect(sampleRatioOf(0.1, 1_200, 8_800)).toMatchObject({ observed: 0.12, holds: false });
});

test("a hold-out of nobody, of everybody, and of no customers at all is as it should be", () => {
  expect(sampleRatioOf(0, 0, 50)).toMatchObject({ p: 1, holds: true });
  expect(sampleRatioOf(1, 50, 0)).toMatchObject({ p: 1, holds: true });
  expect(sampleRatioOf(0.1, 0, 0)).toMatchObject({ p: 1, holds: true });
  expect(sampleRatioOf(0, 1, 50)).toMatchObject({ p: 0, holds: false });
});

test.each([
  [0, 1],
  [1, 0.3173105],
  [1.959964, 0.05],
  [2.5, 0.0124193],
  [5, 5.733e-7],
])(
  "the normal distribution is at least %f from its mean with a chance of %f, as tables have it",
  (z, printed) => {
    expect(twoTails(z)).toBeCloseTo(printed, 6);
  },
);
