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

interface Known {
  readonly links: Map<string, IdentifierLink>;
  readonly leaves: Map<number, Leaf>;
}

/** What was looked up for a batch before the batch in front of it was folded. */
export interface LookUp {
  readonly wanted: ReadonlyMap<string, LookedUp>;
  readonly leafIds: readonly number[];
  /** What was in memory then. */
  readonly kept: Known;
  /** What was read from Postgres. */
  readonly read: Known;
}

/** So many batches are under way at most: what the last ones changed stays here. */
const batchesUnderWay = 3;

/**
 * Identifiers and leaves as they stand after the last batch that was folded, committed or not: batches are read and folded while
 * Postgres still writes those before. Right only because one writer at a time has it, and because whatever a batch changed stays here
 * until all that was read before is used.
 */
export class IdentityCache {
  readonly #most: number;
  readonly #links = new Map<string, IdentifierLink>();
  readonly #leaves = new Map<number, Leaf>();
  /** Not committed yet. */
  #inFlight: readonly InFlight[] = [];
  #newest: readonly IdentityChanges[] = [];
  #nextLeafId: number | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Reads what is not here of these identifiers and leaves; the batch in front may still be under way. */
  async lookUp(
    reader: Queryable,
    brandId: number,
    wanted: ReadonlyMap<string, LookedUp>,
    leafIds: readonly number[],
  ): Promise<LookUp> {
    const kept = this.#keptOf(wanted, leafIds);
    const missing = [...wanted].flatMap(([key, one]) => (kept.links.has(key) ? [] : [one]));
    const [nextLeafId, found, asked] = await Promise.all([
      this.#nextLeafId ?? readNextLeafId(reader, brandId),
      findIdentity(reader, brandId, missing),
      loadLeaves(
        reader,
        brandId,
        leafIds.filter((leafId) => !kept.leaves.has(leafId)),
      ),
    ]);
    this.#nextLeafId ??= nextLeafId;
    const leaves = new Map([...found.leaves, ...asked].map((leaf) => [leaf.leafId, leaf]));
    const links = new Map(found.links.map((link) => [identifierKey(link.namespace, link.value), link]));
    return { wanted, leafIds, kept, read: { links, leaves } };
  }

  /** What the identifiers stand for now that the batch in front is folded. Of no profile everything: that is `whole`. */
  async known(
    reader: Queryable,
    brandId: number,
    { wanted, leafIds, kept, read }: LookUp,
  ): Promise<KnownIdentity> {
    const leaves = new Map<number, Leaf>();
    const links: IdentifierLink[] = [];
    const missing: number[] = [];
    const add = (leafId: number): void => {
      const leaf = this.#leaves.get(leafId) ?? read.leaves.get(leafId) ?? kept.leaves.get(leafId);
      if (leaf) leaves.set(leafId, leaf);
      else missing.push(leafId);
    };
    for (const key of wanted.keys()) {
      // What is here is newer than what was read or kept then.
      const link = this.#links.get(key) ?? read.links.get(key) ?? kept.links.get(key);
      if (link === undefined) continue;
      if (!this.#links.has(key)) this.#links.set(key, link);
      links.push(link);
      add(link.leafId);
    }
    for (const leafId of leafIds) add(leafId);
    for (const leaf of await loadLeaves(reader, brandId, missing)) leaves.set(leaf.leafId, leaf);
    for (const leaf of leaves.values())
      if (!this.#leaves.has(leaf.leafId)) this.#leaves.set(leaf.leafId, leaf);
    return { nextLeafId: this.#nextLeafId ?? 1, links, leaves: [...leaves.values()], whole: new Set() };
  }

  /** All leaves of these profiles, and all identifiers of the leaves. */
  async whole(
    reader: Queryable,
    brandId: number,
    profileIds: Iterable<number>,
  ): Promise<Required<Omit<KnownIdentity, "nextLeafId">>> {
    const whole = new Set(profileIds);
    if (whole.size === 0) return { leaves: [], links: [], whole };
    const inFlight = this.#inFlight; // a commit meanwhile changes nothing of what is read here
    const read = await loadLeaves(reader, brandId, [], [...whole]);
    const leaves = new Map(read.map((leaf) => [leaf.leafId, leaf]));
    for (const { changes } of inFlight)
      for (const { position: _, ...leaf } of changes.leaves) leaves.set(leaf.leafId, leaf);
    for (const leaf of leaves.values()) if (!whole.has(leaf.profileId)) leaves.delete(leaf.leafId);
    const told = await loadLinks(reader, brandId, [...leaves.keys()]);
    const links = new Map(told.map((link) => [identifierKey(link.namespace, link.value), link]));
    for (const { changes } of inFlight)
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
    const inFlight = this.#inFlight;
    const merges = new Map(
      (await loadCustomerMerges(reader, brandId, leafIds)).map((one) => [one.mergeId, one]),
    );
    for (const { changes, at } of inFlight) {
      for (const step of changes.merges)
        if (isOfCustomers(step.cause)) merges.set(step.mergeId, { ...step, mergedAt: at });
      for (const { mergeId } of changes.undone) merges.delete(mergeId);
    }
    return [...merges.values()];
  }

  /** From here on the changes of a batch count, though they are not committed. */
  keep(changes: IdentityChanges, at: number): void {
    this.#inFlight = [...this.#inFlight, { changes, at }];
    this.#newest = [...this.#newest, changes].slice(-batchesUnderWay);
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
    for (const pending of this.#newest) {
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
    this.#newest = [];
    this.#nextLeafId = undefined;
  }

  #keptOf(wanted: ReadonlyMap<string, LookedUp>, leafIds: readonly number[]): Known {
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
