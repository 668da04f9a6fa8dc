import type { Experience, Json } from "@attune/contract";
import type { LineUp, ListedCandidate } from "./candidates.ts";

export interface DefinitionVersion {
  readonly kind: "experience" | "placement";
  readonly key: string;
  readonly version: number;
  /** An experience's: undefined is its own content. */
  readonly variant?: string | undefined;
}

/** What records name and do not repeat. It is kept for ever, and in Postgres: an explanation never waits for ClickHouse. */
export interface SharedParts {
  /** Before the first record that names it. Undefined: it is known to be kept. */
  keepLineUp(brandId: number, lineUp: LineUp): Promise<void> | undefined;
  /** Placement → its candidates. */
  findLineUp(brandId: number, id: string): Promise<Readonly<Record<string, readonly ListedCandidate[]>>>;
  /** The body of an experience as it was then. */
  findExperience(brandId: number, key: string, version: number): Promise<Experience | undefined>;
  /** In their order; null where a definition says nothing. */
  findContents(brandId: number, wanted: readonly DefinitionVersion[]): Promise<readonly Json[]>;
}
