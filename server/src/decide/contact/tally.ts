import type { Cap } from "@attune/contract";
import type { ContactRow, Met, Past } from "./contact.ts";
import type { Rule } from "./rules.ts";
import type { Windows } from "./windows.ts";

/** Why a contact policy holds something back. */
export interface Hindrance {
  readonly reason: "capped" | "coolingDown";
  readonly numbers: Readonly<Record<string, number>>;
  readonly because: string;
}

/** What one customer has met, with what the decision under way adds. */
export interface Tally {
  hinders(rules: readonly Rule[], channel: Met["channel"]): Hindrance | undefined;
  serve(met: Met): void;
  readonly served: readonly Met[];
}

export interface TallyGround {
  readonly past: Past;
  readonly windows: Windows;
  /** Of the customer. */
  readonly zone: () => string | undefined;
  readonly nowMs: number;
  /** What is in force says more of an experience than an event does. */
  readonly describe: (experience: string) => Pick<Met, "tags" | "promotes"> | undefined;
}

/** An order so long after it was served is put down to it. */
const boughtWithinMs = 7 * 86_400_000;

export function createTally(ground: TallyGround): Tally {
  const { past, nowMs } = ground;
  const served: Met[] = [];
  const rows = past.rows.map((row) => described(row, ground));
  const covered = (rule: Rule, kind: ContactRow["kind"]): readonly ContactRow[] =>
    rows.filter((row) => row.kind === kind && rule.covers(row));
  return {
    served,
    serve: (met) => {
      served.push(met);
      rows.push({ ...met, leafId: 0, kind: "served", times: [nowMs] });
    },
    hinders: (rules, channel) => {
      for (const rule of rules) {
        if (rule.channel !== undefined && rule.channel !== channel) continue;
        const hindrance = coolingDown(rule, covered, ground) ?? capped(rule, covered, ground);
        if (hindrance !== undefined) return hindrance;
      }
      return undefined;
    },
  };
}

/** Events tell of no tags. Those of a serving are as they were then: an experience that is gone still counts under its tags. */
function described(row: ContactRow, { past, describe }: TallyGround): ContactRow {
  if (row.kind === "served") return row;
  const about =
    describe(row.experience) ??
    past.rows.find(({ kind, experience }) => kind === "served" && experience === row.experience);
  return about === undefined ? row : { ...row, tags: about.tags, promotes: about.promotes };
}

type Covered = (rule: Rule, kind: ContactRow["kind"]) => readonly ContactRow[];

function coolingDown(rule: Rule, covered: Covered, { windows, nowMs }: TallyGround): Hindrance | undefined {
  if (rule.coolDown === undefined) return undefined;
  const refusedAt = covered(rule, "refused").reduce(
    (newest, { times }) => Math.max(newest, times[0] ?? 0),
    0,
  );
  if (refusedAt <= Math.max(0, windows.ago(rule.coolDown, nowMs))) return undefined;
  const because = `${rule.name}: refused, cools down for ${rule.coolDown}`;
  return { reason: "coolingDown", numbers: { refusedAt }, because };
}

function capped(rule: Rule, covered: Covered, ground: TallyGround): Hindrance | undefined {
  for (const cap of rule.caps) {
    const count = countOf(cap, rule, covered, ground);
    if (count < cap.most) continue;
    const window = cap.within === undefined ? (cap.per ?? "ever") : cap.within;
    const because = `${rule.name}: ${cap.by} at most ${cap.most} in ${window}`;
    return { reason: "capped", numbers: { count, most: cap.most }, because };
  }
  return undefined;
}

function countOf(
  cap: Cap,
  rule: Rule,
  covered: Covered,
  { past, windows, zone, nowMs }: TallyGround,
): number {
  const after = windows.openedAfter(cap, zone(), nowMs);
  if (cap.by !== "bought") {
    let count = 0;
    for (const { times } of covered(rule, cap.by)) for (const at of times) if (at > after) count += 1;
    return count;
  }
  const servedAt = covered(rule, "served").flatMap(({ times }) => times);
  return past.boughtAt.filter(
    (at) => at > after && servedAt.some((served) => served <= at && at < served + boughtWithinMs),
  ).length;
}
