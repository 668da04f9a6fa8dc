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
const noRows: readonly ContactRow[] = [];

export function createTally(ground: TallyGround): Tally {
  return new Counting(ground);
}

/** Hundreds of candidates are judged in a decision: most have not been met, and many share a policy, of which each is worked out once until something is served. */
class Counting implements Tally {
  readonly served: Met[] = [];
  readonly #ground: TallyGround;
  readonly #byExperience = new Map<string, ContactRow[]>();
  readonly #rows: ContactRow[];
  readonly #ofPolicies = new Map<Rule, Hindrance | undefined>();
  readonly #openedAfter = new Map<string, number>();
  #zone: { readonly name: string | undefined } | undefined;

  constructor(ground: TallyGround) {
    this.#ground = ground;
    this.#rows = ground.past.rows.map((row) => described(row, ground));
    for (const row of this.#rows) this.#enter(row);
  }

  serve(met: Met): void {
    this.served.push(met);
    const row: ContactRow = { ...met, leafId: 0, kind: "served", times: [this.#ground.nowMs] };
    this.#rows.push(row);
    this.#enter(row);
    this.#ofPolicies.clear();
  }

  hinders(rules: readonly Rule[], channel: Met["channel"]): Hindrance | undefined {
    for (const rule of rules) {
      if (rule.channel !== undefined && rule.channel !== channel) continue;
      const hindrance = rule.experience === undefined ? this.#byPolicy(rule) : this.#byRule(rule);
      if (hindrance !== undefined) return hindrance;
    }
    return undefined;
  }

  #enter(row: ContactRow): void {
    const known = this.#byExperience.get(row.experience);
    if (known === undefined) this.#byExperience.set(row.experience, [row]);
    else known.push(row);
  }

  #byPolicy(rule: Rule): Hindrance | undefined {
    if (this.#ofPolicies.has(rule)) return this.#ofPolicies.get(rule);
    const hindrance = this.#byRule(rule);
    this.#ofPolicies.set(rule, hindrance);
    return hindrance;
  }

  #byRule(rule: Rule): Hindrance | undefined {
    const rows =
      rule.experience === undefined
        ? this.#rows.filter((row) => rule.covers(row))
        : (this.#byExperience.get(rule.experience) ?? noRows);
    // Every cap lets at least one through.
    if (rows.length === 0) return undefined;
    return this.#coolingDown(rule, rows) ?? this.#capped(rule, rows);
  }

  #coolingDown(rule: Rule, rows: readonly ContactRow[]): Hindrance | undefined {
    if (rule.coolDown === undefined) return undefined;
    const { windows, nowMs } = this.#ground;
    let refusedAt = 0;
    for (const { kind, times } of rows)
      if (kind === "refused") refusedAt = Math.max(refusedAt, times[0] ?? 0);
    if (refusedAt <= Math.max(0, windows.ago(rule.coolDown, nowMs))) return undefined;
    const because = `${rule.name}: refused, cools down for ${rule.coolDown}`;
    return { reason: "coolingDown", numbers: { refusedAt }, because };
  }

  #capped(rule: Rule, rows: readonly ContactRow[]): Hindrance | undefined {
    for (const cap of rule.caps) {
      const count = cap.by === "bought" ? this.#countBought(cap, rows) : this.#count(cap, cap.by, rows);
      if (count < cap.most) continue;
      const window = cap.within === undefined ? (cap.per ?? "ever") : cap.within;
      const because = `${rule.name}: ${cap.by} at most ${cap.most} in ${window}`;
      return { reason: "capped", numbers: { count, most: cap.most }, because };
    }
    return undefined;
  }

  /** Where all there are would not reach the cap, its window makes no difference. */
  #count(cap: Cap, kind: ContactRow["kind"], rows: readonly ContactRow[]): number {
    let all = 0;
    for (const row of rows) if (row.kind === kind) all += row.times.length;
    if (all < cap.most) return all;
    const after = this.#after(cap);
    let count = 0;
    for (const row of rows) if (row.kind === kind) count += countLater(row.times, after);
    return count;
  }

  #countBought(cap: Cap, rows: readonly ContactRow[]): number {
    const { boughtAt } = this.#ground.past;
    if (boughtAt.length < cap.most) return boughtAt.length;
    const after = this.#after(cap);
    const servedAt = rows.flatMap(({ kind, times }) => (kind === "served" ? times : []));
    return boughtAt.filter(
      (at) => at > after && servedAt.some((served) => served <= at && at < served + boughtWithinMs),
    ).length;
  }

  #after({ within, per }: Cap): number {
    const name = within ?? per ?? "";
    const known = this.#openedAfter.get(name);
    if (known !== undefined) return known;
    this.#zone ??= { name: this.#ground.zone() };
    const after = this.#ground.windows.openedAfter(
      { ...(within === undefined ? {} : { within }), ...(per === undefined ? {} : { per }) },
      this.#zone.name,
      this.#ground.nowMs,
    );
    this.#openedAfter.set(name, after);
    return after;
  }
}

/** `times` newest first. */
function countLater(times: readonly number[], after: number): number {
  let count = 0;
  while (count < times.length && (times[count] ?? 0) > after) count += 1;
  return count;
}

/** Events tell of no tags. Those of a serving are as they were then: an experience that is gone still counts under its tags. */
function described(row: ContactRow, { past, describe }: TallyGround): ContactRow {
  if (row.kind === "served") return row;
  const about =
    describe(row.experience) ??
    past.rows.find(({ kind, experience }) => kind === "served" && experience === row.experience);
  return about === undefined ? row : { ...row, tags: about.tags, promotes: about.promotes };
}
