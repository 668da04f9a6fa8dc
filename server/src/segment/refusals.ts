import type { TextFault } from "@attune/contract";
import { type Fault, Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknown: (key: string): Refusal =>
    new Refusal("segment.unknown", 404, `There is no live segment ${JSON.stringify(key)}.`),
  unknownList: (key: string): Refusal =>
    new Refusal("list.unknown", 404, `There is no live list ${JSON.stringify(key)}.`),
  invalidCondition: (faults: readonly Fault[]): Refusal =>
    new Refusal("segment.invalid_condition", 422, "The condition names what does not exist or is not live.", {
      faults,
    }),
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
  badListCursor: (): Refusal =>
    new Refusal("list.bad_cursor", 400, "The cursor is not one that this list gave.", {
      faults: [{ pointer: "/query/cursor", message: "Unknown cursor." }],
    }),
} as const;
