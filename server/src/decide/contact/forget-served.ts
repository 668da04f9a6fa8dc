import type { Cap } from "@attune/contract";
import type { ContactRow, Met } from "./contact.ts";
import type { Rule } from "./rules.ts";
import type { Windows } from "./windows.ts";

/** What counts servings of it; undefined: it is not in force, and may come back. */
type RulesOn = (met: Met) => readonly Rule[] | undefined;

const dayMs = 86_400_000;
/** Simulations look back seven days, with the windows of then; and a day more for the sake of clocks. */
const lookBackMs = 8 * dayMs;
/** Days, months and years are the customer's: they begin up to 26 hours before the brand's. */
const zonesMs = 2 * dayMs;
/** An experience that is not in force, with the caps it had, may be put again. */
const goneMs = 366 * dayMs;
/** An order so long after a serving is put down to it. */
const boughtWithinMs = 7 * dayMs;

/** Of what one leaf was served what a cap in force can still count, now or in a simulation of the last days. */
export function forgetServed(
  rows: readonly ContactRow[],
  { rulesOn }: { readonly rulesOn: RulesOn },
  windows: Windows,
  nowMs: number,
): readonly ContactRow[] {
  const untouchedMs = nowMs - lookBackMs;
  if (rows.every(({ times }) => (times.at(-1) ?? 0) > untouchedMs)) return rows;
  return rows.flatMap((row) => {
    if ((row.times.at(-1) ?? 0) > untouchedMs) return row;
    const after = Math.min(untouchedMs, reachOf(rulesOn(row), windows, nowMs));
    const times = row.times.filter((at) => at > after);
    return times.length === 0 ? [] : { ...row, times };
  });
}

/** What was served later than this may count; epoch milliseconds. */
function reachOf(rules: readonly Rule[] | undefined, windows: Windows, nowMs: number): number {
  if (rules === undefined) return nowMs - goneMs;
  const caps = rules.flatMap((rule) => rule.caps).filter(({ by }) => by === "served" || by === "bought");
  return Math.min(...caps.map((cap) => reachOfCap(cap, windows, nowMs - lookBackMs)));
}

function reachOfCap(cap: Cap, windows: Windows, atMs: number): number {
  const early = (cap.per === undefined ? 0 : zonesMs) + (cap.by === "bought" ? boughtWithinMs : 0);
  return windows.openedAfter(cap, undefined, atMs) - early;
}
