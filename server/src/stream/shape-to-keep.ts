import { type IdentityGraph, oldestLeafOf, type ProfileState, receiptNamespace } from "../profile/index.ts";
import type { StoredProfile } from "../profile/postgres/profile-store.ts";
import { earlier } from "./earlier.ts";

interface Changed {
  readonly before: StoredProfile | undefined;
  readonly leaves: ProfileState["leaves"];
  readonly mergedAt: number | undefined;
  /** Leaves came or went. */
  readonly reshaped: boolean;
}

/** What a profile's row says of how its leaves came together. */
export function shapeToKeep(
  graph: IdentityGraph,
  profileId: number,
  changed: Changed,
): Pick<ProfileState, "mergedAt" | "oldest" | "untold"> {
  const { mergedAt } = changed;
  return {
    ...(mergedAt === undefined ? {} : { mergedAt }),
    ...oldestToKeep(graph, profileId, changed),
    ...untoldToKeep(graph, profileId, changed),
  };
}

/** The graph knows all that came, and where those went that are gone. */
function untoldToKeep(
  graph: IdentityGraph,
  profileId: number,
  { before, leaves }: Changed,
): Pick<ProfileState, "untold"> {
  const staid = before?.state.untold?.filter((leafId) => staying(graph, profileId, leafId) !== undefined);
  const untold = [...(staid ?? []), ...graph.knownLeavesOf(profileId)].filter(
    (leafId) => leaves[leafId] === undefined,
  );
  return untold.length === 0 ? {} : { untold: [...new Set(untold)].sort((a, b) => a - b) };
}

/**
 * The oldest leaf that is no receipt, to be kept where the leaves with deeds do not tell it. The graph may know only a part of them: but all that came,
 * and all when one went.
 */
function oldestToKeep(
  graph: IdentityGraph,
  profileId: number,
  { before, leaves, reshaped }: Changed,
): Pick<ProfileState, "oldest"> {
  const seen = before?.hidden === false ? before.state : undefined;
  if (seen !== undefined && seen.oldest === undefined && !reshaped) return {};
  const was = seen && staying(graph, profileId, oldestLeafOf(seen));
  const oldest = earlier(was, graph.oldestOf(profileId, receiptNamespace));
  return oldest === undefined || oldest === oldestLeafOf({ leaves }) ? {} : { oldest };
}

function staying(graph: IdentityGraph, profileId: number, leafId: number | undefined): number | undefined {
  if (leafId === undefined) return undefined;
  return (graph.profileOf(leafId) ?? profileId) === profileId ? leafId : undefined;
}
