/**
 * Decide answers what to show a customer at a placement, the same on every channel, and can say why.
 * It owns placements, experiences, the decision log and the first recommendations; it does not own conditions, the catalogue or the customer.
 */
export { createArchive } from "./archive.ts";
export { type Conditions, createConditions, programKeyOf } from "./conditions.ts";
export { reportConsistency } from "./consistency/consistency.ts";
export { metBy } from "./contact/contact-events.ts";
export { createWindows } from "./contact/windows.ts";
export type { Care, Customer, Customers } from "./customers.ts";
export { createDecider, type Decider } from "./decider.ts";
export { explainDecision } from "./explain-decision.ts";
export { isHeldOut, isWithin, promotes, saltOf, unitOfLeaf } from "./hold-outs.ts";
export { answerAffinities } from "./items/affinities.ts";
export {
  contactPolicyKind,
  experienceKind,
  holdOutKind,
  placementKind,
  touchpointKind,
} from "./kinds.ts";
export { createModelKeeper, type ModelKeeper } from "./model-keeper.ts";
export { createOverrides, type Overrides } from "./override/overrides.ts";
export { createPreviews } from "./previews.ts";
export { recognise } from "./recognise.ts";
export { createRecognition, type Recognition } from "./recognition.ts";
export { createShelves, type Shelves } from "./shelves.ts";
export { createSimulations } from "./simulate/simulations.ts";
export { listTouchpoints } from "./touchpoints.ts";
export { trainOnce } from "./train-once.ts";
