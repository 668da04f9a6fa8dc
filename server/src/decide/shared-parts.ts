import type { Experience, ExperienceKind, Json, JsonObject } from "@attune/contract";
import type { LineUp, ListedCandidate } from "./candidates.ts";

export interface DefinitionVersion {
  readonly kind: "experience" | "placement";
  readonly key: string;
  readonly version: number;
  /** An experience's: undefined is its own content. */
  readonly variant?: string | undefined;
  /** As the definition names it; undefined is the content itself. */
  readonly locale?: string | undefined;
}

/** What records name and do not repeat. It is kept for ever, and in Postgres: an explanation never waits for ClickHouse. */
export interface SharedParts {
  /** Before the first record that names it. Undefined: it is known to be kept. */
  keepLineUp(brandId: number, lineUp: LineUp): Promise<void> | undefined;
  /** Placement → its candidates. */
  findLineUp(brandId: number, id: string): Promise<Readonly<Record<string, readonly ListedCandidate[]>>>;
  /** The body of an experience as it was then. */
  findExperience(brandId: number, key: string, version: number): Promise<Experience | undefined>;
  /** Bodies as they were stated, in their order. @throws Error when one is gone */
  findBodies(brandId: number, wanted: readonly DefinitionVersion[]): Promise<readonly JsonObject[]>;
  /** In their order. */
  findContents(brandId: number, wanted: readonly DefinitionVersion[]): Promise<readonly ShownContent[]>;
}

export interface ShownContent {
  /** Null where a definition says nothing. */
  readonly content: Json;
  /** Of an experience that is a service. */
  readonly kind?: ExperienceKind;
}
