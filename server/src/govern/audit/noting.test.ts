import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import type { View } from "./audit.ts";
import { createNoting } from "./noting.ts";

const view = { brandId: 1, actor: "staff:2", operation: "getProfile", profileIds: [7] };

function setUp() {
  const written: View[][] = [];
  const logged: string[] = [];
  const store = { away: false };
  const clock = stoppedClock(1_000);
  const noting = createNoting({
    write: async (views) => {
      if (store.away) throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
      written.push([...views]);
    },
    clock,
    log: ({ event }) => logged.push(event),
  });
  return { written, logged, store, noting, clock };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("views of a moment are written together, a moment later", async () => {
  const { noting, written } = setUp();

  noting.view(view);
  noting.view({ ...view, profileIds: [8] });
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);

  expect(written.map((batch) => batch.length)).toEqual([2]);
});

test("while the store is away views wait, which is said, and are written in their order when it is back", async () => {
  const { noting, written, store, logged } = setUp();
  store.away = true;
  noting.view(view);
  await vi.advanceTimersByTimeAsync(3_000);
  noting.view({ ...view, profileIds: [8] });

  store.away = false;
  await vi.advanceTimersByTimeAsync(1_200);

  expect(logged.every((event) => event === "audit.waits")).toBe(true);
  expect(written.flat().map(({ profileIds }) => profileIds)).toEqual([[7], [8]]);
});

test("nobody is shown any more when too many views wait", () => {
  const { noting } = setUp();
  for (let count = 0; count < 10_000; count += 1) noting.view({ ...view, profileIds: [count] });

  expect(() => noting.admit()).toThrowError(expect.objectContaining({ code: "audit.behind", status: 503 }));
});

test("a program that ends in order writes what waits", async () => {
  const { noting, written } = setUp();
  noting.view(view);

  await noting.stop();

  expect(written.flat()).toHaveLength(1);
});

test("a page that asks again by itself is one view a minute", async () => {
  const { noting, written, clock } = setUp();

  for (const pause of [0, 1_000, 58_000, 1_000]) {
    clock.moveBy(pause);
    noting.view(view);
  }
  await vi.advanceTimersByTimeAsync(200);

  expect(written.flat().map(({ at }) => at)).toEqual([1_000, 61_000]);
});
