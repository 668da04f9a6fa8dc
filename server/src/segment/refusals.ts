import { computedLimits, type TextFault } from "@attune/contract";
import { type Fault, Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknown: (key: string): Refusal =>
    new Refusal("segment.unknown", 404, `There is no live segment ${JSON.stringify(key)}.`),
  unknownList: (key: string): Refusal =>
    new Refusal("list.unknown", 404, `There is no live list ${JSON.stringify(key)}.`),
  invalidCondition: (faults: readonly Fault[]): Refusal =>
    new Refusal(
      "segment.invalid_condition",
      422,
      "The condition names what does not exist or is not live, or compares it with what it never is.",
      {
        faults,
      },
    ),
  invalidText: (faults: readonly TextFault[]): Refusal =>
    new Refusal("segment.invalid_text", 422, "The text of the condition cannot be read.", {
      faults: faults.map(({ line, column, message }) => ({
        pointer: "/text",
        message: `Line ${line}, column ${column}: ${message}`,
      })),
    }),
  badCursor: (): Refusal =>
    new Refusal("segment.bad_cursor", 400, "The cursor is not one that this list gave.", {
      faults: [{ pointer: "/query/cursor", message: "Unknown cursor." }],
    }),
  badChangeCursor: (): Refusal =>
    new Refusal("segment.bad_cursor", 400, "The cursor is not one that this stream gave.", {
      faults: [{ pointer: "/query/after", message: "Unknown cursor." }],
    }),
  changesForgotten: (): Refusal =>
    new Refusal(
      "segment.changes_forgotten",
      410,
      "Changes behind this cursor are no longer kept: take the cursor of after=now, read the members anew, and follow from there.",
      { faults: [{ pointer: "/query/after", message: "Too old." }] },
    ),
  noPurpose: (key: string): Refusal =>
    new Refusal(
      "segment.no_purpose",
      422,
      "The segment does not say what its members are used for, so none can leave.",
      {
        faults: [{ pointer: "/purpose", message: `Put a purpose into the definition segment/${key}.` }],
      },
    ),
  purposeInUse: (webhook: string): Refusal =>
    new Refusal(
      "segment.purpose_in_use",
      409,
      `The webhook ${JSON.stringify(webhook)} tells of this segment: it must keep a purpose.`,
      {
        faults: [{ pointer: "/purpose", message: "A purpose is needed." }],
      },
    ),
  stillFilling: (): Refusal =>
    new Refusal(
      "segment.filling",
      409,
      "The segment is still being filled: some of its members are not known yet.",
      {
        retryAfterSeconds: 5,
      },
    ),
  unknownColumn: (column: string): Refusal =>
    new Refusal("segment.unknown_column", 400, "The file has no such column, or has it twice.", {
      faults: [{ pointer: "/query/columns", message: JSON.stringify(column.slice(0, 100)) }],
    }),
  reservedKey: (key: string): Refusal =>
    new Refusal(
      "segment.reserved_key",
      422,
      `A segment cannot be called ${JSON.stringify(key)}: that is an address of the API.`,
    ),
  badSpan: (message: string): Refusal =>
    new Refusal("segment.bad_span", 400, "The span of time cannot be told of.", {
      faults: [{ pointer: "/query/from", message }],
    }),
  badComputedKey: (key: string): Refusal =>
    new Refusal(
      "computed_trait.bad_key",
      422,
      `A computed trait cannot be called ${JSON.stringify(key)}: its key is a letter, then letters, digits or _, at most 60, since it stands in conditions and formulas behind "computed.".`,
    ),
  tooManyComputed: (): Refusal =>
    new Refusal(
      "computed_trait.too_many",
      422,
      `A brand has at most ${computedLimits.live} live computed traits: each is kept in every customer's row. Retire one that nobody uses.`,
    ),
  computedInUse: (user: string, fault: Fault): Refusal =>
    new Refusal(
      "computed_trait.in_use",
      409,
      `${user} asks for what this trait would no longer be. Change that first, or choose another key.`,
      { faults: [{ pointer: "/measure", message: `${user}${fault.pointer}: ${fault.message}` }] },
    ),
  badListCursor: (): Refusal =>
    new Refusal("list.bad_cursor", 400, "The cursor is not one that this list gave.", {
      faults: [{ pointer: "/query/cursor", message: "Unknown cursor." }],
    }),
} as const;
