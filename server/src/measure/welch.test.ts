import { expect, test } from "vitest";
import { Tally } from "./tally.ts";
import { detectableBy, differenceOf, studentOf } from "./welch.ts";

function tallyOf(...customers: readonly (readonly [net: number, before: number])[]): ReturnType<Tally["in"]> {
  const tally = new Tally();
  for (const [net, before] of customers) tally.add([{ currency: "GBP", net, before }]);
  return tally.in("GBP");
}

const without = (...nets: readonly number[]) => tallyOf(...nets.map((net) => [net, 0] as const));

test("without anything from before it is Welch's interval", () => {
  // Worked out apart: means 20.82 and 23.6533, t = -2.852955, 27.8873 degrees of freedom, of which tables have 2.0488.
  const a = without(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4);
  const b = without(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4);

  const { value, from, until, standardError, varianceRemoved } = differenceOf(a, b);

  expect(value / standardError).toBeCloseTo(-2.852955, 6);
  expect((until - value) / standardError).toBeCloseTo(2.0488, 3);
  expect(value - from).toBeCloseTo(until - value, 9);
  expect(varianceRemoved).toBe(0);
});

test.each([
  [10, 2.228139],
  [30, 2.042272],
  [99, 1.984217],
  [1_000, 1.962339],
])(
  "with %i degrees of freedom 95 %% lie within %f standard errors, as tables have it",
  (freedom, printed) => {
    expect(studentOf(1.959963984540054, freedom)).toBeCloseTo(printed, 3);
  },
);

test("what was bought before takes away what the groups differed by already, and narrows the interval", () => {
  const before = Array.from({ length: 40 }, (_, n) => (n * 37) % 101);
  const group = (added: number, more: number) =>
    tallyOf(...before.map((x, n) => [2 * (x + more) + added + (n % 3), x + more] as const));

  const { value, unadjusted, varianceRemoved, from, until } = differenceOf(group(10, 5), group(0, 0));

  expect(unadjusted).toBeCloseTo(20, 9);
  expect(value).toBeCloseTo(10, 1);
  expect(varianceRemoved).toBeGreaterThan(0.99);
  expect([from < 10, until > 10]).toEqual([true, true]);
});

test("groups that are all alike differ by exactly nothing", () => {
  const { value, from, until } = differenceOf(without(5, 5, 5), without(5, 5));

  expect([value, from, until]).toEqual([0, 0, 0]);
});

test("the least difference found four times in five is 2.8 standard errors", () => {
  expect(detectableBy(10)).toBeCloseTo(28.016, 3);
});
