import { expect, test } from "vitest";
import { repeat } from "./repeat.ts";

const hour = 3_600_000;

test("a round that has more to do is followed by the next at once", async () => {
  let rounds = 0;
  const third = Promise.withResolvers<void>();
  const job = repeat(
    async () => {
      rounds += 1;
      if (rounds === 3) third.resolve();
      return rounds < 3;
    },
    hour,
    () => undefined,
  );

  await third.promise;
  await job.stop();

  expect(rounds).toBe(3);
});

test("a round that fails is reported and does not end the job", async () => {
  const reported: unknown[] = [];
  const second = Promise.withResolvers<void>();
  const job = repeat(
    async () => {
      if (reported.length === 0) throw new Error("away");
      second.resolve();
      return undefined;
    },
    0,
    (error) => reported.push(error),
  );

  await second.promise;
  await job.stop();

  expect(reported).toEqual([new Error("away")]);
});

test("stopping waits for the round under way and lets no other begin", async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let ended = 0;
  const job = repeat(
    async () => {
      begun.resolve();
      await end.promise;
      ended += 1;
      return true;
    },
    0,
    () => undefined,
  );
  await begun.promise;

  const stopped = job.stop();
  end.resolve();
  await stopped;

  expect(ended).toBe(1);
});
