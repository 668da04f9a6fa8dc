import { expect, test } from "vitest";
import { herdOf } from "./herd.ts";

const nobody: ReadonlySet<number> = new Set();
const dueAt = (...moments: readonly number[]) =>
  moments.map((moment, at) => ({ profileId: at, dueAt: moment }));

test("who is due again within the herd is taken where the second moment belongs, before those who are due later", () => {
  const herd = herdOf(dueAt(59, 59, 60, 98), 150);

  const first = herd.next(2, nobody);
  herd.rejoin([{ profileId: 0, dueAt: 89 }]);

  expect(first).toEqual({ profileIds: [0, 1], to: 59 });
  expect(herd.next(2, nobody)).toEqual({ profileIds: [2, 0], to: 89 });
  expect(herd.next(2, nobody)).toEqual({ profileIds: [3], to: 150 });
  expect(herd.next(2, nobody)).toBeUndefined();
});

test("whose step is not written yet is not taken again, nor those behind them", () => {
  const herd = herdOf(dueAt(1, 5), 9);
  const first = herd.next(1, nobody);
  herd.rejoin([{ profileId: 0, dueAt: 3 }]);

  expect(first).toEqual({ profileIds: [0], to: 1 });
  expect(herd.next(1, new Set([0]))).toBeUndefined();
  expect(herd.next(1, nobody)).toEqual({ profileIds: [0], to: 3 });
});

test("who is due again behind the herd is of the next one", () => {
  const herd = herdOf(dueAt(1), 9);
  herd.next(1, nobody);
  herd.rejoin([{ profileId: 0, dueAt: 10 }]);

  expect(herd.next(1, nobody)).toBeUndefined();
});
