import type {
  ComputedTraitBody,
  Condition,
  ConsentCondition,
  DidCondition,
  Json,
  ListCondition,
  LoyaltyCondition,
  NearCondition,
  OccasionCondition,
  PreferenceCondition,
  ScoreCondition,
  SequenceCondition,
  TraitComparison,
  TraitCondition,
} from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { CustomerView } from "../../profile/index.ts";
import type { BrandWorld } from "../brand-world.ts";
import type { ProfileSet } from "../profile-set.ts";
import type { SlotDefinition } from "../slots/slot.ts";
import type { Verdict } from "../verdict.ts";

/** One operator of the language: how it is judged in memory, selected from the stores and put into words. */
export interface Operator<Kind extends Condition> {
  compile(condition: Kind, compiler: Compiler): Question;
  /** From the sets of its leaves, which have been read before. May hold profiles that are not visible. */
  select(condition: Kind, sets: Sets): ProfileSet;
  /** What follows "Customers": `whose age is at least 18`, `who did “Order Completed”`. `inner` words the conditions inside. */
  words(condition: Kind, inner: (condition: Condition) => string): string;
}

export interface Question {
  ask(moment: Moment): Verdict;
  /** The stored key of a slot without which the answer is no for ever, whatever else is kept. Absent: there is none. */
  readonly gate?: string;
  /** The clock never changes the answer. Absent: it may. */
  readonly isTimeless?: true;
  explain(moment: Moment): Reasoning;
}

/** Why a condition holds or not for one customer. */
export interface Reasoning extends Verdict {
  /** What was found of the customer, whether it holds or not: `did “Order Completed” twice`. Of a condition without parts. */
  readonly fact?: string;
  /** The things (`forEach`) of which it holds. */
  readonly things?: readonly string[];
  readonly parts: readonly Reasoning[];
}

/** A customer at a moment. */
export interface Moment {
  readonly nowMs: number;
  readonly view: CustomerView;
  segment(key: string): Verdict;
}

export interface ReadSlot {
  (moment: Pick<Moment, "view">): Json | undefined;
  readonly storedKey: string;
}

/** Gathers what a condition needs while it is compiled. */
export interface Compiler {
  readonly calendar: Calendar;
  readonly world: BrandWorld;
  compile(condition: Condition): Question;
  /** The state of a slot, all leaves of the customer as one; undefined when nothing was kept. */
  slot(definition: SlotDefinition): ReadSlot;
  dependsOnTrait(path: string): void;
  dependsOnConsents(): void;
  dependsOnSegment(key: string): void;
  /** On what is computed of the customer's shopping. */
  dependsOnLoyalty(): void;
  /** On which static lists name the customer. */
  dependsOnLists(): void;
}

/** A condition whose answer the stores give. */
export type LeafCondition = PersonCondition | LoyaltyCondition | Exclude<EventCondition, ComputedCondition>;

/** A condition on what the customer did. One on a computed trait comes with how that is computed. */
export type EventCondition = DidCondition | SequenceCondition | ComputedCondition;

export interface ComputedCondition {
  readonly computed: ComputedTraitBody;
  readonly is: TraitComparison;
}

/** A condition on what the profile's row says. */
export type PersonCondition =
  | TraitCondition
  | ConsentCondition
  | ListCondition
  | PreferenceCondition
  | OccasionCondition
  | NearCondition
  | ScoreCondition;

/** Of conditions on what rows of profiles say, and nothing else. */
export type PeopleCondition =
  | PersonCondition
  | { readonly all: readonly PeopleCondition[] }
  | { readonly any: readonly PeopleCondition[] }
  | { readonly not: PeopleCondition };

export interface Sets {
  /** Every visible profile. */
  readonly everyone: ProfileSet;
  /** Of a visible profile. */
  oldestLeafOf(profileId: number): number;
  readonly world: BrandWorld;
  /** Those whose answer differs from that of a customer of whom nothing is known. */
  exceptions(leaf: DidCondition | SequenceCondition | TraitCondition): ProfileSet;
  /** Those for whom it holds. */
  people(leaf: PersonCondition | LoyaltyCondition): ProfileSet;
  segment(key: string): ProfileSet;
  select(condition: Condition): ProfileSet;
}

/** The part of a question that says whether the clock never changes its answer. */
export function timelessIf(isTimeless: boolean): Pick<Question, "isTimeless"> {
  return isTimeless ? { isTimeless } : {};
}
