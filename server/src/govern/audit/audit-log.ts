import type { Clock } from "../../kernel/clock.ts";
import { type AuditEntry, type AuditQuestion, viewsKeptMs } from "./audit.ts";
import type { AuditFault, CheckedSeal, Seal } from "./seal.ts";
import { checkSeals, noChain } from "./seal.ts";

export interface AuditStore {
  list(brandId: number, question: AuditQuestion): Promise<readonly AuditEntry[]>;
  /** Seals a batch of what waits, by one copy of the program at a time. @returns how many */
  seal(key: Buffer): Promise<number>;
  /** Seals after `sealId` in their order, at most a few thousand, beside what the audit now holds. */
  readSeals(sealId: number): Promise<readonly CheckedSeal[]>;
  /** Entries that neither are sealed nor wait to be, and those that waited and are gone. */
  countUnsealed(): Promise<number>;
  /** @returns how many were forgotten */
  forgetViews(before: number): Promise<number>;
}

/** Noted from an earlier check, elsewhere: shows whether the end of the chain was cut off since, or all of it made anew. */
export type NotedHead = Pick<Seal, "sealId" | "chain">;

export interface AuditCheck {
  readonly intact: boolean;
  readonly entries: number;
  readonly faults: readonly AuditFault[];
  /** Entries that were put in past the program, or were taken out before they were sealed. */
  readonly unsealed: number;
  /** Whether the noted head is part of the chain; null when none was told. */
  readonly headFound: boolean | null;
  readonly head: NotedHead;
}

export interface AuditLog {
  list(brandId: number, question: AuditQuestion): Promise<readonly AuditEntry[]>;
  check(noted?: NotedHead): Promise<AuditCheck>;
  /** Seals all that waits. */
  seal(): Promise<void>;
  forgetOldViews(): Promise<void>;
}

const mostFaults = 100;

export function createAuditLog(ports: {
  readonly store: AuditStore;
  readonly sealKey: Buffer;
  readonly clock: Clock;
}): AuditLog {
  const { store, sealKey, clock } = ports;
  async function seal(): Promise<void> {
    while ((await store.seal(sealKey)) > 0);
  }
  return {
    list: (brandId, question) => store.list(brandId, question),
    seal,
    check: async (noted) => {
      await seal();
      const faults: AuditFault[] = [];
      let head: NotedHead = { sealId: 0, chain: noChain };
      let entries = 0;
      let headFound = noted === undefined ? null : noted.sealId === 0;
      for (;;) {
        const seals = await store.readSeals(head.sealId);
        const last = seals.at(-1);
        if (last === undefined) break;
        faults.push(...checkSeals(sealKey, head, seals, clock.now()));
        entries += seals.length;
        if (noted !== undefined && seals.some((one) => isSame(one, noted))) headFound = true;
        head = { sealId: last.sealId, chain: last.chain };
      }
      const unsealed = await store.countUnsealed();
      const intact = faults.length === 0 && unsealed === 0 && headFound !== false;
      return { intact, entries, faults: faults.slice(0, mostFaults), unsealed, headFound, head };
    },
    forgetOldViews: async () => {
      await seal();
      while ((await store.forgetViews(clock.now() - viewsKeptMs)) > 0);
    },
  };
}

function isSame(one: NotedHead, other: NotedHead): boolean {
  return one.sealId === other.sealId && one.chain.equals(other.chain);
}
