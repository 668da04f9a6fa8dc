import type { ConsentState, Json } from "@attune/contract";
import { consentOutranks, emptyLeaf, mergeLeaves, outranks } from "./fold-leaf.ts";
import type { ConsentEntry, CustomerView, LeafState, ProfileState, TraitEntry } from "./profile-state.ts";

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
    leaves,
    slots: leaves.map((leaf) => leaf.slots),
    trait: (path) => traitOf(leaves, path),
    consent: (key) => consentOf(leaves, key),
  };
}

/** All leaves as one. */
export function combineLeaves(leaves: readonly LeafState[]): Omit<LeafState, "slots"> {
  let [sum = emptyLeaf] = leaves;
  for (const leaf of leaves.slice(1)) sum = { ...mergeLeaves(sum, leaf), slots: {} };
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

/**
 * `email.marketing` is the purpose on that channel; what was said for `any` channel counts too. Of several the newest counts,
 * but a withdrawal or refusal on `any` is not undone by an older or equally old grant.
 */
function consentOf(leaves: readonly LeafState[], key: string): ConsentState {
  const general = `any.${key.slice(key.indexOf(".") + 1)}`;
  let newest: ConsentEntry | undefined;
  for (const leaf of leaves) {
    for (const name of key === general ? [key] : [key, general]) {
      const entry = leaf.consents[name];
      if (entry !== undefined && (newest === undefined || consentOutranks(entry, newest))) newest = entry;
    }
  }
  return newest?.[0] ?? "unknown";
}
