import { z } from "zod";
import { type FateReason, fateReasons } from "./decision-fate.ts";
import { definitionBodySchema } from "./definition.ts";
import type { JsonObject } from "./inbox-record.ts";

/** A changed experience, to be held against the decisions of the last days. */
export interface SimulateRequest {
  /** The body as it would be put; kept nowhere. */
  readonly definition: JsonObject;
  readonly days: number;
  /** Of more decisions than so many a part of the customers is looked at, whole. */
  readonly most: number;
}

export const simulateSchema: z.ZodType<SimulateRequest> = z.strictObject({
  definition: definitionBodySchema,
  days: z.int().min(1).max(90).default(7),
  most: z.int().min(100).max(20_000).default(5_000),
});

/** failed: by a fault, or because the program that computed it has ended. */
export const simulationStates = ["running", "done", "cancelled", "failed"] as const;
export type SimulationState = (typeof simulationStates)[number];

/** What a simulation stands at, and what it found when it is done. */
export interface Simulation {
  /** `sim_…` */
  readonly id: string;
  /** Key of the experience. */
  readonly experience: string;
  readonly state: SimulationState;
  /** Decisions that were looked at, and how many there are to look at; null before they are counted. */
  readonly progress: { readonly done: number; readonly of: number | null };
  readonly days: number;
  /** Version of the live experience it is compared with; null: none is live. */
  readonly comparedWith: number | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** A code; null unless it failed. */
  readonly failure: string | null;
  /** Null until it is done, and in lists. */
  readonly result: SimulationResult | null;
}

/** What was counted among those looked at, and what that says of all; the same without a sample. The interval is of 95 %. */
export interface SampledCount {
  readonly counted: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** One of what a placement shows. */
export interface ShownExperience {
  readonly experience: string;
  readonly variant?: string;
}

/** experience: others are shown. variant: another variant of the same. content: the same with other content or products. */
export const moveKinds = ["experience", "variant", "content"] as const;
export type MoveKind = (typeof moveKinds)[number];

/** From what to what; nothing is the placement's own content. Counted among those looked at. */
export interface SimulatedMove {
  readonly kind: MoveKind;
  readonly before: readonly ShownExperience[];
  readonly after: readonly ShownExperience[];
  readonly decisions: number;
  readonly customers: number;
}

export interface SimulatedPlacement {
  /** Looked at. */
  readonly decisions: number;
  readonly otherwise: SampledCount;
  /** The most frequent first. */
  readonly moves: readonly SimulatedMove[];
}

/** What became of the experience where it was a candidate: reason → decisions looked at. */
export type CandidateEnds = Readonly<Partial<Record<FateReason, number>>>;

export interface ShownTo {
  readonly decisions: SampledCount;
  readonly customers: SampledCount;
  readonly ends: CandidateEnds;
}

/** A decision that would have been made otherwise. */
export interface SimulationSample {
  /** `prf_…`, who the customer is now; null: nobody was recognised. */
  readonly profile: string | null;
  readonly decisionId: string;
  readonly decidedAt: string;
  readonly placement: string;
  readonly kind: MoveKind;
  /** By the definitions in force. */
  readonly before: readonly ShownExperience[];
  readonly after: readonly ShownExperience[];
  /** As the log says. */
  readonly served: readonly ShownExperience[];
  /** What became of the experience on both sides; null: it was no candidate there. */
  readonly ends: { readonly before: FateReason | null; readonly after: FateReason | null };
  /** In words: what holds it back with the change, where numbers say more than the reason. */
  readonly because: string | null;
}

/** How many customers there are now whom the experience is for. */
export interface EligibleNow {
  /** The condition holds. */
  readonly suits: number;
  /** Of them those who agree to what it uses data for. Without regard to hold-outs, caps, law and dates. */
  readonly mayBeShown: number;
}

export const simulationLimits = [
  "customersAsOfNow",
  "conditionAsOfNow",
  "shelfAsOfNow",
  "definitionsAsOfNow",
  "datesSetAside",
  "repeatsCountOnce",
  "reactionsAsTheyWere",
  "callersSeeAll",
  "listsMadeAnew",
] as const;
export type SimulationLimit = (typeof simulationLimits)[number];

export interface SimulationResult {
  /** ISO 8601, UTC; [from, until). */
  readonly window: { readonly from: string; readonly until: string };
  /** Decisions at placements that the change may touch. `unreadable`: older than replays. */
  readonly decisions: { readonly all: number; readonly looked: number; readonly unreadable: number };
  /** Who were recognised in them. */
  readonly customers: { readonly all: number; readonly looked: number };
  /** Null: all were looked at. Else the customers whose number's hash comes first, each with all decisions, and that share of strangers' decisions. */
  readonly sample: { readonly share: number } | null;
  readonly otherwise: { readonly decisions: SampledCount; readonly customers: SampledCount };
  /** To whom the experience is shown. */
  readonly shown: { readonly before: ShownTo; readonly after: ShownTo };
  readonly placements: Readonly<Record<string, SimulatedPlacement>>;
  readonly samples: readonly SimulationSample[];
  /** How far deciding again by what is in force now gives what was served then: what a prediction of this kind is worth. */
  readonly asServed: { readonly compared: number; readonly same: number };
  /** `before` is null when the experience is not live. `enters` and `leaves`: of those who may be shown it. */
  readonly eligible: {
    readonly before: EligibleNow | null;
    readonly after: EligibleNow;
    readonly enters: number;
    readonly leaves: number;
  };
  /** What the log does not tell, and what was taken instead. */
  readonly notKnown: readonly { readonly code: SimulationLimit; readonly text: string }[];
}

const sampledCount: z.ZodType<SampledCount> = z.strictObject({
  counted: z.int(),
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
});

const shownSchema = z.array(z.strictObject({ experience: z.string(), variant: z.string().exactOptional() }));
const kindSchema = z.enum(moveKinds);
const reasonSchema = z.enum(fateReasons).nullable();

const placementSchema: z.ZodType<SimulatedPlacement> = z.strictObject({
  decisions: z.int(),
  otherwise: sampledCount,
  moves: z.array(
    z.strictObject({
      kind: kindSchema,
      before: shownSchema,
      after: shownSchema,
      decisions: z.int(),
      customers: z.int(),
    }),
  ),
});

const shownToSchema: z.ZodType<ShownTo> = z.strictObject({
  decisions: sampledCount,
  customers: sampledCount,
  ends: z.partialRecord(z.enum(fateReasons), z.int()),
});

const sampleSchema: z.ZodType<SimulationSample> = z.strictObject({
  profile: z.string().nullable(),
  decisionId: z.uuid(),
  decidedAt: z.iso.datetime(),
  placement: z.string(),
  kind: kindSchema,
  before: shownSchema,
  after: shownSchema,
  served: shownSchema,
  ends: z.strictObject({ before: reasonSchema, after: reasonSchema }),
  because: z.string().nullable(),
});

const eligibleSchema: z.ZodType<EligibleNow> = z.strictObject({ suits: z.int(), mayBeShown: z.int() });

const resultSchema: z.ZodType<SimulationResult> = z.strictObject({
  window: z.strictObject({ from: z.iso.datetime(), until: z.iso.datetime() }),
  decisions: z.strictObject({ all: z.int(), looked: z.int(), unreadable: z.int() }),
  customers: z.strictObject({ all: z.int(), looked: z.int() }),
  sample: z.strictObject({ share: z.number() }).nullable(),
  otherwise: z.strictObject({ decisions: sampledCount, customers: sampledCount }),
  shown: z.strictObject({ before: shownToSchema, after: shownToSchema }),
  placements: z.record(z.string(), placementSchema),
  samples: z.array(sampleSchema),
  asServed: z.strictObject({ compared: z.int(), same: z.int() }),
  eligible: z.strictObject({
    before: eligibleSchema.nullable(),
    after: eligibleSchema,
    enters: z.int(),
    leaves: z.int(),
  }),
  notKnown: z.array(z.strictObject({ code: z.enum(simulationLimits), text: z.string() })),
});

export const simulationSchema: z.ZodType<Simulation> = z.strictObject({
  id: z.string(),
  experience: z.string(),
  state: z.enum(simulationStates),
  progress: z.strictObject({ done: z.int(), of: z.int().nullable() }),
  days: z.int(),
  comparedWith: z.int().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  failure: z.string().nullable(),
  result: resultSchema.nullable(),
});
