import { type Fault, Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknown: (key: string): Refusal =>
    new Refusal("segment.unknown", 404, `There is no live segment ${JSON.stringify(key)}.`),
  invalidCondition: (faults: readonly Fault[]): Refusal =>
    new Refusal("segment.invalid_condition", 422, "The condition refers to segments that are not live.", {
      faults,
    }),
  badCursor: (): Refusal =>
    new Refusal("segment.bad_cursor", 400, "The cursor is not one that this list gave.", {
      faults: [{ pointer: "/query/cursor", message: "Unknown cursor." }],
    }),
} as const;
