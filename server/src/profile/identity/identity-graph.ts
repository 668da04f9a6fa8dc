import type { Proof } from "@attune/contract";
import type { Leaf } from "../profile-state.ts";

/** An identifier and the leaf it stands for now. */
export interface IdentifierLink {
  readonly namespace: string;
  readonly value: string;
  readonly leafId: number;
  readonly proof: Exclude<Proof, "none">;
}

/** Leaves that went from one profile to another, with the reason. Audited, and reversible. */
export interface MergeStep {
  readonly mergeId: number;
  readonly fromProfileId: number;
  readonly intoProfileId: number;
  readonly leafIds: readonly number[];
  readonly cause: "identify" | "alias" | "api" | "claim";
  readonly actor: string;
}

/** What was read from the store for one batch. */
export interface KnownIdentity {
  readonly nextLeafId: number;
  readonly links: readonly IdentifierLink[];
  readonly leaves: readonly Leaf[];
  /** Profiles of which all leaves and all their links are here; left out: all of them. */
  readonly whole?: ReadonlySet<number>;
}

/** What a batch changed, to be written. */
export interface IdentityChanges {
  readonly nextLeafId: number;
  readonly leaves: readonly (Leaf & { readonly position: number })[];
  readonly links: readonly (IdentifierLink & { readonly position: number })[];
  readonly merges: readonly MergeStep[];
  readonly undone: readonly UndoneMerge[];
}

/** A merge that was taken back. */
export interface UndoneMerge {
  readonly mergeId: number;
  readonly actor: string;
}

export function identifierKey(namespace: string, value: string): string {
  return `${namespace}\u0000${value}`;
}

/** Merge ids are made from the position of the record that caused them. */
export const mergesPerRecord = 1_000;

/** The part of the identity graph that a batch can touch, in memory; every change is remembered with its position. Knows no rules: those are in resolve-identity.ts. */
export class IdentityGraph {
  readonly #links = new Map<string, IdentifierLink>();
  readonly #linksOfLeaf = new Map<number, Set<string>>();
  readonly #leaves = new Map<number, Leaf>();
  readonly #byProfile = new Map<number, Set<number>>();
  readonly #changedLeaves = new Map<number, number>();
  readonly #changedLinks = new Map<string, number>();
  readonly #merges: MergeStep[] = [];
  readonly #undone: UndoneMerge[] = [];
  readonly #whole: Set<number> | undefined;
  readonly #unread = new Set<number>();
  #nextLeafId: number;
  position = 0;

  constructor(known: KnownIdentity) {
    this.#nextLeafId = known.nextLeafId;
    this.#whole = known.whole && new Set(known.whole);
    for (const leaf of known.leaves) this.#place(leaf);
    for (const link of known.links) this.#placeLink(link);
  }

  /** Profiles that rules looked into although they were not read whole: what came of it does not count, they are to be read first. */
  unread(): ReadonlySet<number> {
    return this.#unread;
  }

  isWhole(profileId: number): boolean {
    return this.#whole === undefined || this.#whole.has(profileId);
  }

  /** Whole profiles that were not read with the rest; what has changed since is kept. */
  learn({ leaves, links, whole }: Required<Omit<KnownIdentity, "nextLeafId">>): void {
    for (const leaf of leaves) if (!this.#leaves.has(leaf.leafId)) this.#place(leaf);
    for (const link of links) {
      if (!this.#links.has(identifierKey(link.namespace, link.value))) this.#placeLink(link);
    }
    for (const profileId of whole) this.#whole?.add(profileId);
  }

  find(namespace: string, value: string): Leaf | undefined {
    const link = this.#links.get(identifierKey(namespace, value));
    return link && this.leaf(link.leafId);
  }

  link(namespace: string, value: string): IdentifierLink | undefined {
    return this.#links.get(identifierKey(namespace, value));
  }

  leaf(leafId: number): Leaf {
    const leaf = this.#leaves.get(leafId);
    if (!leaf) throw new Error(`Leaf ${leafId} was not read for this batch.`);
    return leaf;
  }

  leavesOf(profileId: number): readonly Leaf[] {
    this.#look(profileId);
    return [...(this.#byProfile.get(profileId) ?? [])].map((leafId) => this.leaf(leafId));
  }

  allLeaves(): Iterable<Leaf> {
    return this.#leaves.values();
  }

  /** Whether the profile has leaves of this namespace only. */
  holdsOnly(profileId: number, namespace: string): boolean {
    for (const leafId of this.#byProfile.get(profileId) ?? [])
      if (this.leaf(leafId).namespace !== namespace) return false;
    this.#look(profileId);
    return true;
  }

  /** Those of its leaves that are known here. */
  knownLeavesOf(profileId: number): Iterable<number> {
    return this.#byProfile.get(profileId) ?? [];
  }

  /** Of those of its leaves that are known here. */
  oldestOf(profileId: number, butNamespace: string): number | undefined {
    let oldest: number | undefined;
    for (const leafId of this.#byProfile.get(profileId) ?? []) {
      if (this.leaf(leafId).namespace === butNamespace) continue;
      if (oldest === undefined || leafId < oldest) oldest = leafId;
    }
    return oldest;
  }

  /** Undefined: it is not known here. */
  profileOf(leafId: number): number | undefined {
    return this.#leaves.get(leafId)?.profileId;
  }

  /** Identifiers that stand for the profile's leaves. */
  linksOf(profileId: number): readonly IdentifierLink[] {
    this.#look(profileId);
    return [...(this.#byProfile.get(profileId) ?? [])].flatMap((leafId) =>
      [...(this.#linksOfLeaf.get(leafId) ?? [])].flatMap((key) => this.#links.get(key) ?? []),
    );
  }

  /** A new leaf; without `profileId` it begins a profile of the same number. */
  addLeaf(leaf: Omit<Leaf, "leafId" | "profileId"> & { readonly profileId?: number }): Leaf {
    const leafId = this.#nextLeafId;
    this.#nextLeafId += 1;
    const added: Leaf = { ...leaf, leafId, profileId: leaf.profileId ?? leafId };
    if (leaf.profileId === undefined) this.#whole?.add(leafId);
    this.#place(added);
    this.#changedLeaves.set(leafId, this.position);
    return added;
  }

  setLink(namespace: string, value: string, leafId: number, proof: IdentifierLink["proof"]): void {
    this.#placeLink({ namespace, value, leafId, proof });
    this.#changedLinks.set(identifierKey(namespace, value), this.position);
  }

  anchor(leafId: number, anchorId: number, proof: Proof): Leaf {
    return this.#change({ ...this.leaf(leafId), anchorId, proof });
  }

  move(leafIds: readonly number[], intoProfileId: number): void {
    for (const leafId of leafIds) this.#change({ ...this.leaf(leafId), profileId: intoProfileId });
  }

  /** Moves all leaves of a profile into another and remembers the step under an id made from the position. */
  merge(fromProfileId: number, intoProfileId: number, cause: MergeStep["cause"], actor: string): void {
    const leafIds = this.leavesOf(fromProfileId).map((leaf) => leaf.leafId);
    if (leafIds.length === 0 || fromProfileId === intoProfileId) return;
    this.move(leafIds, intoProfileId);
    const before = this.#merges.filter(
      (step) => Math.floor(step.mergeId / mergesPerRecord) === this.position,
    ).length;
    if (before >= mergesPerRecord) throw new Error("One record joins too many customers.");
    const mergeId = this.position * mergesPerRecord + before;
    this.#merges.push({ mergeId, fromProfileId, intoProfileId, leafIds, cause, actor });
  }

  /** A merge that this batch made. */
  mergeOf(mergeId: number): MergeStep | undefined {
    return this.#merges.find((step) => step.mergeId === mergeId);
  }

  isUndone(mergeId: number): boolean {
    return this.#undone.some((one) => one.mergeId === mergeId);
  }

  /** Takes a merge back: its leaves, and what has followed them since, return; a device is closed, so that the next to identify on it begins an epoch. */
  undo(
    step: Pick<MergeStep, "mergeId" | "fromProfileId" | "intoProfileId" | "leafIds">,
    actor: string,
  ): void {
    const current = this.leaf(step.intoProfileId).profileId;
    const returning = new Set(step.leafIds.filter((leafId) => this.leaf(leafId).profileId === current));
    for (let grown = -1; grown !== returning.size; ) {
      grown = returning.size;
      for (const leaf of this.leavesOf(current))
        if (leaf.anchorId !== undefined && returning.has(leaf.anchorId)) returning.add(leaf.leafId);
    }
    this.move([...returning], step.fromProfileId);
    for (const leafId of returning) {
      const { anchorId, proof } = this.leaf(leafId);
      if (anchorId !== undefined && !returning.has(anchorId)) this.anchor(leafId, leafId, proof);
    }
    this.#undone.push({ mergeId: step.mergeId, actor });
  }

  changes(): IdentityChanges {
    return {
      nextLeafId: this.#nextLeafId,
      leaves: [...this.#changedLeaves].map(([leafId, position]) => ({ ...this.leaf(leafId), position })),
      links: [...this.#changedLinks].flatMap(([key, position]) => {
        const link = this.#links.get(key);
        return link ? [{ ...link, position }] : [];
      }),
      merges: this.#merges,
      undone: this.#undone,
    };
  }

  #look(profileId: number): void {
    if (this.#whole !== undefined && !this.#whole.has(profileId)) this.#unread.add(profileId);
  }

  #placeLink(link: IdentifierLink): void {
    const key = identifierKey(link.namespace, link.value);
    const before = this.#links.get(key);
    if (before) this.#linksOfLeaf.get(before.leafId)?.delete(key);
    this.#links.set(key, link);
    const siblings = this.#linksOfLeaf.get(link.leafId);
    if (siblings) siblings.add(key);
    else this.#linksOfLeaf.set(link.leafId, new Set([key]));
  }

  #place(leaf: Leaf): void {
    this.#leaves.set(leaf.leafId, leaf);
    const siblings = this.#byProfile.get(leaf.profileId);
    if (siblings) siblings.add(leaf.leafId);
    else this.#byProfile.set(leaf.profileId, new Set([leaf.leafId]));
  }

  #change(leaf: Leaf): Leaf {
    this.#byProfile.get(this.leaf(leaf.leafId).profileId)?.delete(leaf.leafId);
    this.#place(leaf);
    this.#changedLeaves.set(leaf.leafId, this.position);
    return leaf;
  }
}
