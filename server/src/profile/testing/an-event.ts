import type { EventRecord } from "@attune/contract";

let made = 0;

/** An accepted event with one meaningful field stated by the test. Ids are as texts in the order of making, however many were made before. */
export function anEvent(stated: Partial<EventRecord> = {}): EventRecord {
  made += 1;
  const at = stated.occurredAt ?? Date.UTC(2026, 0, 1) + made;
  return {
    kind: "event",
    type: "track",
    name: "Product Viewed",
    messageId: `m-${String(made).padStart(7, "0")}`,
    proof: "secretKey",
    sourceId: 1,
    channel: "web",
    occurredAt: at,
    receivedAt: at,
    originalAt: at,
    properties: {},
    traits: {},
    context: {},
    ...stated,
  };
}
