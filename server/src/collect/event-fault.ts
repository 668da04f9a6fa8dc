import type { Fault } from "../kernel/refusal.ts";

/** Why an event is set aside, and the sentence shown with it. The codes are a promise: quarantine, answers and docs use them. */
export const faultSentences = {
  "event.not_object": "An event is a JSON object.",
  "event.unknown_type": "The type is one of track, page, screen, identify, group, alias.",
  "event.no_name": "A track event carries its name in `event`.",
  "event.invalid_name":
    "The name of an event is text of at most 255 characters without U+0000 or lone surrogates.",
  "event.no_identifier":
    "The event names nobody: it needs a userId or an anonymousId that is not a placeholder such as `null` or `guest`.",
  "event.invalid_identifier":
    "An identifier is text of at most 500 characters without U+0000 or lone surrogates, or a whole number that JSON carries exactly.",
  "event.no_order":
    "The event is about an order and tells which: in order_id, transaction_id or receipt_id, or in receipt_number with location_id.",
  "event.invalid_consent":
    "A consent event names its purpose, and channel, state and time in words that are known.",
  "event.no_group": "A group event carries a groupId.",
  "event.no_previous_id": "An alias event carries a previousId.",
  "event.invalid_time": "A time is ISO 8601 text, or milliseconds since 1970, not before 1970.",
  "event.invalid_message_id": "A messageId is text or a number.",
  "event.wrong_type": "This part of an event is a JSON object.",
  "event.not_finite": "The number is larger than JSON programs can hold.",
  "event.forbidden_key": "The key `__proto__` is not taken.",
  "event.too_deep": "An event nests at most 64 levels.",
  "event.too_large": "An event is at most 32 kB of JSON.",
  "batch.invalid_context":
    "The context or integrations of the batch cannot be given to its events; they were kept without it.",
  "fold.failed": "The event was accepted but could not be worked in.",
  "sink.failed": "The event was worked in but could not be written to the memory.",
} as const;

export type FaultCode = keyof typeof faultSentences;

/** Thrown while one event is judged, caught by `judgeEvent`. `path` is a JSON Pointer into that event. */
export class EventFault extends Error {
  readonly code: FaultCode;
  readonly path: string;

  /** `sentence`: instead of the code's own, where more can be told. */
  constructor(code: FaultCode, path: string, sentence: string = faultSentences[code]) {
    super(sentence);
    this.name = "EventFault";
    this.code = code;
    this.path = storable(path).slice(0, longestPath);
  }
}

const longestPath = 500;

/** Postgres keeps no U+0000 in text and no half of a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

export function asFault(fault: EventFault): Fault {
  return { pointer: fault.path, message: fault.message };
}

/** One step of a JSON Pointer (RFC 6901). */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
