import { randomInt } from "node:crypto";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** One seed for the whole run: a failure is repeated with `ATTUNE_SEED=<seed> npm test -- FILE`. */
function seedOfThisRun(): string {
  const stated = process.env["ATTUNE_SEED"];
  if (stated === undefined || stated === "") return String(randomInt(2 ** 31));
  if (!/^\d{1,10}$/.test(stated) || Number(stated) >= 2 ** 31) {
    throw new Error(`ATTUNE_SEED is a whole number below 2147483648, not "${stated}".`);
  }
  return stated;
}

const seed = seedOfThisRun();
// Other tools read this file too; only Vitest says this of itself.
if (process.env["VITEST"] === "true")
  console.info(`fast-check seed ${seed} (ATTUNE_SEED=${seed} repeats it)`);
process.env["ATTUNE_SEED"] = seed;

/** What says how long something takes, or needs the whole machine: one file after the other, after all others. */
const alone = [
  "tests/faults/**/*.test.ts",
  "tests/sample/**/*.test.ts",
  "tests/browser/placements.test.ts",
  "tests/journeys/hostile-conditions.test.ts",
];
/** A whole product may share the machine with another one. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

const config: ViteUserConfig = defineConfig({
  test: {
    environment: "node",
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: [["default", { summary: false }]],
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: [
            "{contract,server,cli,simulator,console,browser}/src/**/*.test.{ts,tsx}",
            "{bench,scripts,examples}/**/*.test.ts",
            "tests/tooling/**/*.test.ts",
          ],
          globalSetup: ["server/src/platform/testing/global-setup.ts"],
          setupFiles: ["tests/tooling/seed-fast-check.ts"],
          maxWorkers: 2,
          // Nothing here keeps state in a module, so the files of a worker may share what they import: a process for each cost a third of the time.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/tooling/**", "tests/console/**", ...alone, "**/node_modules/**"],
          globalSetup: ["server/src/platform/testing/global-setup.ts"],
          setupFiles: ["tests/tooling/seed-fast-check.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        extends: true,
        test: {
          name: "console",
          include: ["tests/console/**/*.test.ts"],
          globalSetup: ["server/src/platform/testing/global-setup.ts", "tests/console/build-once.ts"],
          setupFiles: ["tests/tooling/seed-fast-check.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: alone,
          globalSetup: ["server/src/platform/testing/global-setup.ts"],
          setupFiles: ["tests/tooling/seed-fast-check.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...patience,
        },
      },
    ],
  },
});

export default config;
