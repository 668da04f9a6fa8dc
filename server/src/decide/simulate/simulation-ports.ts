import type {
  ContactPolicy,
  Experience,
  HoldOut,
  Placement,
  Simulation,
  SimulationResult,
} from "@attune/contract";
import type { LiveKind } from "../../govern/index.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Conditions } from "../conditions.ts";
import type { ContactLog } from "../contact/contact-log.ts";
import type { Windows } from "../contact/windows.ts";
import type { Customers } from "../customers.ts";
import type { SharedParts } from "../shared-parts.ts";
import type { Shelf } from "../shelf.ts";
import type { FindMembers } from "./eligible-now.ts";
import type { PastDecision } from "./past-decision.ts";

/** Which decisions are asked for: [fromMs, untilMs), at any of the placements; undefined: at any at all. */
export interface HistoryQuestion {
  readonly brandId: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly placements: readonly string[] | undefined;
}

export interface HistorySize {
  readonly decisions: number;
  /** Who were recognised, as who they are now. */
  readonly customers: number;
  /** Decisions for nobody known. */
  readonly strangers: number;
}

/** The log in ClickHouse. What was asked for a test (`context.variants`) is no part of it. */
export interface DecisionHistory {
  size(question: HistoryQuestion): Promise<HistorySize>;
  /**
   * Some at a time: those of a customer together and in the order of time, customers by the hash of their number, strangers each as one more.
   * Only those whose hash is within `share`, at most `most` decisions in all.
   */
  read(
    question: HistoryQuestion,
    part: { readonly share: number; readonly most: number },
  ): AsyncIterable<readonly PastDecision[]>;
}

export interface SimulationPorts {
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
  readonly holdOuts: LiveKind<HoldOut>;
  readonly policies: LiveKind<ContactPolicy>;
  readonly conditions: Conditions;
  readonly customers: Pick<Customers, "findByLeaf" | "isKnown">;
  readonly contacts: Pick<ContactLog, "past">;
  readonly windows: Windows;
  readonly shelfOf: (brandId: number) => Shelf;
  readonly parts: Pick<SharedParts, "findLineUp">;
  readonly history: DecisionHistory;
  readonly membersOf: (brandId: number) => FindMembers;
  readonly clock: Clock;
  /** Lets others run; called at least every few milliseconds. */
  readonly pause: () => Promise<void>;
}

/** What is asked, and kept with the answer. */
export interface SimulationAsked {
  readonly experience: string;
  readonly days: number;
  readonly comparedWith: number | null;
}

/** How simulations are known to all copies of the program. Times are epoch milliseconds. */
export interface SimulationStore {
  open(brandId: number, asked: SimulationAsked, nowMs: number): Promise<number>;
  /** Answers whether it is still wanted. */
  note(
    brandId: number,
    simulationId: number,
    progress: { readonly done: number; readonly of: number },
    nowMs: number,
  ): Promise<boolean>;
  /** Unless it was cancelled meanwhile. */
  close(
    brandId: number,
    simulationId: number,
    end: { readonly result: SimulationResult } | { readonly failure: string },
    nowMs: number,
  ): Promise<void>;
  cancel(brandId: number, simulationId: number, nowMs: number): Promise<void>;
  /** What is running and was not noted since `lostBeforeMs` has failed. */
  find(brandId: number, simulationId: number, lostBeforeMs: number): Promise<Simulation | undefined>;
  /** Newest first, without their results. */
  list(
    brandId: number,
    experience: string,
    most: number,
    lostBeforeMs: number,
  ): Promise<readonly Simulation[]>;
}
