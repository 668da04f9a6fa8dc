/** `npm run bench -- NAME [--quick] [--segments N]`: measures one promise; the last line is one JSON object. `--segments`: of benches on a loaded world, how many are live. */
import { parseArgs } from "node:util";
import { endAll, endOnSignals } from "./ending.ts";
import { type Measure, type Measured, rounded, say } from "./report.ts";
import { fullScale, quickScale, type Scale } from "./scale.ts";

const benches: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  ingest: () => import("./ingest.ts"),
  freshness: () => import("./freshness.ts"),
  "profile-read": () => import("./profile-read.ts"),
  console: () => import("./console.ts"),
  decide: () => import("./decide.ts"),
  "decide-growth": () => import("./decide-growth.ts"),
  growth: () => import("./growth.ts"),
  memory: () => import("./memory.ts"),
  start: () => import("./start.ts"),
  dimensions: () => import("./dimensions.ts"),
  reports: () => import("./reports.ts"),
  segments: () => import("./segments.ts"),
  expiry: () => import("./expiry.ts"),
  agreement: () => import("./agreement.ts"),
  recovery: () => import("./recovery.ts"),
  preview: () => import("./preview.ts"),
  search: () => import("./search.ts"),
  fill: () => import("./fill.ts"),
  resume: () => import("./resume.ts"),
  "sdk-size": () => import("./sdk-size.ts"),
  lift: () => import("./lift.ts"),
  "next-basket": () => import("./next-basket.ts"),
  train: () => import("./train.ts"),
  recommendations: () => import("./recommendations.ts"),
  "next-in-session": () => import("./next-in-session.ts"),
};

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, segments: { type: "string" } },
  allowPositionals: true,
});
const name = positionals[0] ?? "";
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (load === undefined) {
  process.stderr.write(
    `Usage: npm run bench -- NAME [--quick] [--segments N]\nNAME is one of: ${Object.keys(benches).join(", ")}\n`,
  );
  process.exitCode = 2;
} else await run(name, load);

async function run(bench: string, load: () => Promise<{ readonly measure: Measure }>): Promise<void> {
  endOnSignals();
  const startedAt = performance.now();
  try {
    const { measure } = await load();
    const measured = await measure(scaleOf(values));
    await endAll();
    print(bench, measured, performance.now() - startedAt);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
    await endAll();
  }
}

function scaleOf({ quick, segments }: typeof values): Scale {
  const scale = quick ? quickScale : fullScale;
  if (segments === undefined) return scale;
  if (!/^[1-9]\d{0,5}$/.test(segments)) throw new Error("--segments takes a whole number from 1.");
  return { ...scale, segments: Number(segments) };
}

function print(bench: string, { figures, promises }: Measured, tookMs: number): void {
  say("");
  for (const [figure, value] of Object.entries(figures)) say(`${figure.padEnd(28)} ${rounded(value)}`);
  for (const { text, goal, value, kept } of promises)
    say(`${kept ? "kept  " : "MISSED"} ${text}: ${rounded(value)} (${goal})`);
  say(`${bench} took ${Math.round(tookMs / 1000)} s.`);
  const plain = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, rounded(value)]));
  const told = promises.map((one) => ({ ...one, value: rounded(one.value) }));
  say(JSON.stringify({ bench, figures: plain, promises: told }));
}
