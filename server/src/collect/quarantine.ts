import type { EventRecord, InboxRecord } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { asFault, EventFault, type FaultCode, faultSentences, storable } from "./event-fault.ts";
import type { Inbox, Stream } from "./inbox.ts";
import { type Arrival, type Envelope, judgeEvent } from "./judge-event.ts";
import type { AsideFilter, QuarantineStore, RunsSql, SetAside, StoredAside } from "./quarantine-store.ts";
import { refusals } from "./refusals.ts";

export interface Quarantine {
  /** Committed when the promise resolves, or with the transaction that is given. */
  keep(rows: readonly SetAside[], tx?: RunsSql): Promise<void>;
  list(brandId: number, filter: AsideFilter): Promise<readonly StoredAside[]>;
  count(brandId: number): Promise<readonly { readonly code: string; readonly count: number }[]>;
  /** @throws Refusal 404 */
  find(brandId: number, id: number): Promise<StoredAside>;
  /**
   * Judges again, with the same source, proof and time of receipt, and appends; resolves when it is folded.
   * @param fixed the event to take in place of the original, in the form that SDKs send; undefined takes the original
   * @throws Refusal 404, 409 when it was released before, 422 with the faults when it is still bad
   */
  release(brandId: number, id: number, fixed: unknown, actor: string): Promise<{ readonly position: number }>;
  /** Tries the open events of a code, oldest last, at most 1,000 in one go. */
  releaseAll(
    brandId: number,
    code: string,
    actor: string,
  ): Promise<{ readonly released: number; readonly stillBad: number }>;
  /** @throws Refusal 404 */
  discard(brandId: number, id: number, actor: string): Promise<void>;
}

export interface FailedRecord {
  readonly record: InboxRecord;
  readonly code: Extract<FaultCode, "fold.failed" | "sink.failed">;
  /** Why, in a word that holds no personal data: an error code. */
  readonly reason: string;
}

export interface QuarantinePorts {
  readonly store: QuarantineStore;
  readonly inbox: Inbox;
  readonly stream: Stream;
  readonly clock: Clock;
  readonly digestMessageId: (messageId: string) => string;
}

const mostAtOnce = 1_000;

export function createQuarantine(ports: QuarantinePorts): Quarantine {
  const { store } = ports;
  const act = (actor: string): { actor: string; at: number } => ({ actor, at: ports.clock.now() });

  async function find(brandId: number, id: number): Promise<StoredAside> {
    const found = await store.find(brandId, id);
    if (found === undefined) throw refusals.unknownSetAside();
    return found;
  }

  async function release(
    brandId: number,
    aside: StoredAside,
    fixed: unknown,
    actor: string,
  ): Promise<number> {
    const record = readAgain(aside, fixed, ports.digestMessageId);
    if (record instanceof EventFault) throw refusals.stillBad([asFault(record)]);
    const [position] = await ports.inbox.append(brandId, [record]);
    if (position === undefined) throw new Error("The inbox kept a record without a position.");
    await store.markReleased(brandId, aside.id, position, act(actor));
    return position;
  }

  return {
    keep: (rows, tx) => (rows.length === 0 ? Promise.resolve() : store.add(rows, tx)),
    list: (brandId, filter) => store.list(brandId, filter),
    count: (brandId) => store.count(brandId),
    find,
    release: async (brandId, id, fixed, actor) => {
      const aside = await find(brandId, id);
      if (aside.releasedAt !== null) throw refusals.alreadyReleased();
      const position = await release(brandId, aside, fixed, actor);
      await ports.stream.foldedUpTo(brandId, position);
      return { position };
    },
    releaseAll: async (brandId, code, actor) => {
      const asides = await store.list(brandId, { before: undefined, code, state: "open", limit: mostAtOnce });
      let released = 0;
      for (const aside of asides) {
        if (readAgain(aside, undefined, ports.digestMessageId) instanceof EventFault) continue;
        await release(brandId, aside, undefined, actor);
        released += 1;
      }
      return { released, stillBad: asides.length - released };
    },
    discard: async (brandId, id, actor) => {
      if (!(await store.discard(brandId, id, act(actor)))) throw refusals.unknownSetAside();
    },
  };
}

/** Sets an inbox record aside that the fold or the sink could not take; committed when the promise resolves, or with the transaction. */
export function setRecordAside(
  store: Pick<QuarantineStore, "add">,
  brandId: number,
  failed: FailedRecord,
  tx?: RunsSql,
): Promise<void> {
  return store.add([recordAside(brandId, failed)], tx);
}

function recordAside(brandId: number, { record, code, reason }: FailedRecord): SetAside {
  const isEvent = record.kind === "event";
  return {
    brandId,
    sourceId: isEvent ? record.sourceId : null,
    proof: isEvent ? record.proof : "secretKey",
    receivedAt: record.receivedAt,
    form: "record",
    code,
    path: "",
    message: storable(`${faultSentences[code]} (${reason})`),
    original: JSON.stringify(record),
    envelope: "{}",
  };
}

function readAgain(
  aside: StoredAside,
  fixed: unknown,
  digest: (id: string) => string,
): InboxRecord | EventFault {
  if (aside.form === "wire")
    return judgeAgain(aside, fixed === undefined ? JSON.parse(aside.original) : fixed, digest);
  const record = JSON.parse(aside.original) as InboxRecord; // written by recordAside only
  if (fixed === undefined || record.kind !== "event") return record;
  const judged = judgeAgain(aside, fixed, digest);
  return judged instanceof EventFault ? judged : { ...judged, ...naturalKeyOf(record) };
}

function naturalKeyOf(record: EventRecord): Pick<EventRecord, "naturalKey"> {
  return record.naturalKey === undefined ? {} : { naturalKey: record.naturalKey };
}

/** An event without a messageId gets that of its place here: released twice, it is a repeat. */
function judgeAgain(
  aside: StoredAside,
  event: unknown,
  digest: (id: string) => string,
): EventRecord | EventFault {
  if (aside.source === null) return new EventFault("event.unknown_type", "/type");
  const arrival: Arrival = {
    receivedAt: aside.receivedAt,
    source: aside.source,
    proof: aside.proof,
    messageIds: { next: () => `quarantine-${aside.id}`, digest },
  };
  return judgeEvent(event, JSON.parse(aside.envelope) as Envelope, arrival); // written by the door only
}
