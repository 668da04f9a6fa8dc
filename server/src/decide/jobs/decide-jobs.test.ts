import { expect, test } from "vitest";
import { startDecideJobs } from "./decide-jobs.ts";

test("what staff overrode in another copy of the program is read by a job of its own, as are shelf and models", async () => {
  const asked = new Set<string>();
  const all = Promise.withResolvers<void>();
  const ask = async (what: string): Promise<void> => {
    asked.add(what);
    if (asked.size === 3) all.resolve();
  };
  const none = async (): Promise<number> => 0;
  const jobs = startDecideJobs({
    brandId: 1,
    shelves: {
      of: () => {
        throw new Error("Nothing is decided here.");
      },
      refresh: () => ask("shelf"),
      train: none,
      trainWhenDue: none,
      follow: none,
    },
    models: {
      refresh: () => ask("models"),
      trainWhenDue: async () => undefined,
      models: notAsked,
      card: notAsked,
    },
    overrides: { refresh: () => ask("overrides") },
    outlet: { begin: async () => undefined, read: notAsked, finish: notAsked },
    inlet: { count: notAsked, insert: notAsked },
    forget: none,
    forgetLists: none,
    forgetSimulations: none,
    forgetRevocations: none,
    clock: { now: () => 0 },
    report: () => undefined,
  });

  await all.promise;
  await jobs.stop();

  expect([...asked].sort()).toEqual(["models", "overrides", "shelf"]);
});

function notAsked(): never {
  throw new Error("It is not asked for.");
}
