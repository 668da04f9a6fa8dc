import { expect, test } from "vitest";
import { grouped } from "./grouped.ts";

/** Statements that end when the test says so. */
function aStore() {
  const statements: { readonly inputs: readonly number[]; readonly end: () => void }[] = [];
  const begun = new Map<number, () => void>();
  const work = async (inputs: readonly number[]): Promise<readonly number[]> => {
    await new Promise<void>((resolve) => {
      statements.push({ inputs, end: resolve });
      begun.get(statements.length)?.();
    });
    if (inputs.includes(0)) throw new Error("0 is refused");
    return inputs.map((input) => input * 10);
  };
  const untilBegun = (count: number): Promise<void> =>
    statements.length >= count
      ? Promise.resolve()
      : new Promise((resolve) => {
          begun.set(count, resolve);
        });
  const end = async (count: number): Promise<void> => {
    await untilBegun(count);
    statements[count - 1]?.end();
  };
  return { work, end, untilBegun, asked: () => statements.map(({ inputs }) => inputs) };
}

test("what is asked at once goes in one statement, what is asked meanwhile in the next, and everybody gets their own answer", async () => {
  const store = aStore();
  const ask = grouped(10, store.work);

  const first = Promise.all([ask(1), ask(2)]);
  await store.untilBegun(1);
  const meanwhile = Promise.all([ask(3), ask(4)]);
  await store.end(1);
  await store.end(2);

  expect([await first, await meanwhile]).toEqual([
    [10, 20],
    [30, 40],
  ]);
  expect(store.asked()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("no statement takes more than it may", async () => {
  const store = aStore();
  const ask = grouped(2, store.work);

  const answers = Promise.all([1, 2, 3].map(ask));
  await store.end(1);
  await store.end(2);

  expect(await answers).toEqual([10, 20, 30]);
  expect(store.asked()).toEqual([[1, 2], [3]]);
});

test("a statement that fails fails for those whom it was for, and the next goes on", async () => {
  const store = aStore();
  const ask = grouped(2, store.work);

  const answers = Promise.allSettled([0, 1, 2].map(ask));
  await store.end(1);
  await store.end(2);

  expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});
