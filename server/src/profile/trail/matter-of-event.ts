import type { EventRecord, Json, JsonObject } from "@attune/contract";
import { messageMark } from "../message-mark.ts";
import type { Matter, MatterKind } from "./trail.ts";

/** Event name → the matter that it tells of, and whether it is open then. */
const words: ReadonlyMap<string, readonly [kind: MatterKind, open: 0 | 1]> = new Map([
  ["Service Case Opened", ["case", 1]],
  ["Service Case Updated", ["case", 1]],
  ["Service Case Reopened", ["case", 1]],
  ["Service Case Resolved", ["case", 0]],
  ["Service Case Closed", ["case", 0]],
  ["Quiz Started", ["quiz", 1]],
  ["Quiz Step", ["quiz", 1]],
  ["Quiz Completed", ["quiz", 0]],
  ["Form Started", ["form", 1]],
  ["Form Step", ["form", 1]],
  ["Form Submitted", ["form", 0]],
  ["Appointment Booked", ["appointment", 1]],
  ["Appointment Changed", ["appointment", 1]],
  ["Appointment Attended", ["appointment", 0]],
  ["Appointment Missed", ["appointment", 0]],
  ["Appointment Cancelled", ["appointment", 0]],
  ["Advice Given", ["advice", 1]],
  ["Advice Withdrawn", ["advice", 0]],
  ["Promise Made", ["promise", 1]],
  ["Promise Kept", ["promise", 0]],
  ["Promise Broken", ["promise", 0]],
]);

const factNames: ReadonlySet<string> = new Set([
  "status",
  "subject",
  "reason",
  "topic",
  "name",
  "service",
  "summary",
  "promise",
  "step",
  "steps",
  "starts_at",
  "due_at",
  "expires_at",
  "store_id",
  "location_id",
  "order_id",
  "product_id",
  "staff_id",
]);
const longestText = 200;

/** Each event tells its matter whole: what it does not repeat is not known any more. */
export function matterOf(event: EventRecord): Matter | undefined {
  const word = words.get(event.name);
  if (word === undefined) return undefined;
  const [kind, open] = word;
  const { properties, occurredAt, channel } = event;
  const mark = messageMark(event.messageId);
  return [
    occurredAt,
    mark,
    channel,
    kind,
    idOf(properties, kind),
    open,
    open === 1 ? factsOf(properties) : {},
  ];
}

/** Without an id the customer has one such matter at a time. */
function idOf(properties: JsonObject, kind: MatterKind): string {
  const id = properties[`${kind}_id`] ?? properties["id"];
  return typeof id === "string" || typeof id === "number" ? String(id).slice(0, longestText) : "";
}

function factsOf(properties: JsonObject): JsonObject {
  const facts: Record<string, Json> = {};
  for (const name of factNames) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") facts[name] = value.slice(0, longestText);
    else if (typeof value === "number") facts[name] = value;
  }
  return facts;
}
