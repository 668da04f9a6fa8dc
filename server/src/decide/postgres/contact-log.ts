import { mostContactsKept } from "@attune/contract";
import type { Database, Queryable, Transaction } from "../../platform/postgres/database.ts";
import { grouped } from "../../platform/postgres/grouped.ts";
import { together } from "../../platform/postgres/together.ts";
import type { ContactRow, Met } from "../contact/contact.ts";
import type { ContactLog, ContactPast, ContactQuestion, CountedCall } from "../contact/contact-log.ts";
import type { Decision } from "../decide.ts";
import { appendDecisions } from "./append-decisions.ts";
import { findKept, keepAll } from "./assignments.ts";
import { findContacts, saveServed } from "./contacts.ts";
import { findSaleTimes } from "./sale-times.ts";

const mostAtOnce = 64;

/** One group after the other: what comes in during one commit goes into the next. */
export function createContactLog(database: Database): ContactLog {
  const brands = new Map<number, (call: CountedCall) => Promise<Outcome>>();
  const of = (brandId: number): ((call: CountedCall) => Promise<Outcome>) => {
    const known =
      brands.get(brandId) ??
      grouped(mostAtOnce, (calls: readonly CountedCall[]) =>
        database.transaction((tx) => decideAll(tx, brandId, calls)),
      );
    brands.set(brandId, known);
    return known;
  };
  return {
    decide: async (brandId, call) => {
      const outcome = await of(brandId)(call);
      if ("error" in outcome) throw outcome.error;
      return outcome.decision;
    },
    past: async (brandId, question) => {
      const [past] = await readPasts(database, brandId, [question]);
      if (past === undefined) throw new Error("Nothing was read.");
      return past;
    },
  };
}

/** One call that cannot be decided does not cost the others. */
type Outcome = { readonly decision: Decision } | { readonly error: unknown };

async function decideAll(
  tx: Transaction,
  brandId: number,
  calls: readonly CountedCall[],
): Promise<readonly Outcome[]> {
  // A statement sees what was committed before it begins: the reading begins when all locks are had.
  const [, pasts] = await together([lock(tx, brandId, calls), readPasts(tx, brandId, calls)]);
  const served = new Served();
  const outcomes = calls.map((call, at): Outcome => {
    const { past, kept } = pasts[at] ?? { past: { rows: [], boughtAt: [] }, kept: [] };
    try {
      const decision = call.decide({ past: { ...past, rows: served.with(past.rows, call.leafIds) }, kept });
      served.add(call, decision.served, past.rows);
      return { decision };
    } catch (error) {
      return { error };
    }
  });
  const done = outcomes.flatMap((outcome, at) => {
    const call = calls[at];
    return "error" in outcome || call === undefined ? [] : [{ call, decision: outcome.decision }];
  });
  const fresh = done
    .filter(({ decision }) => decision.fresh.length > 0)
    .map(({ call, decision }) => ({ leafId: call.leafIds[0] ?? call.leafId, fresh: decision.fresh }));
  const kept = [
    served.leaves.size === 0 ? Promise.resolve() : saveServed(tx, brandId, served.leaves),
    fresh.length === 0 ? Promise.resolve() : keepAll(tx, brandId, fresh),
    // Last, since it locks the head of the log.
    done.length === 0 ? Promise.resolve() : appendDecisions(tx, brandId, done.map(loggedOf)),
  ];
  tx.commit();
  await together(kept);
  return outcomes;
}

function loggedOf({ call, decision }: { readonly call: CountedCall; readonly decision: Decision }) {
  const { decisionId, profileId, record } = decision;
  return { decisionId, decidedAt: call.nowMs, profileId, record };
}

/** Until the commit, by leaf and in one order: so two copies of the program take turns, and a merge under way makes no difference. */
async function lock(tx: Queryable, brandId: number, calls: readonly CountedCall[]): Promise<void> {
  const leafIds = [...new Set(calls.flatMap((call) => call.leafIds))].sort((a, b) => a - b);
  await tx.query(
    `select pg_advisory_xact_lock(hashint8extended(leaf_id, $1))
     from unnest($2::bigint[]) as l (leaf_id)`,
    [lockSeed + brandId, leafIds],
  );
}

/** Apart from all other locks of the program. */
const lockSeed = 7_270_000;

async function readPasts(
  database: Queryable,
  brandId: number,
  questions: readonly ContactQuestion[],
): Promise<readonly ContactPast[]> {
  const asking = (such: (question: ContactQuestion) => boolean): readonly (readonly number[])[] =>
    questions.map((question) => (such(question) ? question.leafIds : []));
  const none = (): Promise<readonly (readonly never[])[]> => Promise.resolve(questions.map(() => []));
  const [rows, boughtAt, kept] = await together([
    findContacts(
      database,
      brandId,
      asking(() => true),
    ),
    questions.some(({ asksBought }) => asksBought)
      ? findSaleTimes(
          database,
          brandId,
          asking(({ asksBought }) => asksBought),
        )
      : none(),
    questions.some(({ asksKept }) => asksKept)
      ? findKept(
          database,
          brandId,
          asking(({ asksKept }) => asksKept),
        )
      : none(),
  ]);
  return questions.map((_question, at) => ({
    past: { rows: rows[at] ?? [], boughtAt: boughtAt[at] ?? [] },
    kept: kept[at] ?? [],
  }));
}

/** What a group serves: each call sees what those before it have served. */
class Served {
  /** Of each leaf that is served anything all that it was served and that may count. */
  readonly leaves = new Map<number, ContactRow[]>();

  with(rows: readonly ContactRow[], leafIds: readonly number[]): readonly ContactRow[] {
    const changed = leafIds.filter((leafId) => this.leaves.has(leafId));
    if (changed.length === 0) return rows;
    return [
      ...rows.filter(({ kind, leafId }) => kind !== "served" || !changed.includes(leafId)),
      ...changed.flatMap((leafId) => this.leaves.get(leafId) ?? []),
    ];
  }

  /** `before`: what was read of the customer. */
  add({ leafId, nowMs, forget }: CountedCall, served: readonly Met[], before: readonly ContactRow[]): void {
    if (served.length === 0) return;
    const rows = [
      ...(this.leaves.get(leafId) ??
        forget(before.filter((row) => row.kind === "served" && row.leafId === leafId))),
    ];
    for (const met of served) {
      const at = rows.findIndex((row) => isSame(row, met));
      const times = [nowMs, ...(rows[at]?.times ?? [])].sort((a, b) => b - a).slice(0, mostContactsKept);
      rows[at === -1 ? rows.length : at] = { ...met, leafId, kind: "served", times };
    }
    this.leaves.set(leafId, rows);
  }
}

function isSame(a: Met, b: Met): boolean {
  return a.experience === b.experience && a.placement === b.placement && a.channel === b.channel;
}
