import { type Fault, Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  filling: (faults: readonly Fault[]): Refusal =>
    new Refusal("report.segment_filling", 409, "The members of a segment are not all known yet.", { faults }),
  unknownScheme: (key: string): Refusal =>
    new Refusal("report.unknown_scheme", 404, `There is no live scheme ${JSON.stringify(key)}.`),
  tooFew: (faults: readonly Fault[]): Refusal =>
    new Refusal("report.too_few", 422, "There are too few customers to tell this from.", { faults }),
  sameList: (): Refusal =>
    new Refusal("report.same_list", 422, "Those who are like a list are put into another list.", {
      faults: [{ pointer: "/into", message: "This is the list itself." }],
    }),
} as const;
