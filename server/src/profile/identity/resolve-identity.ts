import {
  type EventRecord,
  type Identifier,
  type InboxRecord,
  namespaceRule,
  type Proof,
} from "@attune/contract";
import type { Leaf } from "../profile-state.ts";
import type { IdentityGraph } from "./identity-graph.ts";

/** Namespace of the leaf of a sale nobody has claimed: it makes no profile that anyone sees. */
export const receiptNamespace = "receipt";
/** Namespace of what a public key said of a known customer without a device: kept apart from what was proven. */
const claimNamespace = "claim";

/** Events after which a device begins anew. */
const logOuts: ReadonlySet<string> = new Set([
  "Signed Out",
  "Logged Out",
  "User Signed Out",
  "User Logged Out",
  "Customer Signed Out",
]);

/** Every identifier that resolveIdentity may look up for a record. */
export function wantedIdentifiers(
  record: InboxRecord,
  saleKey: string | undefined,
): readonly { readonly namespace: string; readonly value: string }[] {
  if (record.kind !== "event") return [];
  const wanted: { namespace: string; value: string }[] = [...(record.identifiers ?? [])];
  if (record.userId !== undefined) wanted.push({ namespace: "userId", value: record.userId });
  if (record.userId !== undefined && record.anonymousId === undefined && record.proof === "publicKey")
    wanted.push({ namespace: claimNamespace, value: record.userId });
  if (record.anonymousId !== undefined) wanted.push({ namespace: "anonymousId", value: record.anonymousId });
  if (record.previousId !== undefined)
    wanted.push(
      { namespace: "userId", value: record.previousId },
      { namespace: "anonymousId", value: record.previousId },
    );
  if (saleKey !== undefined) wanted.push({ namespace: receiptNamespace, value: saleKey });
  return wanted;
}

/**
 * The leaf an event belongs to; links what the event proves. Events must come in order of acceptance:
 * anonymous history goes to the first customer who identifies on that device and epoch, a log-out or another customer opens a new epoch.
 * `saleKey` is that of an order event. Undefined: the event names nobody, not even a sale.
 */
export function resolveIdentity(
  graph: IdentityGraph,
  event: EventRecord,
  saleKey: string | undefined,
): number | undefined {
  const leaf =
    event.proof === "publicKey" ? resolvePublic(graph, event) : resolveProven(graph, event, event.proof);
  if (leaf === undefined) return saleKey === undefined ? undefined : receiptLeaf(graph, saleKey).leafId;
  if (event.type === "alias") applyAlias(graph, event);
  if (saleKey !== undefined && event.proof !== "publicKey") claimReceipt(graph, saleKey, leaf);
  if (event.type === "track" && logOuts.has(event.name) && event.anonymousId !== undefined)
    openEpoch(graph, event.anonymousId, event.proof);
  return leaf.leafId;
}

/** A public key only adds: what it says lands on the device's own leaf, which is anchored to the customer it names. */
function resolvePublic(graph: IdentityGraph, event: EventRecord): Leaf | undefined {
  const { userId, anonymousId, proof } = event;
  if (anonymousId !== undefined) {
    if (userId !== undefined)
      return attachDevice(graph, anonymousId, userLeafFor(graph, userId, anonymousId, proof), proof);
    return deviceLeaf(graph, anonymousId, proof);
  }
  if (userId === undefined) return undefined;
  const user = userLeaf(graph, userId, proof);
  const claim = graph.find(claimNamespace, userId);
  if (claim) return claim;
  const added = graph.addLeaf({
    namespace: claimNamespace,
    value: userId,
    epoch: 0,
    anchorId: user.leafId,
    proof,
    profileId: user.profileId,
  });
  graph.setLink(claimNamespace, userId, added.leafId, proof);
  return added;
}

function resolveProven(
  graph: IdentityGraph,
  event: EventRecord,
  proof: EventRecord["proof"],
): Leaf | undefined {
  const { userId, anonymousId } = event;
  const others = [...(event.identifiers ?? [])].sort(
    (a, b) => namespaceRule(a.namespace).priority - namespaceRule(b.namespace).priority,
  );
  const [first, ...rest] = others;
  let known: Leaf | undefined;
  if (userId !== undefined) known = userLeafFor(graph, userId, anonymousId, proof);
  else if (first !== undefined)
    known = graph.find(first.namespace, first.value) ?? ownLeaf(graph, first, proof);
  if (known === undefined)
    return anonymousId === undefined ? undefined : deviceLeaf(graph, anonymousId, proof);
  for (const other of userId === undefined ? rest : others) attachIdentifier(graph, other, known, proof);
  if (anonymousId !== undefined) attachDevice(graph, anonymousId, known, proof);
  return graph.leaf(known.leafId);
}

function userLeaf(
  graph: IdentityGraph,
  userId: string,
  proof: EventRecord["proof"],
  profileId?: number,
): Leaf {
  const known = graph.find("userId", userId);
  if (known) {
    if (graph.link("userId", userId)?.proof === "publicKey" && proof !== "publicKey")
      graph.setLink("userId", userId, known.leafId, proof);
    return known;
  }
  const added = graph.addLeaf({
    namespace: "userId",
    value: userId,
    epoch: 0,
    anchorId: undefined,
    proof,
    ...(profileId === undefined ? {} : { profileId }),
  });
  graph.setLink("userId", userId, added.leafId, proof);
  return added;
}

/** A customer seen for the first time takes over the profile of the device that nobody owns yet, so that its id stays. */
function userLeafFor(
  graph: IdentityGraph,
  userId: string,
  anonymousId: string | undefined,
  proof: EventRecord["proof"],
): Leaf {
  const device = anonymousId === undefined ? undefined : graph.find("anonymousId", anonymousId);
  const free =
    device !== undefined && device.anchorId === undefined && isFree(graph, device.profileId, proof);
  return userLeaf(graph, userId, proof, free ? device.profileId : undefined);
}

/** Whether a profile may be joined to whoever identifies on its device: nobody is known in it. Through a public key it must be devices only. */
function isFree(graph: IdentityGraph, profileId: number, proof: EventRecord["proof"]): boolean {
  if (proof !== "publicKey") return !hasUser(graph, profileId);
  return graph
    .leavesOf(profileId)
    .every((leaf) => leaf.namespace === "anonymousId" && leaf.anchorId === undefined);
}

function ownLeaf(graph: IdentityGraph, identifier: Identifier, proof: EventRecord["proof"]): Leaf {
  const added = graph.addLeaf({ ...identifier, epoch: 0, anchorId: undefined, proof });
  graph.setLink(identifier.namespace, identifier.value, added.leafId, proof);
  return added;
}

function deviceLeaf(graph: IdentityGraph, anonymousId: string, proof: EventRecord["proof"]): Leaf {
  return graph.find("anonymousId", anonymousId) ?? addEpoch(graph, anonymousId, 0, proof);
}

function addEpoch(
  graph: IdentityGraph,
  anonymousId: string,
  epoch: number,
  proof: EventRecord["proof"],
  owner?: Leaf,
): Leaf {
  const added = graph.addLeaf({
    namespace: "anonymousId",
    value: anonymousId,
    epoch,
    anchorId: owner?.leafId,
    proof: owner ? proof : "none",
    ...(owner ? { profileId: owner.profileId } : {}),
  });
  graph.setLink("anonymousId", anonymousId, added.leafId, proof);
  return added;
}

/** The device's leaf in the customer's epoch: its current one if it is free or already theirs, else a new one. */
function attachDevice(
  graph: IdentityGraph,
  anonymousId: string,
  owner: Leaf,
  proof: EventRecord["proof"],
): Leaf {
  const device = graph.find("anonymousId", anonymousId);
  if (hasTooManyDevices(graph, device, owner)) return unlinkedDevice(graph, anonymousId, device, proof);
  if (device === undefined) return addEpoch(graph, anonymousId, 0, proof, owner);
  if (device.anchorId === undefined) return anchorFree(graph, device, owner, proof);
  if (device.anchorId !== owner.leafId) return addEpoch(graph, anonymousId, device.epoch + 1, proof, owner);
  return strength[proof] > strength[device.proof] ? graph.anchor(device.leafId, owner.leafId, proof) : device;
}

/** A device that nobody has identified on: it and its history are the owner's, unless staff have joined it to another customer. */
function anchorFree(graph: IdentityGraph, device: Leaf, owner: Leaf, proof: EventRecord["proof"]): Leaf {
  if (device.profileId !== owner.profileId && !isFree(graph, device.profileId, proof)) {
    return addEpoch(graph, device.value, device.epoch + 1, proof, owner);
  }
  graph.merge(device.profileId, owner.profileId, "identify", "event");
  return graph.anchor(device.leafId, owner.leafId, proof);
}

/** Who names one customer from ever new devices does not make that customer's row grow without end. */
function hasTooManyDevices(graph: IdentityGraph, device: Leaf | undefined, owner: Leaf): boolean {
  if (device?.profileId === owner.profileId) return false;
  return countDevices(graph, owner.profileId) >= namespaceRule("anonymousId").limit;
}

function unlinkedDevice(
  graph: IdentityGraph,
  anonymousId: string,
  device: Leaf | undefined,
  proof: EventRecord["proof"],
): Leaf {
  return device?.anchorId === undefined && device !== undefined
    ? device
    : addEpoch(graph, anonymousId, (device?.epoch ?? -1) + 1, proof);
}

function countDevices(graph: IdentityGraph, profileId: number): number {
  return graph.leavesOf(profileId).filter((leaf) => leaf.namespace === "anonymousId").length;
}

const strength: Readonly<Record<Proof, number>> = { none: 0, publicKey: 1, secretKey: 2, signedToken: 3 };

function openEpoch(graph: IdentityGraph, anonymousId: string, proof: EventRecord["proof"]): void {
  const device = graph.find("anonymousId", anonymousId);
  if (device?.anchorId !== undefined) addEpoch(graph, anonymousId, device.epoch + 1, proof);
}

/** Proven e-mail, phone, card and outside ids join what belongs to no known customer yet; two known customers are never joined by one. */
function attachIdentifier(
  graph: IdentityGraph,
  { namespace, value }: Identifier,
  owner: Leaf,
  proof: EventRecord["proof"],
): void {
  const found = graph.find(namespace, value);
  if (found === undefined) {
    if (countLinks(graph, graph.leaf(owner.leafId).profileId, namespace) < namespaceRule(namespace).limit)
      graph.setLink(namespace, value, owner.leafId, proof);
    return;
  }
  const ownerProfileId = graph.leaf(owner.leafId).profileId;
  if (found.profileId === ownerProfileId || !canJoin(graph, found.profileId, ownerProfileId, namespace))
    return;
  if (hasUser(graph, found.profileId)) graph.merge(ownerProfileId, found.profileId, "identify", "event");
  else graph.merge(found.profileId, ownerProfileId, "identify", "event");
}

/**
 * An identifier joins two customers only if nothing stronger tells them apart (both have a user id, or, for an e-mail address, both a card)
 * and the one that they would become keeps within every namespace's limit. So a till's shared address joins nobody.
 */
function canJoin(graph: IdentityGraph, a: number, b: number, via: string): boolean {
  const [ofA, ofB] = [graph.linksOf(a), graph.linksOf(b)];
  const namespaces = new Set([...ofA, ...ofB].map((link) => link.namespace));
  for (const namespace of namespaces) {
    const { priority, limit } = namespaceRule(namespace);
    const counts = [ofA, ofB].map((links) => links.filter((link) => link.namespace === namespace).length);
    const [inA = 0, inB = 0] = counts;
    if (inA > 0 && inB > 0 && priority < namespaceRule(via).priority) return false;
    if (inA + inB > limit) return false;
  }
  return true;
}

function countLinks(graph: IdentityGraph, profileId: number, namespace: string): number {
  return graph.linksOf(profileId).filter((link) => link.namespace === namespace).length;
}

function hasUser(graph: IdentityGraph, profileId: number): boolean {
  return graph.leavesOf(profileId).some((leaf) => leaf.namespace === "userId");
}

/** `previousId` becomes part of `userId`. Through a public key only a device that is free; never a known customer. */
function applyAlias(graph: IdentityGraph, event: EventRecord): void {
  const { userId, previousId, proof } = event;
  if (userId === undefined || previousId === undefined || userId === previousId) return;
  const previous = graph.find("userId", previousId);
  const into = userLeaf(graph, userId, proof);
  if (previous === undefined) {
    const device = graph.find("anonymousId", previousId);
    if (device === undefined || device.anchorId === undefined) attachDevice(graph, previousId, into, proof);
    return;
  }
  if (proof !== "publicKey")
    graph.merge(previous.profileId, graph.leaf(into.leafId).profileId, "alias", "event");
}

function receiptLeaf(graph: IdentityGraph, saleKey: string): Leaf {
  const known = graph.find(receiptNamespace, saleKey);
  if (known) return known;
  const added = graph.addLeaf({
    namespace: receiptNamespace,
    value: saleKey,
    epoch: 0,
    anchorId: undefined,
    proof: "none",
  });
  graph.setLink(receiptNamespace, saleKey, added.leafId, "secretKey");
  return added;
}

/** Whoever is proven to be a sale's customer first has it, whether the till told it before or after; later events of that sale without a customer are theirs too. */
function claimReceipt(graph: IdentityGraph, saleKey: string, owner: Leaf): void {
  const receipt = graph.find(receiptNamespace, saleKey);
  if (receipt === undefined) graph.setLink(receiptNamespace, saleKey, owner.leafId, "secretKey");
  if (receipt?.namespace !== receiptNamespace || receipt.anchorId !== undefined) return;
  graph.merge(receipt.profileId, graph.leaf(owner.leafId).profileId, "claim", "event");
  graph.anchor(receipt.leafId, owner.leafId, "secretKey");
}
