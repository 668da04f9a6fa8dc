import { expect, test } from "vitest";
import { createQueue, type EventQueue } from "./queue.ts";
import { inMemory, type KeptTexts } from "./storage.ts";

const numbersIn = (queue: EventQueue): readonly number[] =>
  queue.next().map(({ text }) => JSON.parse(text).n);

function aClock(start: number): { now: () => number; set: (moment: number) => void } {
  let moment = start;
  return { now: () => moment, set: (to) => (moment = to) };
}

test("events wait in the order in which they happened, also when the clock is put back and the page is read again", () => {
  const storage = inMemory();
  const clock = aClock(1_700_000_000_000);
  const first = createQueue(storage, clock.now);
  first.add({ n: 1 });
  first.add({ n: 2 });

  clock.set(1_600_000_000_000);
  const again = createQueue(storage, clock.now);
  again.add({ n: 3 });

  expect(numbersIn(again)).toEqual([1, 2, 3]);
});

test("an event keeps its message id however often it is taken, and is gone when it has arrived", () => {
  const storage = inMemory();
  const queue = createQueue(storage);
  queue.add({ n: 1 });

  const [once] = queue.next();
  const [again] = createQueue(storage).next();
  expect(again?.text).toBe(once?.text);
  expect(JSON.parse(once?.text ?? "").messageId).toMatch(/^[0-9a-z]{8}-[0-9a-f]{32}$/);

  queue.remove(queue.next());
  expect(queue.next()).toEqual([]);
  expect(storage.length).toBe(0);
});

test("a visitor who is offline for long fills at most 500 entries and half a million characters; the oldest go", () => {
  const storage = inMemory();
  const queue = createQueue(storage);

  for (let n = 0; n < 510; n += 1) queue.add({ n });
  expect(storage.length).toBe(500);
  expect(numbersIn(queue)[0]).toBe(10);

  const padding = "x".repeat(20_000);
  for (let n = 1_000; n < 1_040; n += 1) queue.add({ n, padding });
  expect(numbersIn(queue)[0]).toBeGreaterThan(1_000);
  expect(storage.length * 20_000).toBeLessThanOrEqual(500_000);
});

test("one request takes at most 100 events and 50,000 characters, and always at least one", () => {
  const queue = createQueue(inMemory());
  for (let n = 0; n < 150; n += 1) queue.add({ n });
  expect(queue.next()).toHaveLength(100);

  const large = createQueue(inMemory());
  for (let n = 0; n < 3; n += 1) large.add({ n, padding: "x".repeat(30_000) });
  expect(numbersIn(large)).toEqual([0]);
});

test("when the shop's own entries fill the storage, the older half makes room for what happens now", () => {
  const texts = inMemory();
  const full: KeptTexts = {
    ...texts,
    get length() {
      return texts.length;
    },
    setItem: (key, text) => {
      if (texts.length >= 4) throw new DOMException("full", "QuotaExceededError");
      texts.setItem(key, text);
    },
  };
  const queue = createQueue(full);

  for (let n = 0; n < 5; n += 1) queue.add({ n });

  expect(numbersIn(queue)).toEqual([2, 3, 4]);
});

test("what is not ours in the storage stays", () => {
  const storage = inMemory();
  storage.setItem("shop.cart", "[]");
  const queue = createQueue(storage);
  queue.add({ n: 1 });

  queue.keepOnly(() => false);

  expect([storage.length, storage.getItem("shop.cart")]).toEqual([1, "[]"]);
});
