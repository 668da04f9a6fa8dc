import { hash, randomUUID } from "node:crypto";
import type { EventRecord } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import type { Inbox } from "./inbox.ts";
import { type JudgedBody, judgeBody, type Rejected } from "./judge-body.ts";
import type { EventSource, MessageIds } from "./judge-event.ts";
import type { Door, ParsedBody } from "./parse-body.ts";
import type { Quarantine } from "./quarantine.ts";

/** Whose events these are, as the key says. */
export interface Sender {
  readonly brandId: number;
  readonly source: EventSource;
  readonly proof: EventRecord["proof"];
}

export interface Collected {
  readonly accepted: number;
  readonly rejected: readonly Rejected[];
}

export interface Collector {
  /** Resolves when every event of the body is committed, in the inbox or in quarantine. Fails: nothing was accepted. */
  collect(body: ParsedBody, door: Door, sender: Sender): Promise<Collected>;
}

export interface CollectorPorts {
  readonly inbox: Inbox;
  readonly quarantine: Pick<Quarantine, "keep">;
  readonly clock: Clock;
}

export function createCollector({ inbox, quarantine, clock }: CollectorPorts): Collector {
  const messageIds: MessageIds = { next: createOrderedIds(clock), digest: digestMessageId };
  return {
    collect: async (body, door, sender) => {
      const { source, proof } = sender;
      const receivedAt = clock.now();
      const judged = judgeBody(body, door, { receivedAt, source, proof, messageIds });
      // First what is set aside: should the inbox then fail, the sender's repeat sets it aside twice, which costs nobody anything.
      if (judged.rejected.length > 0) await quarantine.keep(setAside(judged, sender, receivedAt));
      if (judged.records.length > 0) await inbox.append(sender.brandId, judged.records);
      return { accepted: judged.records.length, rejected: judged.rejected };
    },
  };
}

/** An id that is too long, or that Postgres could not keep, stays recognisable as the same by its digest. */
export function digestMessageId(messageId: string): string {
  return `sha256-${hash("sha256", messageId.isWellFormed() ? messageId : JSON.stringify(messageId), "hex")}`;
}

/**
 * Ids for events that bring none, each behind the one before: of what happened at the same moment the larger id counts as later,
 * and what a sender puts into one batch without times happened in the order of the batch.
 */
function createOrderedIds(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(clock.now() * 1_000, last + 1);
    return `door-${last.toString(36).padStart(11, "0")}-${randomUUID().slice(24)}`;
  };
}

function setAside(judged: JudgedBody, sender: Sender, receivedAt: number): Parameters<Quarantine["keep"]>[0] {
  const envelope = JSON.stringify(judged.envelope);
  return judged.rejected.map(({ code, path, message, original }) => ({
    brandId: sender.brandId,
    sourceId: sender.source.sourceId,
    proof: sender.proof,
    receivedAt,
    form: "wire",
    code,
    path,
    message,
    original,
    envelope,
  }));
}
