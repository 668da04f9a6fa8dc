import { createHmac, hash } from "node:crypto";
import { viewsKeptMs } from "./audit.ts";

/** An entry on its way into the chain; `entry` is the SHA-256 of all that it says. */
export interface Sealable {
  readonly auditId: number;
  readonly atMs: number;
  readonly isView: boolean;
  readonly entry: Buffer;
}

export interface Seal extends Sealable {
  readonly sealId: number;
  readonly chain: Buffer;
}

/** A link of the chain beside what the audit now holds: `now` is undefined when the entry is gone. */
export interface CheckedSeal extends Seal {
  readonly now: Buffer | undefined;
}

export interface AuditFault {
  /** changed: the entry says something else now; removed: it is gone before its time; chain: the seals were tampered with. */
  readonly kind: "changed" | "removed" | "chain";
  readonly sealId: number;
  readonly auditId: number;
}

export const noChain: Buffer = Buffer.alloc(32);

/** Links entries to the chain that ends with `last`. The key is a hash of the program's secret, which is not in the database. */
export function sealAll(
  key: Buffer,
  last: Pick<Seal, "sealId" | "chain">,
  entries: readonly Sealable[],
): readonly Seal[] {
  let { sealId, chain } = last;
  return entries.map((entry) => {
    sealId += 1;
    chain = linkOf(key, chain, sealId, entry);
    return { ...entry, sealId, chain };
  });
}

/** What does not hold between `last` and the end of `seals`, which follow it. */
export function checkSeals(
  key: Buffer,
  last: Pick<Seal, "sealId" | "chain">,
  seals: readonly CheckedSeal[],
  nowMs: number,
): readonly AuditFault[] {
  let { sealId, chain } = last;
  return seals.flatMap((seal): readonly AuditFault[] => {
    sealId += 1;
    const isLinked = seal.sealId === sealId && seal.chain.equals(linkOf(key, chain, sealId, seal));
    // From here on by what stands there, so that one fault is told once.
    sealId = seal.sealId;
    chain = seal.chain;
    const kind = isLinked ? faultOf(seal, nowMs) : "chain";
    return kind === undefined ? [] : [{ kind, sealId, auditId: seal.auditId }];
  });
}

function faultOf(seal: CheckedSeal, nowMs: number): AuditFault["kind"] | undefined {
  if (seal.now === undefined) return isForgotten(seal, nowMs) ? undefined : "removed";
  return seal.now.equals(seal.entry) ? undefined : "changed";
}

function isForgotten({ isView, atMs }: Sealable, nowMs: number): boolean {
  return isView && atMs < nowMs - viewsKeptMs;
}

function linkOf(key: Buffer, before: Buffer, sealId: number, one: Sealable): Buffer {
  return createHmac("sha256", key)
    .update(before)
    .update(`${sealId} ${one.auditId} ${one.atMs} ${one.isView} `)
    .update(one.entry)
    .digest();
}

export function keyOfSeals(secret: string): Buffer {
  return hash("sha256", `attune.audit ${secret}`, "buffer");
}
