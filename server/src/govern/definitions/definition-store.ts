import type { DefinitionRef, DefinitionState, JsonObject } from "@attune/contract";

/** One version as it is kept. `position` is where the fold passed it; null until then, and for ever for a draft. Times are epoch milliseconds. */
export interface StoredVersion extends DefinitionRef {
  readonly id: number;
  readonly version: number;
  readonly state: DefinitionState;
  readonly body: JsonObject;
  readonly author: string;
  readonly reason: string;
  readonly position: number | null;
  readonly changedAt: number;
  readonly liveVersion: number | null;
}

/** A version about to be written. */
export interface NewVersion extends DefinitionRef {
  readonly version: number;
  readonly state: DefinitionState;
  readonly body: JsonObject;
  readonly author: string;
  readonly reason: string;
}

/** What a writer decides upon. */
export interface Standing {
  /** The newest version of each definition. */
  readonly newest: readonly StoredVersion[];
  /** The newest version of each that is not a draft: what is in force, or will be once the fold has passed it. */
  readonly stated: readonly StoredVersion[];
  bodyAt(ref: DefinitionRef, version: number): Promise<JsonObject | undefined>;
}

export interface DefinitionStore {
  /** No other write of the brand runs between the reading and the writing. */
  write<T extends { readonly versions: readonly NewVersion[] }>(
    brandId: number,
    decide: (standing: Standing) => Promise<T>,
  ): Promise<T>;
  list(brandId: number, kind?: string): Promise<readonly StoredVersion[]>;
  find(brandId: number, ref: DefinitionRef): Promise<StoredVersion | undefined>;
  /** Newest first. */
  versions(brandId: number, ref: DefinitionRef): Promise<readonly StoredVersion[]>;
  /** In force as far as the fold has come. */
  live(brandId: number): Promise<readonly StoredVersion[]>;
  /** What the fold has passed after `position` and what stands now: live or retired, by position. */
  foldedAfter(brandId: number, position: number): Promise<readonly StoredVersion[]>;
  /** Written, not a draft, not yet passed by the fold, oldest first: what a crash may have kept from the inbox. */
  unfolded(brandId: number): Promise<readonly StoredVersion[]>;
}
