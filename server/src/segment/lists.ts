import type { InboxRecord, ListChange, ListChanged, ListMembers, ListSummary } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { type Normalise, type ReadPeople, readListed } from "./read-listed.ts";
import { refusals } from "./refusals.ts";

export interface Lists {
  list(brandId: number): Promise<readonly ListSummary[]>;
  /** Refuses an unknown key. */
  members(brandId: number, key: string, after: string | undefined, limit: number): Promise<ListMembers>;
  /** Resolves when the fold has passed the change. Refuses an unknown key. */
  change(brandId: number, key: string, change: ListChange): Promise<ListChanged>;
}

export interface ListPorts {
  readonly store: ListStore;
  readonly log: {
    append(brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]>;
    foldedUpTo(brandId: number, position: number): Promise<void>;
  };
  readonly normalise: Normalise;
  readonly clock: Clock;
}

export interface ListStore {
  isLive(brandId: number, key: string): Promise<boolean>;
  summaries(brandId: number): Promise<readonly ListSummary[]>;
  /** In order of namespace and value, behind `after` (`namespace:value`). */
  members(brandId: number, key: string, after: string | undefined, limit: number): Promise<ListMembers>;
}

/** The fold stops for one record: so many customers are read and asked in one transaction. */
const identifiersPerRecord = 1_000;

export function createLists({ store, log, normalise, clock }: ListPorts): Lists {
  const refuseUnknown = async (brandId: number, key: string): Promise<void> => {
    if (!(await store.isLive(brandId, key))) throw refusals.unknownList(key);
  };
  return {
    list: (brandId) => store.summaries(brandId),
    members: async (brandId, key, after, limit) => {
      await refuseUnknown(brandId, key);
      if (after !== undefined && !after.includes(":")) throw refusals.badListCursor();
      return store.members(brandId, key, after, limit);
    },
    change: async (brandId, key, { add = { identifiers: [] }, remove = { identifiers: [] } }) => {
      await refuseUnknown(brandId, key);
      const [added, removed] = [readListed(add, normalise), readListed(remove, normalise)];
      const receivedAt = clock.now();
      const records = [
        ...recordsOf(key, true, added, receivedAt),
        ...recordsOf(key, false, removed, receivedAt),
      ];
      if (records.length > 0) {
        await log.foldedUpTo(brandId, Math.max(...(await log.append(brandId, records))));
      }
      return {
        added: added.identifiers.length,
        removed: removed.identifiers.length,
        faults: [...faultsOf("add", added), ...faultsOf("remove", removed)],
      };
    },
  };
}

function recordsOf(
  list: string,
  isListed: boolean,
  { identifiers }: ReadPeople,
  receivedAt: number,
): readonly InboxRecord[] {
  const count = Math.ceil(identifiers.length / identifiersPerRecord);
  return Array.from({ length: count }, (_, at) => ({
    kind: "listed",
    list,
    isListed,
    identifiers: identifiers.slice(at * identifiersPerRecord, (at + 1) * identifiersPerRecord),
    receivedAt,
  }));
}

function faultsOf(part: "add" | "remove", { faults }: ReadPeople): ListChanged["faults"] {
  return faults.map((fault) => ({ part, ...fault }));
}
