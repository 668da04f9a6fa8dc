import type { Channel, EventRecord, EventType, Identifier, Json, JsonObject } from "@attune/contract";
import { consentFault } from "../govern/index.ts";
import { EventFault } from "./event-fault.ts";
import { measureJson } from "./measure-json.ts";
import { readChannel } from "./read-channel.ts";
import { isStorable, readFurtherIdentifiers, readIdentifier } from "./read-identifier.ts";
import { readTimes } from "./read-times.ts";
import { type SaleTeller, saleDeedOf, saleKeyOf, statedSaleKeyOf } from "./sale-key.ts";

/** What is known of an event besides what it says. */
export interface Arrival {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly source: EventSource;
  readonly proof: EventRecord["proof"];
  /** For events that bring none, and a stable one for ids that cannot be kept as they are. */
  readonly messageIds: MessageIds;
}

export interface EventSource {
  readonly sourceId: number;
  readonly channel: Channel;
  readonly simulated: boolean;
}

export interface MessageIds {
  next(): string;
  digest(messageId: string): string;
}

/** What a batch says for all its events, and a door for the one it takes. */
export interface Envelope {
  readonly type?: EventType;
  readonly sentAt?: number;
  readonly context?: JsonObject;
  readonly integrations?: JsonObject;
}

type Part = Readonly<Record<string, unknown>>;

/** A parsed event as it goes into the inbox, or why it does not. Never throws for anything that JSON can hold. */
export function judgeEvent(event: unknown, envelope: Envelope, arrival: Arrival): EventRecord | EventFault {
  try {
    return readEvent(event, envelope, arrival);
  } catch (fault) {
    if (fault instanceof EventFault) return fault;
    throw fault;
  }
}

function readEvent(event: unknown, envelope: Envelope, arrival: Arrival): EventRecord {
  if (!isPart(event)) throw new EventFault("event.not_object", "");
  measureJson(event);
  const type = envelope.type ?? readType(event["type"]);
  const name = readName(event, type);
  const context = readContext(event, envelope);
  const properties = readProperties(event, type);
  const sentTraits = readPart(event, "traits");
  const ownTraits = type === "group" ? empty : sentTraits;
  const identifiers = readFurtherIdentifiers(ownTraits, properties, context);
  return understood({
    kind: "event",
    type,
    name,
    messageId: readMessageId(event["messageId"], arrival.messageIds),
    proof: arrival.proof,
    sourceId: arrival.source.sourceId,
    channel: readChannel(event, name, properties, context, arrival.source.channel),
    ...readNames(event, type, () => isNamedOtherwise(arrival, { type, name, properties }, identifiers)),
    ...(identifiers.length > 0 ? { identifiers } : none),
    ...withoutUndefined(readTimes(event, envelope.sentAt, arrival.receivedAt)),
    receivedAt: arrival.receivedAt,
    ...(arrival.source.simulated || context["simulated"] === true ? simulated : none),
    properties,
    traits: type === "identify" ? { ...readTraitsOf(context), ...sentTraits } : sentTraits,
    context: type === "identify" && context["traits"] !== undefined ? withoutTraits(context) : context,
  });
}

/** What those who work the event in would have to pass over in silence is refused here, where it can be mended. */
function understood(event: EventRecord): EventRecord {
  if (saleDeedOf(event) !== undefined && saleKeyOf(event) === undefined)
    throw new EventFault("event.no_order", "/properties/order_id");
  const fault = consentFault(event);
  if (fault !== undefined) throw new EventFault("event.invalid_consent", fault.pointer, fault.message);
  return event;
}

const none = {} as const;
const simulated = { simulated: true } as const;
const empty: JsonObject = {};

function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const types: ReadonlyMap<unknown, EventType> = new Map(
  (["track", "page", "screen", "identify", "group", "alias"] as const).map((type) => [type, type]),
);

function readType(value: unknown): EventType {
  const type = types.get(value) ?? types.get(typeof value === "string" ? value.trim().toLowerCase() : value);
  if (type === undefined) throw new EventFault("event.unknown_type", "/type");
  return type;
}

const namesOfTypes: Readonly<Record<Exclude<EventType, "track">, string>> = {
  page: "Page Viewed",
  screen: "Screen Viewed",
  identify: "Identified",
  group: "Group Joined",
  alias: "Aliased",
};

const longestName = 255;

function readName(event: Part, type: EventType): string {
  if (type !== "track") return namesOfTypes[type];
  const value = event["event"];
  if (value === undefined || value === null) throw new EventFault("event.no_name", "/event");
  if (typeof value !== "string") throw new EventFault("event.invalid_name", "/event");
  const name = value.trim();
  if (name === "") throw new EventFault("event.no_name", "/event");
  if (name.length > longestName || !isStorable(name)) throw new EventFault("event.invalid_name", "/event");
  return name;
}

/** The parser has seen to it that everything in an object it made is JSON. */
function readPart(event: Part, name: string): JsonObject {
  const value = event[name];
  if (value === undefined || value === null) return empty;
  if (!isPart(value)) throw new EventFault("event.wrong_type", `/${name}`);
  return value as JsonObject;
}

function readContext(event: Part, envelope: Envelope): JsonObject {
  const own = readPart(event, "context");
  const context = envelope.context === undefined ? own : { ...envelope.context, ...own };
  const ownIntegrations = event["integrations"];
  if (ownIntegrations === undefined && envelope.integrations === undefined) return context;
  const integrations = { ...envelope.integrations, ...(isPart(ownIntegrations) ? ownIntegrations : none) };
  return hasMembers(integrations) ? { ...context, integrations: integrations as JsonObject } : context;
}

function hasMembers(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/** Server libraries put the name and category of a page beside its properties. */
function readProperties(event: Part, type: EventType): JsonObject {
  const properties = readPart(event, "properties");
  if (type !== "page" && type !== "screen") return properties;
  const beside: Record<string, Json> = {};
  for (const key of ["name", "category"] as const) {
    const value = event[key];
    if (typeof value === "string" && value !== "" && properties[key] === undefined) beside[key] = value;
  }
  return hasMembers(beside) ? { ...properties, ...beside } : properties;
}

const longestMessageId = 100;

function readMessageId(value: unknown, messageIds: MessageIds): string {
  if (value === undefined || value === null || value === "") return messageIds.next();
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") throw new EventFault("event.invalid_message_id", "/messageId");
  return value.length > longestMessageId || !isStorable(value) ? messageIds.digest(value) : value;
}

interface Names {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly previousId?: string;
  readonly groupId?: string;
}

function readNames(event: Part, type: EventType, isNamedOtherwise: () => boolean): Names {
  const userId = readIdentifier(event["userId"], "/userId");
  const anonymousId = readIdentifier(event["anonymousId"], "/anonymousId");
  if (userId === undefined && anonymousId === undefined && !isNamedOtherwise()) {
    throw new EventFault("event.no_identifier", "/userId");
  }
  const names: { -readonly [key in keyof Names]: Names[key] } = {};
  if (userId !== undefined) names.userId = userId;
  if (anonymousId !== undefined) names.anonymousId = anonymousId;
  if (type === "alias") {
    if (userId === undefined) throw new EventFault("event.no_identifier", "/userId");
    names.previousId = required(event["previousId"], "/previousId", "event.no_previous_id");
  }
  if (type === "group") names.groupId = required(event["groupId"], "/groupId", "event.no_group");
  return names;
}

function required(value: unknown, path: string, code: "event.no_previous_id" | "event.no_group"): string {
  const text = readIdentifier(value, path);
  if (text === undefined) throw new EventFault(code, path);
  return text;
}

/** Only behind a secret key: a loyalty card or e-mail address names the customer as well, and a sale needs none until it is claimed. */
function isNamedOtherwise(arrival: Arrival, sale: SaleTeller, others: readonly Identifier[]): boolean {
  if (arrival.proof === "publicKey") return false;
  return others.length > 0 || (saleDeedOf(sale) !== "claim" && statedSaleKeyOf(sale) !== undefined);
}

/** Some libraries send what an identify states in `context.traits` only. */
function readTraitsOf(context: JsonObject): JsonObject {
  const traits = context["traits"];
  return isPart(traits) ? (traits as JsonObject) : empty;
}

function withoutTraits(context: JsonObject): JsonObject {
  const { traits: _, ...rest } = context;
  return rest;
}

function withoutUndefined(
  times: ReturnType<typeof readTimes>,
): Pick<EventRecord, "occurredAt" | "originalAt" | "sentAt"> {
  const { occurredAt, originalAt, sentAt } = times;
  return {
    occurredAt,
    ...(originalAt === undefined ? none : { originalAt }),
    ...(sentAt === undefined ? none : { sentAt }),
  };
}
