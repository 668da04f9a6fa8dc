import type { ControlRecord, EventRecord } from "@attune/contract";
import { splitEvent } from "../collect/index.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import {
  type IdentityChanges,
  IdentityGraph,
  identifierKey,
  resolveIdentity,
  saleKeyOf,
  wantedIdentifiers,
} from "../profile/index.ts";
import {
  loadCustomerMerges,
  loadIdentity,
  loadLinks,
  loadMerges,
  type StandingMerge,
} from "../profile/postgres/identity-store.ts";
import type { Positioned } from "./appender.ts";
import type { BatchContext, BatchResult, FoldedEvent } from "./batch.ts";
import { listsOfLinks } from "./postgres/list-members.ts";
import { ProfileWork } from "./profile-work.ts";
import { dropRepeats } from "./repeats.ts";
import { writeBatch } from "./write-batch.ts";

/** Folds records in order, inside one transaction: repeats dropped, identity resolved, states folded, conditions asked, all of it written. */
export async function foldBatch(
  tx: Transaction,
  context: BatchContext,
  batch: readonly Positioned[],
): Promise<BatchResult> {
  const { brandId, partitions, reader, cache, now } = context;
  const undoing = await loadMerges(
    reader,
    brandId,
    batch.flatMap(({ record }) => (record.kind === "undoMerge" ? [record.mergeId] : [])),
  );
  const [repeats, graph] = await Promise.all([
    dropRepeats(tx, partitions, brandId, batch, now),
    loadGraph(reader, brandId, batch, undoing),
  ]);
  const fresh = batch.filter(({ position }) => !repeats.has(position));
  const homes = new Map([...graph.allLeaves()].map((leaf) => [leaf.leafId, leaf.profileId])); // where each leaf's state lies before this batch
  const folded = resolveAll(graph, fresh, undoing);
  const changes = graph.changes();
  const work = new ProfileWork(context, graph);
  await work.load((ids) => cache.read(reader, brandId, ids), folded, changes, homes);
  await learnLinks(reader, brandId, graph, work.reshaped());
  work.list(await listsOfLinks(tx, context, changes.links));
  const consents = folded.flatMap((one) => work.fold(one));
  const outcome = work.finish(await findMergedAt(tx, context, work.reshaped(), changes));
  await writeBatch(tx, context, { changes, folded, consents, outcome, last: batch.at(-1)?.position ?? 0 });
  return {
    profiles: outcome.profiles,
    folded,
    moved: changes.leaves.filter((leaf) => leaf.profileId !== leaf.leafId || homes.has(leaf.leafId)),
  };
}

async function loadGraph(
  reader: Queryable,
  brandId: number,
  batch: readonly Positioned[],
  undoing: readonly StandingMerge[],
): Promise<IdentityGraph> {
  const wanted = new Map<string, { readonly namespace: string; readonly value: string }>();
  for (const { record } of batch) {
    const saleKey = record.kind === "event" ? saleKeyOf(record) : undefined;
    for (const one of wantedIdentifiers(record, saleKey))
      wanted.set(identifierKey(one.namespace, one.value), one);
  }
  const leafIds = [
    ...undoing.flatMap((step) => [...step.leafIds, step.intoProfileId]),
    ...batch.flatMap(({ record }) => (record.kind === "merge" ? [record.fromLeafId, record.intoLeafId] : [])),
  ];
  const needsLinks =
    leafIds.length > 0 ||
    batch.some(({ record }) => record.kind === "event" && record.identifiers !== undefined);
  return new IdentityGraph(
    await loadIdentity(reader, brandId, [...wanted.values()], { leafIds, needsLinks }),
  );
}

/** A customer who was joined with another is found by the identifiers of both. */
async function learnLinks(
  reader: Queryable,
  brandId: number,
  graph: IdentityGraph,
  shapes: ReadonlyMap<number, readonly number[]>,
): Promise<void> {
  const leafIds = [...shapes.keys()].flatMap((profileId) =>
    graph.leavesOf(profileId).map((leaf) => leaf.leafId),
  );
  graph.learn(await loadLinks(reader, brandId, leafIds));
}

function resolveAll(
  graph: IdentityGraph,
  batch: readonly Positioned[],
  undoing: readonly StandingMerge[],
): FoldedEvent[] {
  const folded: FoldedEvent[] = [];
  for (const { position, record } of batch) {
    graph.position = position;
    if (record.kind === "event") folded.push(resolveEvent(graph, position, record));
    else applyControl(graph, record, undoing);
  }
  return folded;
}

function resolveEvent(graph: IdentityGraph, position: number, event: EventRecord): FoldedEvent {
  const leafId = resolveIdentity(graph, event, saleKeyOf(event));
  if (leafId === undefined) throw new Error("An event that names nobody came through the door.");
  return { position, leafId, event, split: splitEvent(event) };
}

function applyControl(graph: IdentityGraph, record: ControlRecord, undoing: readonly StandingMerge[]): void {
  if (record.kind === "merge") {
    graph.merge(
      graph.leaf(record.fromLeafId).profileId,
      graph.leaf(record.intoLeafId).profileId,
      "api",
      record.actor,
    );
  } else if (record.kind === "undoMerge") {
    const step = undoing.find((one) => one.mergeId === record.mergeId);
    if (step) graph.undo(step, record.actor);
  }
}

/** When two known customers were last joined into each of these profiles, as far as that stands after this batch. */
async function findMergedAt(
  tx: Transaction,
  { brandId, now }: BatchContext,
  shapes: ReadonlyMap<number, readonly number[]>,
  { merges, undone }: IdentityChanges,
): Promise<ReadonlyMap<number, number>> {
  const gone = new Set(undone.map((one) => one.mergeId));
  const recorded = await loadCustomerMerges(tx, brandId, [...shapes.values()].flat());
  const fresh = merges
    .filter((step) => step.cause !== "identify" && step.cause !== "claim")
    .map((step) => ({ ...step, mergedAt: now }));
  const standing = [...recorded, ...fresh].filter((step) => !gone.has(step.mergeId));
  const found = new Map<number, number>();
  for (const [profileId, leafIds] of shapes) {
    for (const { leafIds: joined, mergedAt } of standing) {
      const here = leafIds.filter((leafId) => joined.includes(leafId)).length;
      if (here > 0 && here < leafIds.length)
        found.set(profileId, Math.max(found.get(profileId) ?? 0, mergedAt));
    }
  }
  return found;
}
