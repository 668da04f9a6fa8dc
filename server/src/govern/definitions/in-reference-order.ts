import { nameOf } from "./check-references.ts";
import type { Kinds } from "./definition-kind.ts";
import type { StoredVersion } from "./definition-store.ts";

/**
 * What is referred to before what refers to it, and what goes out of force in the opposite order, last:
 * so every definition finds its own in force when the fold comes to it.
 */
export function inReferenceOrder(kinds: Kinds, versions: readonly StoredVersion[]): readonly StoredVersion[] {
  const retired = versions.filter((version) => version.state === "retired");
  const live = versions.filter((version) => version.state !== "retired");
  return [...sortByReference(kinds, live), ...sortByReference(kinds, retired).toReversed()];
}

/** The newest version of each name places it; older ones keep their order before it. */
function sortByReference(kinds: Kinds, versions: readonly StoredVersion[]): readonly StoredVersion[] {
  const byName = Map.groupBy(versions, nameOf);
  const placed = new Set<string>();
  const sorted: StoredVersion[] = [];
  const place = (name: string): void => {
    const own = byName.get(name);
    if (own === undefined || placed.has(name)) return;
    placed.add(name);
    for (const version of own) for (const to of referencesOf(kinds, version)) place(nameOf(to));
    sorted.push(...own);
  };
  for (const name of byName.keys()) place(name);
  return sorted;
}

function referencesOf(
  kinds: Kinds,
  { kind, body }: StoredVersion,
): readonly { readonly kind: string; readonly key: string }[] {
  const known = kinds.get(kind);
  return known?.references?.(known.parse(body)) ?? [];
}
