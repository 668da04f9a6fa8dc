#!/usr/bin/env node
// The one command of the project. Plain JavaScript without dependencies: it runs on the Node that is there
// (20 or newer) and brings everything else, Node 24 included.
import { runForeground, runProgram } from "./run-program.mjs";
import { setUp } from "./set-up.mjs";

const usage = `Usage:
  npm start                       the product, with the sample brand
  npm test [-- FILE…]             every check and test, or only the tests named
  npm run check                   the checks without the tests
  npm run bench -- NAME [--quick] one promise, measured
  npm run attune -- VERB …        the command line of the product`;

const verbs = {
  start: async (args) => runProgram(await setUp({ console: true }), "server/src/main.ts", args),
  test: async (args) => {
    const { runTests } = await import("./checks.mjs");
    return runTests(await setUp({ console: false }), args);
  },
  check: async () => {
    const { runChecks } = await import("./checks.mjs");
    return runChecks(await setUp({ console: false }));
  },
  bench: async (args) => runForeground(await setUp({ console: false }), "bench/run.ts", args),
  cli: async (args) => runForeground(await setUp({ console: false }), "cli/src/main.ts", args),
};

async function main([verb, ...args]) {
  if (verb === undefined || !Object.hasOwn(verbs, verb)) {
    console.error(usage);
    return 2;
  }
  return await verbs[verb](args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A refusal is a sentence for the reader; anything else is a fault and shows where it happened.
  console.error(error?.name === "SetUpRefusal" ? `\n${error.message}` : error);
  process.exitCode = 1;
}
