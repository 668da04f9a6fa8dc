import type { EventRecord, InboxRecord } from "@attune/contract";
import type { Inbox, Stream } from "../inbox.ts";

export interface MemoryInbox extends Inbox, Stream {
  readonly records: readonly InboxRecord[];
  readonly events: readonly EventRecord[];
  /** While true every append fails as it would with the store away. */
  away: boolean;
}

/** An inbox that is folded the moment it is appended to. */
export function createMemoryInbox(): MemoryInbox {
  const records: InboxRecord[] = [];
  return {
    records,
    away: false,
    get events() {
      return records.filter((record) => record.kind === "event");
    },
    async append(_brandId, appended) {
      if (this.away) throw Object.assign(new Error("The inbox is away."), { code: "ECONNREFUSED" });
      return appended.map((record) => records.push(record));
    },
    foldedUpTo: () => Promise.resolve(),
  };
}
