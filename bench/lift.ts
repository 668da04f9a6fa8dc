import { atLeast, atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { knownLift, type Trial, tryOut } from "./world/known-lift.ts";

const factor = 1.25;

/** How often the 95 % interval of the report covers what the simulator knows to be the lift, and how often it finds one where there is none. */
export async function measure(scale: Scale): Promise<Measured> {
  const size = scale.quick ? 20_000 : 100_000;
  const times = scale.quick ? 500 : 2_000;
  const known = knownLift(4_711, size, factor);
  say(`${size} customers; the lift adds ${known.truth.toFixed(2)} minor units to each.`);
  const run = (name: string, trial: Trial): Outcome => {
    const outcome = repeat(known, trial, times);
    say(`${name}: ${JSON.stringify(outcome)}`);
    return outcome;
  };
  const trial: Trial = { customers: 4_000, share: 0.1, isLifted: true, isAdjusted: true };
  const tenth = run("a tenth held out", trial);
  const half = run("half held out", { ...trial, share: 0.5 });
  const few = run("150 of 3,000 held out", { ...trial, customers: 3_000, share: 0.05 });
  const plain = run("a tenth, unadjusted", { ...trial, isAdjusted: false });
  const nothing = run("nothing to find", { ...trial, isLifted: false });
  return {
    figures: {
      coverage: tenth.coverage,
      coverage_half: half.coverage,
      coverage_few: few.coverage,
      coverage_unadjusted: plain.coverage,
      width_of_mean: tenth.width,
      width_of_mean_unadjusted: plain.width,
      found: half.found,
      found_where_nothing_is: nothing.found,
    },
    promises: [
      atLeast("The interval covers the known lift", tenth.coverage, 0.93),
      atMost("and is no wider than it must be: it misses at times", tenth.coverage, 0.97),
      atMost("Found where nothing is", nothing.found, 0.07),
    ],
  };
}

interface Outcome {
  /** Share of the intervals that hold the truth, of those that were told. */
  readonly coverage: number;
  /** On average, as a share of what the held out bought for. */
  readonly width: number;
  /** Share of those that were decided. */
  readonly found: number;
}

function repeat(known: Parameters<typeof tryOut>[0], trial: Trial, times: number): Outcome {
  const truth = trial.isLifted ? known.truth : 0;
  let [told, covered, width, base, found] = [0, 0, 0, 0, 0];
  for (let seed = 1; seed <= times; seed++) {
    const { differenceMinor, verdict, heldOut } = tryOut(known, seed, trial);
    if (differenceMinor === null) continue;
    told++;
    if (differenceMinor.from <= truth && truth <= differenceMinor.until) covered++;
    if (verdict !== "undecided") found++;
    width += differenceMinor.until - differenceMinor.from;
    base += heldOut.perCustomerMinor;
  }
  return { coverage: covered / told, width: width / base, found: found / told };
}
