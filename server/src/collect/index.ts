/**
 * Collect owns the way in: the doors that SDKs knock on, what an event must be, the inbox that everything which changes state
 * goes through, the quarantine, the catalogue and imports. It does not own who a customer is, nor what an event does to a profile.
 */
export { type Collector, createCollector, digestMessageId, type Sender } from "./collector.ts";
export { EventFault, type FaultCode } from "./event-fault.ts";
export type { Inbox, Stream } from "./inbox.ts";
export { type Arrival, type Envelope, type EventSource, judgeEvent } from "./judge-event.ts";
export type { LiveEvent, LiveEventStore } from "./live-events.ts";
export { createQuarantine, type FailedRecord, type Quarantine } from "./quarantine.ts";
export type { QuarantineStore, SetAside, StoredAside } from "./quarantine-store.ts";
export { normaliseEmail, normalisePhone } from "./read-identifier.ts";
export { joinEvent, type PersonalPart, type SplitEvent, splitEvent } from "./split-event.ts";
