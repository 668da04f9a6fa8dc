import type { AppendedGroup } from "./handed.ts";

/** What the leading part of the stream tells the doors. In order: who was told of a position was told before of all definitions up to it. */
export interface StreamNews {
  /** Whether this program leads the brand now. */
  leading(leads: boolean): void;
  /** Everything up to this position is folded. */
  folded(position: number): void;
  /** Everything up to this position is in ClickHouse. */
  sunk(position: number): void;
  /** Segments or what is filled of them have changed, and with `definition` other definitions as well. */
  changed(what: "segments" | "definition"): void;
  log(line: { readonly event: string; readonly code?: string }): void;
}

/** What leads a brand once no other copy does: fold, timers, fills, sink. On the doors' thread or on one of its own. */
export interface StreamLeader {
  /** Resolves when it runs; it leads as soon as the brand's lock is free. */
  start(news: StreamNews): Promise<void>;
  /** Records that were just committed; the bytes are no longer the caller's. */
  handOver(group: AppendedGroup): void;
  /** Postgres died: destroys every socket to it. */
  breakConnections(): void;
  stop(): Promise<void>;
}
