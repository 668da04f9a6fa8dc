import type { CandidateIndex } from "../candidates.ts";
import type { ContactRow } from "../contact/contact.ts";
import type { ContactPast } from "../contact/contact-log.ts";
import type { Customer } from "../customers.ts";
import { type Decision, decide, type Ground, type Known, type Question } from "../decide.ts";
import type { ToldThen } from "./past-decision.ts";
import type { Worlds } from "./worlds.ts";

/** A past decision, ready to be made again. */
export interface Again {
  readonly decidedAt: number;
  readonly question: Question;
  readonly told: ToldThen;
}

export interface BothWays {
  readonly before: Decision;
  readonly after: Decision;
}

export interface SimulatedCustomer {
  /** Undefined: nobody was recognised. */
  readonly customer: Customer | undefined;
  /** Of all contacts, as they stand. */
  readonly past: ContactPast | undefined;
  readonly isKnownCustomer: boolean;
  /** Where the window begins: what was served since then is what the simulation serves. */
  readonly fromMs: number;
}

export interface SimulationGround extends Omit<Ground, "candidates" | "nowMs"> {
  readonly worlds: Worlds;
}

type Side = "before" | "after";

/** Makes one customer's decisions again, from the earliest on, with the change and without; each way counts what it serves. */
export class CustomerReplay {
  readonly #ground: SimulationGround;
  readonly #one: SimulatedCustomer;
  readonly #served: Readonly<Record<Side, ContactRow[]>> = { before: [], after: [] };
  readonly #rowsBefore: readonly ContactRow[];

  constructor(ground: SimulationGround, one: SimulatedCustomer) {
    this.#ground = ground;
    this.#one = one;
    const rows = one.past?.past.rows ?? [];
    this.#rowsBefore = rows.map((row) => (row.kind === "served" ? until(row, one.fromMs) : row));
  }

  decide(again: Again): BothWays {
    const { worlds } = this.#ground;
    worlds.tell(again.told.conditions);
    const customer = this.#one.customer && asThen(this.#one.customer, again);
    return {
      before: this.#decideIn("before", worlds.before, again, customer),
      after: this.#decideIn("after", worlds.after, again, customer),
    };
  }

  #decideIn(
    side: Side,
    candidates: CandidateIndex,
    { decidedAt, question, told }: Again,
    customer: Customer | undefined,
  ): Decision {
    const ground: Ground = { ...this.#ground, candidates, nowMs: decidedAt };
    const decision = decide(ground, question, customer, this.#knownAt(side, decidedAt, told));
    for (const met of decision.served)
      this.#served[side].push({ ...met, leafId: 0, kind: "served", times: [decidedAt] });
    return decision;
  }

  #knownAt(side: Side, decidedAt: number, { overrides }: ToldThen): Known {
    const { past, isKnownCustomer } = this.#one;
    const known: Known = { overrides, isKnownCustomer };
    if (past === undefined) return known;
    const rows = this.#rowsBefore.map((row) => until(row, decidedAt));
    const boughtAt = past.past.boughtAt.filter((at) => at < decidedAt);
    return { ...known, kept: past.kept, past: { rows: [...rows, ...this.#served[side]], boughtAt } };
  }
}

function until(row: ContactRow, beforeMs: number): ContactRow {
  const [newest = 0] = row.times;
  return newest < beforeMs ? row : { ...row, times: row.times.filter((at) => at < beforeMs) };
}

const dayMs = 86_400_000;
const careDaysMost = 14;

/** As she is now, but for what the log says of then. */
function asThen(customer: Customer, { decidedAt, told }: Again): Customer {
  const { view, care } = customer;
  const openCaseChangedAt = (): number | undefined => {
    if (told.careDays !== undefined) return decidedAt - (careDaysMost - told.careDays) * dayMs;
    const changedAt = care.openCaseChangedAt();
    // What was opened later was not open yet.
    return changedAt !== undefined && changedAt <= decidedAt ? changedAt : undefined;
  };
  const consent: typeof view.consent = (key) =>
    key.endsWith(".personalisation") ? "unknown" : view.consent(key);
  return {
    ...customer,
    view: told.refusedPersonalisation ? { ...view, consent } : view,
    care: { zone: care.zone, openCaseChangedAt },
  };
}
