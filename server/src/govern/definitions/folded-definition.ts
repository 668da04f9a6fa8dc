import type { ControlRecord, DefinitionRef, DefinitionState, JsonObject } from "@attune/contract";

/** The inbox record that marks where a definition comes into force. */
export type DefinitionMark = Extract<ControlRecord, { readonly kind: "definition" }>;

/** A version that has just come into force (or, retired, gone out of it). */
export interface FoldedDefinition extends DefinitionRef {
  readonly id: number;
  readonly version: number;
  readonly state: Exclude<DefinitionState, "draft">;
  readonly body: JsonObject;
  readonly position: number;
}
