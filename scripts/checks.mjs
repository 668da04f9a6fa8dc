import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./find-chromium.mjs";
import { root, stamps } from "./root.mjs";
import { setUp } from "./set-up.mjs";
import { SetUpRefusal } from "./set-up-refusal.mjs";

/** Each is a tool of the project, run by the pinned Node; all run, so that one round shows everything. */
function checks() {
  return [
    {
      name: "Formatting and lint",
      bin: "biome",
      args: ["check", "--error-on-warnings", "--log-level=error", "."],
    },
    ...typeScriptProjects().map((project) => ({
      name: `Types of ${project === "." ? "the product" : project}`,
      bin: "tsc",
      args: ["--noEmit", "-p", project],
    })),
    { name: "Import direction", file: "scripts/check-imports.mjs", args: [] },
    { name: "Dead code", bin: "knip", args: ["--no-progress", "--no-config-hints"] },
  ];
}

/** The console, the SDK and the browser tests see a DOM; the rest must not. */
function typeScriptProjects() {
  return [".", "console", "browser", "tests/browser"].filter(
    (project) => existsSync(join(root, project, "tsconfig.json")) && (project === "." || hasSources(project)),
  );
}

function hasSources(project) {
  return readdirSync(join(root, project), { recursive: true }).some(
    (path) => /\.tsx?$/.test(path) && !/(?:^|\/)(?:node_modules|dist)\//.test(path),
  );
}

/** @returns {Promise<number>} exit code */
export async function runChecks(ready) {
  const steps = await runInTurn(ready, checks());
  return tell(steps);
}

/**
 * Everything, or only Vitest when `args` says which tests.
 * @returns {Promise<number>} exit code
 */
export async function runTests(ready, args) {
  const isWhole = args.length === 0;
  const chromium = await findChromium();
  const needed = [
    { name: "Console build", ...(await setUpConsole()) },
    { name: "Chromium for the browser tests", passed: "path" in chromium, told: chromium.refusal },
  ];
  for (const { told } of needed) if (told !== undefined) console.error(told);
  const env = "path" in chromium ? { ...ready.env, ATTUNE_CHROMIUM: chromium.path } : ready.env;
  const before = isWhole ? await runInTurn(ready, checks()) : [];
  const { step, counted } = await runVitest({ ...ready, env }, args);
  const status = tell(isWhole ? [...needed, ...before, step] : [step]);
  console.info(counted);
  return status;
}

/** A console that does not build fails the run, and yet the rest is worth seeing. */
async function setUpConsole() {
  try {
    await setUp({ console: true });
    return { passed: true };
  } catch (error) {
    if (error instanceof SetUpRefusal) return { passed: false, told: error.message };
    throw error;
  }
}

async function runInTurn(ready, steps) {
  const done = [];
  for (const step of steps) done.push(await runStep(ready, step));
  return done;
}

async function runStep({ node, env }, { name, bin, file, args }) {
  console.info(`\n── ${name}`);
  const startedAt = performance.now();
  const script = bin === undefined ? join(root, file) : join(root, "node_modules", ".bin", bin);
  const passed = (await exitCode(node, ["--no-warnings", script, ...args], env)) === 0;
  const ms = performance.now() - startedAt;
  console.info(`${passed ? "✓" : "✗"} ${name}  ${seconds(ms)}`);
  return { name, passed, ms };
}

async function runVitest(ready, args) {
  const report = join(stamps, "vitest.json");
  mkdirSync(stamps, { recursive: true });
  rmSync(report, { force: true });
  const step = await runStep(ready, {
    name: "Tests",
    bin: "vitest",
    args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
  });
  return { step, counted: count(report, step.passed) };
}

/** The closing line that CI reads. A file that could not be loaded and a crash count as a failure each. */
function count(report, passed) {
  if (!existsSync(report)) return "Tests: 0 passed, 1 failed";
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every(isNotFailed),
  ).length;
  const failed = numFailedTests + unloaded;
  return `Tests: ${numPassedTests} passed, ${failed === 0 && !passed ? 1 : failed} failed`;
}

function isNotFailed(assertion) {
  return assertion.status !== "failed";
}

function tell(steps) {
  const width = Math.max(...steps.map(({ name }) => name.length));
  console.info("\n── Summary");
  for (const { name, passed, ms } of steps) {
    console.info(
      `${passed ? "✓" : "✗"} ${name.padEnd(width)}  ${ms === undefined ? "" : seconds(ms)}`.trimEnd(),
    );
  }
  return steps.every(({ passed }) => passed) ? 0 : 1;
}

function exitCode(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}
