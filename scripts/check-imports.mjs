// Import direction by dependency-cruiser. On its own it would be trusted too far: without a working parser it
// reads no module, finds no fault and exits 0. So every source in the folders must have been read, and the
// number of them must not fall below a floor, in case the listing itself goes wrong.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { cruise } from "dependency-cruiser";

/** Raised now and then as the product grows; lowered only with the reason in the commit. */
const fewestModules = 20;
const folders = [
  "contract",
  "server",
  "browser",
  "console",
  "cli",
  "simulator",
  "bench",
  "tests",
  "examples",
];

const root = process.argv[2] ?? join(import.meta.dirname, "..");
const floor = Number(process.argv[3] ?? fewestModules);

process.chdir(root);
const { default: config } = await import(
  pathToFileURL(join(import.meta.dirname, "..", ".dependency-cruiser.mjs")).href
);
const sources = listSources();
const faults = [
  ...(await readAndJudge()),
  ...(sources.length < floor ? [`only ${sources.length} modules found, the floor is ${floor}`] : []),
];

for (const fault of faults) console.error(fault);
if (faults.length === 0) console.info(`${sources.length} modules, no fault`);
process.exitCode = faults.length === 0 ? 0 : 1;

function listSources() {
  return readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && folders.includes(entry.name))
    .flatMap((entry) => sourcesIn(entry.name));
}

function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist"].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesIn(path);
      return /(?<!\.d)\.tsx?$/.test(entry.name) ? [path] : [];
    });
}

async function readAndJudge() {
  const { output } = await cruise(sources, {
    ...config.options,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  const read = new Set(output.modules.map((module) => relative(".", module.source)));
  return [
    ...sources.filter((source) => !read.has(source)).map((source) => `${source} was not read`),
    ...output.summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${to}  (${commentOf(rule.name)})`,
    ),
  ];
}

function commentOf(name) {
  return config.forbidden.find((rule) => rule.name === name)?.comment ?? "";
}
