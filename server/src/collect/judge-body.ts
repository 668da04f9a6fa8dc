import type { EventRecord, JsonObject } from "@attune/contract";
import { EventFault, type FaultCode } from "./event-fault.ts";
import { elementTexts, memberSpan, withoutSecrets } from "./json-text.ts";
import { type Arrival, type Envelope, judgeEvent } from "./judge-event.ts";
import { jsonBytes, measureJson } from "./measure-json.ts";
import type { Door, ParsedBody } from "./parse-body.ts";
import { readSentAt } from "./read-times.ts";

/** What was set aside. `path` leads into the event, `original` is its text as it was sent, without keys. */
export interface Rejected {
  readonly code: FaultCode;
  readonly path: string;
  readonly message: string;
  readonly original: string;
  /** Place in the batch; undefined for a part of the batch itself. */
  readonly index: number | undefined;
}

export interface JudgedBody {
  readonly records: readonly EventRecord[];
  readonly rejected: readonly Rejected[];
  /** What the events that were set aside need to be judged again. */
  readonly envelope: Envelope;
}

/** Judges each event of a body alone: a bad one costs its neighbours nothing. */
export function judgeBody(body: ParsedBody, door: Door, arrival: Arrival): JudgedBody {
  if (body.batch === undefined) return judgeOne(body, door === "batch" ? {} : { type: door }, arrival);
  const { envelope, rejected: parts } = readEnvelope(body, body.batch.length);
  const records: EventRecord[] = [];
  const faults = new Map<number, EventFault>();
  for (const [index, event] of body.batch.entries()) {
    const judged = judgeEvent(event, envelope, arrival);
    if (judged instanceof EventFault) faults.set(index, judged);
    else records.push(judged);
  }
  const rejected = faults.size === 0 ? parts : [...parts, ...cutOut(body.text, faults)];
  return { records, rejected, envelope };
}

function judgeOne(body: ParsedBody, envelope: Envelope, arrival: Arrival): JudgedBody {
  const judged = judgeEvent(body.members, envelope, arrival);
  if (!(judged instanceof EventFault)) return { records: [judged], rejected: [], envelope };
  return { records: [], rejected: [reject(judged, body.text, 0)], envelope };
}

function cutOut(text: string, faults: ReadonlyMap<number, EventFault>): readonly Rejected[] {
  const list = memberSpan(text, "batch");
  const originals =
    list === undefined ? new Map<number, string>() : elementTexts(text, list, new Set(faults.keys()));
  return [...faults].map(([index, fault]) => reject(fault, originals.get(index) ?? "null", index));
}

function reject(fault: EventFault, original: string, index: number | undefined): Rejected {
  const { code, path, message } = fault;
  return { code, path, message, original: withoutSecrets(original, keyNames), index };
}

/** A key in the clear must not lie in the quarantine. */
const keyNames: ReadonlySet<string> = new Set(["writeKey"]);

/** What a batch's context may grow to when each of its events holds a copy. */
const mostCopiedBytes = 16 * 1024 * 1024;

function readEnvelope(
  body: ParsedBody,
  events: number,
): { envelope: Envelope; rejected: readonly Rejected[] } {
  const rejected: Rejected[] = [];
  const sentAt = readSentAt(body.members["sentAt"]);
  const context = readShared(body, "context", events, rejected);
  const integrations = readShared(body, "integrations", events, rejected);
  const envelope = {
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(context === undefined ? {} : { context }),
    ...(integrations === undefined ? {} : { integrations }),
  };
  return { envelope, rejected };
}

/** One bad shared part must not cost all the events their place: they go on without it, and it is set aside itself. */
function readShared(
  body: ParsedBody,
  name: string,
  events: number,
  rejected: Rejected[],
): JsonObject | undefined {
  const value = body.members[name];
  if (value === undefined || value === null) return undefined;
  if (isShareable(value, events)) return value;
  const span = memberSpan(body.text, name);
  const original = span === undefined ? "null" : body.text.slice(span.from, span.until);
  rejected.push(reject(new EventFault("batch.invalid_context", `/${name}`), original, undefined));
  return undefined;
}

function isShareable(value: unknown, events: number): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  try {
    measureJson(value);
  } catch (fault) {
    if (fault instanceof EventFault) return false;
    throw fault;
  }
  return jsonBytes(value) * events <= mostCopiedBytes;
}
