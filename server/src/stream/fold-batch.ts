import type { ControlRecord, EventRecord } from "@attune/contract";
import { splitEvent } from "../collect/index.ts";
import { metBy } from "../decide/index.ts";
import type { ToldContact } from "../decide/postgres/contacts.ts";
import type { ConsentRow } from "../govern/index.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import {
  type IdentityChanges,
  IdentityGraph,
  identifierKey,
  type KnownIdentity,
  receiptNamespace,
  resolveIdentity,
  saleKeyOf,
  wantedIdentifiers,
} from "../profile/index.ts";
import { type LookedUp, loadMerges, type StandingMerge } from "../profile/postgres/identity-store.ts";
import type { ProfileRow } from "../profile/postgres/profile-store.ts";
import type { BatchContext, FoldedBatch, FoldedEvent, Positioned } from "./batch.ts";
import { breathe } from "./breathe.ts";
import { eventLine } from "./clickhouse/insert-rows.ts";
import type { LookUp } from "./identity-cache.ts";
import { isLoyaltyAsked } from "./loyalty-work.ts";
import { listsOfLinks } from "./postgres/list-members.ts";
import { ProfileWork } from "./profile-work.ts";
import { dropRepeats } from "./repeats.ts";
import { privateLine } from "./write-batch.ts";

const eventsPerBreath = 200;

/** A batch with all that was read for it while the batches in front were still under way. */
export interface PreparedBatch {
  readonly fresh: readonly Positioned[];
  readonly undoing: readonly StandingMerge[];
  readonly identity: LookUp;
  readonly profiles: ReadonlyMap<number, ProfileRow>;
}

/** Drops repeats, remembering the ids of the others, and reads whom the events concern. */
export async function prepareBatch(
  tx: Transaction,
  context: BatchContext,
  batch: readonly Positioned[],
): Promise<PreparedBatch> {
  const { brandId, partitions, reader, now } = context;
  const undoing = await loadUndoing(context, batch);
  const lookUp = async (): Promise<Pick<PreparedBatch, "identity" | "profiles">> => {
    const identity = await lookUpWanted(context, batch, undoing);
    const profileIds = new Set<number>();
    for (const { leaves } of [identity.kept, identity.read])
      for (const leaf of leaves.values()) profileIds.add(leaf.profileId);
    return { identity, profiles: await context.profiles.lookUp(reader, brandId, [...profileIds]) };
  };
  const [repeats, found] = await Promise.all([dropRepeats(tx, partitions, brandId, batch, now), lookUp()]);
  return { ...found, undoing, fresh: batch.filter(({ position }) => !repeats.has(position)) };
}

/**
 * Folds records in order: identity resolved, states folded, conditions asked. Writes nothing; what it made counts in the caches at once,
 * so that the next batch can be folded while this one is written.
 */
export async function foldBatch(context: BatchContext, prepared: PreparedBatch): Promise<FoldedBatch> {
  const { brandId, reader, profiles, identity, now, loyalty } = context;
  const isAsked = isLoyaltyAsked(context.program, context.answered);
  const { fresh, undoing } = prepared;
  const known = await identity.known(reader, brandId, prepared.identity);
  const { graph, homes, folded } = await resolveAll(context, known, fresh, undoing);
  const changes = graph.changes();
  const work = new ProfileWork(context, graph);
  await work.load((ids) => profiles.read(reader, brandId, ids, prepared.profiles), folded, changes, homes);
  await learnWhole(context, graph, work.retold(folded));
  work.list(await listsOfLinks(reader, context, changes.links));
  const consents: ConsentRow[] = [];
  const contacts: ToldContact[] = [];
  const [eventLines, privateLines]: [string[], string[]] = [[], []];
  for (const [at, one] of folded.entries()) {
    consents.push(...work.fold(one));
    noteContact(contacts, one);
    eventLines.push(eventLine(brandId, one));
    privateLines.push(privateLine(brandId, one));
    if (at % eventsPerBreath === 0) await breathe();
  }
  const outcome = await work.finish(await findMergedAt(context, work.regrouped(), changes));
  identity.keep(changes, now);
  profiles.keep(outcome.profiles);
  return {
    changes,
    count: folded.length,
    eventLines: eventLines.join(""),
    privateLines: privateLines.join(""),
    sales: folded.filter((one) => saleKeyOf(one.event) !== undefined),
    consents,
    contacts,
    outcome,
    loyalty: loyalty && { ground: loyalty.ground, work: outcome.loyalty, isAsked },
    moved: changes.leaves.filter((leaf) => leaf.profileId !== leaf.leafId || homes.has(leaf.leafId)),
  };
}

function noteContact(contacts: ToldContact[], { leafId, event }: FoldedEvent): void {
  const met = metBy(event);
  if (met !== undefined) contacts.push({ ...met, leafId, channel: event.channel, at: event.occurredAt });
}

/** The merges that are to be taken back. A merge of the batch before is recorded only with its commit. */
async function loadUndoing(
  { reader, brandId, previous }: BatchContext,
  batch: readonly Positioned[],
): Promise<readonly StandingMerge[]> {
  const mergeIds = batch.flatMap(({ record }) => (record.kind === "undoMerge" ? [record.mergeId] : []));
  if (mergeIds.length === 0) return [];
  await previous;
  return loadMerges(reader, brandId, mergeIds);
}

function lookUpWanted(
  { identity, reader, brandId }: BatchContext,
  batch: readonly Positioned[],
  undoing: readonly StandingMerge[],
): Promise<LookUp> {
  const wanted = new Map<string, LookedUp>();
  for (const { record } of batch) {
    const saleKey = record.kind === "event" ? saleKeyOf(record) : undefined;
    for (const one of wantedIdentifiers(record, saleKey))
      wanted.set(identifierKey(one.namespace, one.value), one);
  }
  const leafIds = [
    ...undoing.flatMap((step) => [...step.leafIds, step.intoProfileId]),
    ...batch.flatMap(({ record }) => (record.kind === "merge" ? [record.fromLeafId, record.intoLeafId] : [])),
  ];
  return identity.lookUp(reader, brandId, wanted, leafIds);
}

/** For those whose search terms may change. */
async function learnWhole(
  { identity, reader, brandId }: BatchContext,
  graph: IdentityGraph,
  profileIds: ReadonlySet<number>,
): Promise<void> {
  const missing = [...profileIds].filter((profileId) => !graph.isWhole(profileId));
  graph.learn(await identity.whole(reader, brandId, missing));
}

interface Resolved {
  readonly graph: IdentityGraph;
  /** Where each leaf's state lies before this batch. */
  readonly homes: ReadonlyMap<number, number>;
  readonly folded: readonly FoldedEvent[];
}

/**
 * Most events come from a customer and a device that belong together already: nothing else of that customer need be read. Where the rules
 * look further, what they looked into is read whole, and all is resolved anew; should that lead further still, everything is read.
 */
async function resolveAll(
  { identity, reader, brandId }: BatchContext,
  known: KnownIdentity,
  batch: readonly Positioned[],
  undoing: readonly StandingMerge[],
): Promise<Resolved> {
  let all = known;
  for (let attempt = 1; ; attempt += 1) {
    const graph = new IdentityGraph(all);
    const landed = resolveOnce(graph, batch, undoing);
    if (graph.unread().size === 0) {
      return {
        graph,
        homes: new Map(all.leaves.map((leaf) => [leaf.leafId, leaf.profileId])),
        folded: landed.map((one) => ({ ...one, split: splitEvent(one.event) })),
      };
    }
    const unread = attempt === 1 ? graph.unread() : new Set(all.leaves.map((leaf) => leaf.profileId));
    all = withWhole(all, await identity.whole(reader, brandId, unread));
  }
}

function withWhole(
  known: KnownIdentity,
  { leaves, links, whole }: Required<Omit<KnownIdentity, "nextLeafId">>,
): KnownIdentity {
  return {
    nextLeafId: known.nextLeafId,
    leaves: [...new Map([...known.leaves, ...leaves].map((leaf) => [leaf.leafId, leaf])).values()],
    links: [...known.links, ...links],
    whole: new Set([...(known.whole ?? []), ...whole]),
  };
}

function resolveOnce(
  graph: IdentityGraph,
  batch: readonly Positioned[],
  undoing: readonly StandingMerge[],
): Omit<FoldedEvent, "split">[] {
  const landed: Omit<FoldedEvent, "split">[] = [];
  for (const { position, record } of batch) {
    graph.position = position;
    if (record.kind === "event") landed.push(resolveEvent(graph, position, record));
    else applyControl(graph, record, undoing);
  }
  return landed;
}

function resolveEvent(
  graph: IdentityGraph,
  position: number,
  event: EventRecord,
): Omit<FoldedEvent, "split"> {
  const leafId = resolveIdentity(graph, event, saleKeyOf(event));
  if (leafId === undefined) throw new Error("An event that names nobody came through the door.");
  graph.holdsOnly(graph.leaf(leafId).profileId, receiptNamespace); // asked again when the profile is written: what that needs is read
  return { position, leafId, event };
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
    const step = undoing.find((one) => one.mergeId === record.mergeId) ?? graph.mergeOf(record.mergeId);
    if (step && !graph.isUndone(step.mergeId)) graph.undo(step, record.actor);
  }
}

/** When two known customers were last joined into each of these profiles, as far as that stands after this batch. */
async function findMergedAt(
  { identity, reader, brandId, now }: BatchContext,
  shapes: ReadonlyMap<number, readonly number[]>,
  { merges, undone }: IdentityChanges,
): Promise<ReadonlyMap<number, number>> {
  const gone = new Set(undone.map((one) => one.mergeId));
  const recorded = await identity.customerMerges(reader, brandId, [...shapes.values()].flat());
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
