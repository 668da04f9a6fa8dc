import type {
  CandidateEnds,
  FateReason,
  MoveKind,
  ShownExperience,
  ShownTo,
  SimulatedMove,
  SimulatedPlacement,
  SimulationResult,
  SimulationSample,
} from "@attune/contract";
import { formatId } from "../../kernel/public-id.ts";
import type { LoggedRecord } from "../decision-log.ts";
import { moveBetween, namesOf, type PlacementSide, servedIn } from "./compare-answers.ts";
import type { PastDecision } from "./past-decision.ts";
import { add, type Looked, type Measure, newMeasure, type Stratum, sampledCount } from "./sampled-count.ts";

interface MoveTally {
  readonly kind: MoveKind;
  readonly before: readonly ShownExperience[];
  readonly after: readonly ShownExperience[];
  decisions: number;
  customers: number;
  /** The customer whose decision was entered last: those of one come together. */
  last: number | undefined;
  samples: number;
}

interface PlacementTally {
  decisions: number;
  readonly otherwise: Measure;
  readonly moves: Map<string, MoveTally>;
}

interface SideTally {
  readonly decisions: Measure;
  readonly customers: Measure;
  readonly ends: Map<FateReason, number>;
}

const sides = ["before", "after"] as const;
type Side = (typeof sides)[number];
export type Sides = Readonly<Record<Side, ReadonlyMap<string, PlacementSide>>>;

const mostSamples = 60;
const samplesPerMove = 5;
const mostMoves = 50;

type Counted = Pick<SimulationResult, "otherwise" | "shown" | "placements" | "samples" | "asServed">;

/** Gathers what a simulation finds, unit by unit: a customer with all her decisions, or one decision of a stranger. */
export class Findings {
  readonly #experience: string;
  readonly #placements = new Map<string, PlacementTally>();
  readonly #otherwise = { decisions: newMeasure(), customers: newMeasure() };
  readonly #shown: Readonly<Record<Side, SideTally>> = { before: newSide(), after: newSide() };
  readonly #samples: SimulationSample[] = [];
  #compared = 0;
  #same = 0;
  readonly #looked: Record<Stratum, number> = { customers: 0, strangers: 0 };
  #unit = newUnit();

  constructor(experience: string) {
    this.#experience = experience;
  }

  enter(decision: PastDecision, record: LoggedRecord, found: Sides): void {
    let isOtherwise = false;
    for (const [placement, before] of found.before) {
      const after = found.after.get(placement);
      if (after === undefined) continue;
      const served = servedIn(record.answer[placement]);
      const kind = this.#compare(placement, before, after, served);
      if (kind === undefined) continue;
      isOtherwise = true;
      this.#move({ decision, placement, kind, before, after, served });
    }
    if (isOtherwise) this.#unit.otherwise += 1;
    for (const side of sides) if (this.#isShown(found[side])) this.#unit[side] += 1;
  }

  #compare(
    placement: string,
    before: PlacementSide,
    after: PlacementSide,
    served: readonly ShownExperience[],
  ): MoveKind | undefined {
    this.#compared += 1;
    if (namesOf(served) === namesOf(before.shown)) this.#same += 1;
    this.#placementOf(placement).decisions += 1;
    if (before.end !== undefined) count(this.#shown.before.ends, before.end);
    if (after.end !== undefined) count(this.#shown.after.ends, after.end);
    return moveBetween(before, after);
  }

  #isShown(side: Sides[Side]): boolean {
    return [...side.values()].some(({ shown }) =>
      shown.some(({ experience }) => experience === this.#experience),
    );
  }

  /** After the last decision of a customer, or of a stranger. */
  closeUnit(stratum: Stratum): void {
    const { placements, otherwise } = this.#unit;
    this.#looked[stratum] += 1;
    enterUnit(this.#otherwise, stratum, otherwise);
    for (const side of sides) enterUnit(this.#shown[side], stratum, this.#unit[side]);
    for (const [placement, decisions] of placements)
      add(this.#placementOf(placement).otherwise, stratum, decisions);
    this.#unit = newUnit();
  }

  close(all: Readonly<Record<Stratum, number>>): Counted {
    const looked = {
      customers: { all: all.customers, looked: this.#looked.customers },
      strangers: { all: all.strangers, looked: this.#looked.strangers },
    };
    const { decisions, customers } = this.#otherwise;
    const placements = [...this.#placements].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      otherwise: {
        decisions: sampledCount(decisions, looked),
        customers: sampledCount(customers, looked),
      },
      shown: { before: tellSide(this.#shown.before, looked), after: tellSide(this.#shown.after, looked) },
      placements: Object.fromEntries(placements.map(([key, tally]) => [key, tellPlacement(tally, looked)])),
      samples: this.#samples,
      asServed: { compared: this.#compared, same: this.#same },
    };
  }

  #placementOf(key: string): PlacementTally {
    const known = this.#placements.get(key) ?? { decisions: 0, otherwise: newMeasure(), moves: new Map() };
    this.#placements.set(key, known);
    return known;
  }

  #move({ decision, placement, kind, before, after, served }: Moved): void {
    const tally = this.#placementOf(placement);
    this.#unit.placements.set(placement, (this.#unit.placements.get(placement) ?? 0) + 1);
    const name = JSON.stringify([kind, before.shown, after.shown]);
    const move: MoveTally = tally.moves.get(name) ?? {
      kind,
      before: before.shown,
      after: after.shown,
      decisions: 0,
      customers: 0,
      last: undefined,
      samples: 0,
    };
    tally.moves.set(name, move);
    move.decisions += 1;
    const { profileId } = decision;
    if (profileId !== null && move.last !== profileId) move.customers += 1;
    move.last = profileId ?? undefined;
    if (this.#samples.length >= mostSamples || move.samples >= samplesPerMove) return;
    move.samples += 1;
    this.#samples.push({
      profile: profileId === null ? null : formatId("prf", profileId),
      decisionId: decision.decisionId,
      decidedAt: new Date(decision.decidedAt).toISOString(),
      placement,
      kind,
      before: before.shown,
      after: after.shown,
      served,
      ends: { before: before.end ?? null, after: after.end ?? null },
      because: after.because ?? null,
    });
  }
}

interface Moved {
  readonly decision: PastDecision;
  readonly placement: string;
  readonly kind: MoveKind;
  readonly before: PlacementSide;
  readonly after: PlacementSide;
  readonly served: readonly ShownExperience[];
}

interface Unit {
  otherwise: number;
  before: number;
  after: number;
  readonly placements: Map<string, number>;
}

function newUnit(): Unit {
  return { otherwise: 0, before: 0, after: 0, placements: new Map() };
}

function newSide(): SideTally {
  return { decisions: newMeasure(), customers: newMeasure(), ends: new Map() };
}

function enterUnit(
  { decisions, customers }: Pick<SideTally, "decisions" | "customers">,
  stratum: Stratum,
  value: number,
): void {
  if (value === 0) return;
  add(decisions, stratum, value);
  if (stratum === "customers") add(customers, stratum, 1);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

type LookedAt = Readonly<Record<Stratum, Looked>>;

function tellSide({ decisions, customers, ends }: SideTally, looked: LookedAt): ShownTo {
  const inOrder = [...ends].sort(([, a], [, b]) => b - a);
  const told: CandidateEnds = Object.fromEntries(inOrder);
  return {
    decisions: sampledCount(decisions, looked),
    customers: sampledCount(customers, looked),
    ends: told,
  };
}

function tellPlacement(
  { decisions, otherwise, moves }: PlacementTally,
  looked: LookedAt,
): SimulatedPlacement {
  const all = [...moves.values()].sort((a, b) => b.decisions - a.decisions).slice(0, mostMoves);
  return {
    decisions,
    otherwise: sampledCount(otherwise, looked),
    moves: all.map(({ last: _last, samples: _samples, ...move }): SimulatedMove => move),
  };
}
