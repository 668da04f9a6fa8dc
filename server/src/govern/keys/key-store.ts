import type { Channel } from "@attune/contract";
import type { KeyKind } from "./key.ts";

/** A key that works, and what it stands for. */
export interface KnownKey {
  readonly keyId: number;
  readonly kind: KeyKind;
  readonly brandId: number;
  readonly source: KeySource;
}

/** Where events come from: a site, a till system, a server. */
export interface KeySource {
  readonly sourceId: number;
  readonly key: string;
  readonly channel: Channel;
  readonly simulated: boolean;
}

export interface ListedKey {
  readonly keyId: number;
  readonly kind: KeyKind;
  readonly hint: string;
  readonly sourceKey: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface Source extends KeySource {
  readonly name: string;
}

export type NewSource = Omit<Source, "sourceId">;

/** Who did it, and when, for the audit. */
export interface Act {
  readonly actor: string;
  readonly at: number;
}

export interface KeyStore {
  /** Every key that is not revoked, by digest in hex, of all brands. */
  findLive(): Promise<ReadonlyMap<string, KnownKey>>;
  list(brandId: number): Promise<readonly ListedKey[]>;
  /** @returns the new key, or undefined when the brand has no such source */
  add(brandId: number, key: NewKey, act: Act): Promise<ListedKey | undefined>;
  /** `lastSecret`: nobody could administer the brand any more. */
  revoke(brandId: number, keyId: number, act: Act): Promise<"revoked" | "unknown" | "lastSecret">;
  listSources(brandId: number): Promise<readonly Source[]>;
  /** @returns undefined when the brand has a source of that key */
  addSource(brandId: number, source: NewSource, act: Act): Promise<Source | undefined>;
  /** In one step, by one program at a time: the source if it is missing, and of each kind a key, if the brand has none or one is given. */
  addFirst(
    brandId: number,
    source: NewSource,
    wanted: readonly FirstKey[],
    act: Act,
  ): Promise<readonly NewKey[]>;
}

export interface NewKey {
  readonly kind: KeyKind;
  readonly sourceKey: string;
  readonly digest: string;
  readonly hint: string;
}

/** `isGiven`: it must work whatever other keys there are; else it is only made when there is none of its kind. */
export interface FirstKey extends NewKey {
  readonly isGiven: boolean;
}
