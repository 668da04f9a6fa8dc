import type { Queryable } from "../platform/postgres/database.ts";
import {
  type IdentifierLink,
  type IdentityChanges,
  identifierKey,
  type KnownIdentity,
  type Leaf,
} from "../profile/index.ts";
import {
  type CustomerMerge,
  findIdentity,
  type LookedUp,
  loadCustomerMerges,
  loadLeaves,
  loadLinks,
  readNextLeafId,
} from "../profile/postgres/identity-store.ts";

interface InFlight {
  readonly changes: IdentityChanges;
  readonly at: number;
}

/**
 * Identifiers and leaves as they stand after the last batch that was folded, committed or not: the next batch is folded while Postgres
 * still writes this one. Right only because one writer at a time has it, and because whatever a batch changed is kept here until the
 * batch is committed.
 */
export class IdentityCache {
  readonly #most: number;
  readonly #links = new Map<string, IdentifierLink>();
  readonly #leaves = new Map<number, Leaf>();
  #inFlight: InFlight[] = [];
  #nextLeafId: number | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** What these identifiers stand for, and these leaves. Of no profile everything: that is `whole`. */
  async find(
    reader: Queryable,
    brandId: number,
    wanted: ReadonlyMap<string, LookedUp>,
    leafIds: readonly number[],
  ): Promise<KnownIdentity> {
    const known = this.#knownOf(wanted, leafIds);
    const missing = [...wanted].flatMap(([key, one]) => (known.links.has(key) ? [] : [one]));
    const [nextLeafId, found, asked] = await Promise.all([
      this.#nextLeafId ?? readNextLeafId(reader, brandId),
      findIdentity(reader, brandId, missing),
      loadLeaves(
        reader,
        brandId,
        leafIds.filter((leafId) => !known.leaves.has(leafId)),
      ),
    ]);
    this.#nextLeafId ??= nextLeafId;
    for (const read of [...found.leaves, ...asked]) {
      // What is here is newer than what was read: the batch before may not be committed yet.
      const leaf = this.#leaves.get(read.leafId) ?? read;
      this.#leaves.set(leaf.leafId, leaf);
      known.leaves.set(leaf.leafId, leaf);
    }
    for (const read of found.links) {
      const key = identifierKey(read.namespace, read.value);
      const link = this.#links.get(key) ?? read;
      this.#links.set(key, link);
      known.links.set(key, link);
    }
    const left = [...known.links.values()].filter((link) => !known.leaves.has(link.leafId));
    for (const leaf of await loadLeaves(
      reader,
      brandId,
      left.map((link) => link.leafId),
    ))
      known.leaves.set(leaf.leafId, leaf);
    return {
      nextLeafId: this.#nextLeafId,
      links: [...known.links.values()],
      leaves: [...known.leaves.values()],
      whole: new Set(),
    };
  }

  /** All leaves of these profiles, and all identifiers of the leaves. */
  async whole(
    reader: Queryable,
    brandId: number,
    profileIds: Iterable<number>,
  ): Promise<Required<Omit<KnownIdentity, "nextLeafId">>> {
    const whole = new Set(profileIds);
    if (whole.size === 0) return { leaves: [], links: [], whole };
    const read = await loadLeaves(reader, brandId, [], [...whole]);
    const leaves = new Map(read.map((leaf) => [leaf.leafId, leaf]));
    for (const { changes } of this.#inFlight)
      for (const { position: _, ...leaf } of changes.leaves) leaves.set(leaf.leafId, leaf);
    for (const leaf of leaves.values()) if (!whole.has(leaf.profileId)) leaves.delete(leaf.leafId);
    const told = await loadLinks(reader, brandId, [...leaves.keys()]);
    const links = new Map(told.map((link) => [identifierKey(link.namespace, link.value), link]));
    for (const { changes } of this.#inFlight)
      for (const { position: _, ...link } of changes.links)
        links.set(identifierKey(link.namespace, link.value), link);
    return {
      leaves: [...leaves.values()],
      links: [...links.values()].filter((link) => leaves.has(link.leafId)),
      whole,
    };
  }

  /** Merges of two known customers that stand and moved one of these leaves. */
  async customerMerges(
    reader: Queryable,
    brandId: number,
    leafIds: readonly number[],
  ): Promise<readonly CustomerMerge[]> {
    const merges = new Map(
      (await loadCustomerMerges(reader, brandId, leafIds)).map((one) => [one.mergeId, one]),
    );
    for (const { changes, at } of this.#inFlight) {
      for (const step of changes.merges)
        if (isOfCustomers(step.cause)) merges.set(step.mergeId, { ...step, mergedAt: at });
      for (const { mergeId } of changes.undone) merges.delete(mergeId);
    }
    return [...merges.values()];
  }

  /** From here on the changes of a batch count, though they are not committed. */
  keep(changes: IdentityChanges, at: number): void {
    this.#inFlight.push({ changes, at });
    this.#nextLeafId = changes.nextLeafId;
    for (const { position: _, ...leaf } of changes.leaves) {
      this.#leaves.delete(leaf.leafId);
      this.#leaves.set(leaf.leafId, leaf);
    }
    for (const { position: _, ...link } of changes.links) {
      const key = identifierKey(link.namespace, link.value);
      this.#links.delete(key);
      this.#links.set(key, link);
    }
  }

  /** They are committed: Postgres knows them too, and the oldest may go. */
  committed(changes: IdentityChanges): void {
    this.#inFlight = this.#inFlight.filter((one) => one.changes !== changes);
    if (this.#links.size <= this.#most && this.#leaves.size <= this.#most) return;
    const leaves = new Set<number>();
    const links = new Set<string>();
    for (const { changes: pending } of this.#inFlight) {
      for (const leaf of pending.leaves) leaves.add(leaf.leafId);
      for (const link of pending.links) links.add(identifierKey(link.namespace, link.value));
    }
    trim(this.#leaves, this.#most, leaves);
    trim(this.#links, this.#most, links);
  }

  clear(): void {
    this.#links.clear();
    this.#leaves.clear();
    this.#inFlight = [];
    this.#nextLeafId = undefined;
  }

  #knownOf(
    wanted: ReadonlyMap<string, LookedUp>,
    leafIds: readonly number[],
  ): { readonly links: Map<string, IdentifierLink>; readonly leaves: Map<number, Leaf> } {
    const links = new Map<string, IdentifierLink>();
    const leaves = new Map<number, Leaf>();
    for (const key of wanted.keys()) {
      const link = this.#links.get(key);
      const leaf = link && this.#leaves.get(link.leafId);
      if (link === undefined || leaf === undefined) continue;
      links.set(key, link);
      leaves.set(leaf.leafId, leaf);
    }
    for (const leafId of leafIds) {
      const leaf = this.#leaves.get(leafId);
      if (leaf) leaves.set(leafId, leaf);
    }
    return { links, leaves };
  }
}

/** Joined by staff or by an alias, not by a device that found its customer. */
function isOfCustomers(cause: string): boolean {
  return cause === "api" || cause === "alias";
}

function trim<Key>(map: Map<Key, unknown>, most: number, pinned: ReadonlySet<Key>): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    if (!pinned.has(oldest)) map.delete(oldest);
  }
}
