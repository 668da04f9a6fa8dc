import type { DefinitionRef, JsonObject } from "@attune/contract";
import type { Fault } from "../../kernel/refusal.ts";

/** A definition that another one names, and where in the body it does. */
export interface Reference extends DefinitionRef {
  /** JSON Pointer into the body that refers. */
  readonly pointer: string;
}

/** What definitions/ must know about a kind. Registered by the stage that owns it, in compose.ts. */
export interface DefinitionKind<Body = unknown> {
  readonly kind: string;
  /** The body as it is kept, of a kind in which the same can be said in two ways; what cannot be read is left as it is. Without it: as it was sent. */
  kept?(body: JsonObject): JsonObject;
  /** A fault of what is kept as one of the body as it was sent. */
  faultAsSent?(body: JsonObject, fault: Fault): Fault;
  /** Throws a Refusal (422) with every fault as a JSON Pointer into the body. Reads only. */
  parse(body: JsonObject): Body;
  /** Definitions that must be live for this one to be. They may not form a cycle, and are not retired while this one is live. */
  references?(body: Body): readonly Reference[];
  /** Anything further. Throws a Refusal. Runs inside the writing transaction, when no other write of the brand does; asks no store. */
  check?(key: string, body: Body, others: Others): Promise<void>;
}

/** The definitions as they will stand after the write. */
export interface Others {
  /** Bodies, as parsed by their kind, of what is or is about to be live. */
  of(kind: string): ReadonlyMap<string, unknown>;
}

export type Kinds = ReadonlyMap<string, DefinitionKind>;

export function kindsOf(kinds: readonly DefinitionKind[]): Kinds {
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}
