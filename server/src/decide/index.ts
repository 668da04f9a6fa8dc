/**
 * Decide answers what to show a customer at a placement, the same on every channel, and can say why.
 * It owns placements, experiences, the decision log and the first recommendations; it does not own conditions, the catalogue or the customer.
 */
export { createArchive } from "./archive.ts";
export { type Conditions, createConditions, type Predicate, programKeyOf } from "./conditions.ts";
export type { Customer, Customers } from "./customers.ts";
export { type Caller, createDecider, type Decider } from "./decider.ts";
export type { DecisionArchive, DecisionLog, LoggedDecision } from "./decision-log.ts";
export { experienceKind, placementKind } from "./kinds.ts";
export type { Shelf } from "./shelf.ts";
export { createShelves, type Shelves } from "./shelves.ts";
export { sinkDecisions } from "./sink-decisions.ts";
