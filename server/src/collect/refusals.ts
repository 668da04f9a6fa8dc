import { type Fault, Refusal } from "../kernel/refusal.ts";

export const refusals = {
  notJson: (): Refusal => new Refusal("body.not_json", 400, "The body is not a JSON object."),
  noBatch: (): Refusal =>
    new Refusal("body.no_batch", 400, "The body has no list of events under `batch`.", {
      faults: [{ pointer: "/batch", message: "A list of events." }],
    }),
  badEncoding: (): Refusal =>
    new Refusal("body.bad_encoding", 400, "The body cannot be decompressed as its Content-Encoding says."),
  tooLarge: (limitMiB: number): Refusal =>
    new Refusal("body.too_large", 413, `The body is larger than ${limitMiB} MiB when decompressed.`),
  tooManyEvents: (count: number, most: number): Refusal =>
    new Refusal("body.too_many_events", 413, `The batch holds ${count} events; the limit is ${most}.`),
  unknownEvent: (): Refusal =>
    new Refusal(
      "event.unknown",
      404,
      "There is no accepted event of this id, or it is older than what the inbox keeps.",
    ),
  unknownSetAside: (): Refusal =>
    new Refusal("quarantine.unknown", 404, "There is no such event in quarantine."),
  alreadyReleased: (): Refusal =>
    new Refusal("quarantine.already_released", 409, "The event has been released already."),
  stillBad: (faults: readonly Fault[]): Refusal =>
    new Refusal("quarantine.still_bad", 422, "The event still cannot be taken.", { faults }),
  tooManyRequests: (retryAfterSeconds: number): Refusal =>
    new Refusal("key.rate_limited", 429, "This key sends more events than its limit allows.", {
      retryAfterSeconds,
    }),
  badCursor: (): Refusal =>
    new Refusal("request.bad_cursor", 400, "The cursor is not one that was given out."),
  noLibrary: (): Refusal =>
    new Refusal("library.missing", 404, "The browser library is not installed beside this server."),
} as const;
