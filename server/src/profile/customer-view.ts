import type { ConsentState, Json } from "@attune/contract";
import { type ConsentFact, resolveTold } from "../govern/index.ts";
import { type Deeds, emptyLeaf, mergeDeeds, mergeLeaves, outranks } from "./fold-leaf.ts";
import type { CustomerView, LeafState, ProfileState, TraitEntry } from "./profile-state.ts";

/** The customer as all leaves of a profile tell, or only those named (what an unproven caller's device did itself). */
export function viewOf(
  profileId: number,
  state: ProfileState,
  onlyLeaves?: ReadonlySet<number>,
): CustomerView {
  const leaves = Object.entries(state.leaves)
    .filter(([leafId]) => onlyLeaves === undefined || onlyLeaves.has(Number(leafId)))
    .map(([, leaf]) => leaf);
  return {
    profileId,
    oldestLeafId: oldestLeafOf(state) ?? profileId,
    leaves,
    slots: leaves.map((leaf) => leaf.slots),
    trait: (path) => traitOf(leaves, path),
    consent: (key) => consentOf(leaves, key, state.mergedAt),
    isListed: (list) => leaves.some((leaf) => leaf.lists?.includes(list) === true),
  };
}

/** Undefined: there is no leaf. */
export function oldestLeafOf({
  leaves,
  oldest,
}: Pick<ProfileState, "leaves" | "oldest">): number | undefined {
  if (oldest !== undefined) return oldest;
  let least: number | undefined;
  for (const leafId in leaves) if (least === undefined || Number(leafId) < least) least = Number(leafId);
  return least;
}

/** Of all leaves of the customer, also those that no event came with: the oldest first, then the others in their order. */
export function leafIdsOf(profileId: number, state: ProfileState): readonly [number, ...number[]] {
  const oldest = oldestLeafOf(state) ?? profileId;
  const all = [...Object.keys(state.leaves).map(Number), ...(state.untold ?? [])];
  return [oldest, ...all.filter((leafId) => leafId !== oldest).sort((a, b) => a - b)];
}

/** All leaves as one. */
export function combineLeaves(leaves: readonly LeafState[]): Omit<LeafState, "slots"> {
  let [sum = emptyLeaf] = leaves;
  for (const leaf of leaves.slice(1)) sum = { ...mergeLeaves(sum, leaf), slots: {} };
  return sum;
}

/** What was done with products, of all leaves together. */
export function combineDeeds(leaves: readonly LeafState[]): Deeds {
  let sum: Deeds = leaves[0] ?? emptyLeaf;
  for (let at = 1; at < leaves.length; at += 1) sum = mergeDeeds(sum, leaves[at] ?? emptyLeaf);
  return sum;
}

function traitOf(leaves: readonly LeafState[], path: string): Json | undefined {
  let newest: TraitEntry | undefined;
  for (const leaf of leaves) {
    const entry = Object.hasOwn(leaf.traits, path) ? leaf.traits[path] : undefined;
    if (entry !== undefined && (newest === undefined || outranks(entry, newest))) newest = entry;
  }
  return newest === undefined || newest[0] === null ? undefined : newest[0];
}

/** `email.marketing` or `email.marketing.news` by govern's rule. */
function consentOf(leaves: readonly LeafState[], key: string, mergedAt: number | undefined): ConsentState {
  const [channel = "any", purpose = "", ...topic] = key.split(".");
  return resolveTold(
    leaves.map((leaf) => factsOf(leaf, purpose)).filter((facts) => facts.length > 0),
    mergedAt,
    channel as ConsentFact["channel"],
    purpose as ConsentFact["purpose"],
    topic.join("."),
  ).state; // a key of no known channel or purpose finds nothing
}

function factsOf(leaf: LeafState, purpose: string): readonly ConsentFact[] {
  return Object.entries(leaf.consents).flatMap(([key, [state, effectiveAt]]) => {
    const [channel, about, ...topic] = key.split(".");
    // Written by govern's consentKey.
    return about === purpose
      ? [{ channel, purpose: about, topic: topic.join("."), state, effectiveAt } as ConsentFact]
      : [];
  });
}
