/**
 * Stream drives the stages: it takes what was appended to the inbox, in order, through identity, fold and conditions, and carries
 * the result to ClickHouse. It owns positions, cursors and exactly-once; it does not own what an event means.
 */
export { BrandStream } from "./brand-stream.ts";
export type { StreamLeader } from "./stream-leader.ts";
export { tellOutbox } from "./tell-outbox.ts";
export { LeaderThread } from "./thread/leader-thread.ts";
