import type { DefinitionRef } from "@attune/contract";
import { type Fault, Refusal } from "../../kernel/refusal.ts";

const name = (ref: DefinitionRef): string => `${ref.kind}/${ref.key}`;

export const refusals = {
  unknownKind: (kind: string, known: readonly string[], pointer = "/path/kind"): Refusal =>
    new Refusal(
      "definition.unknown_kind",
      422,
      `There is no kind "${kind}"; there are ${known.join(", ")}.`,
      {
        faults: [{ pointer, message: "Unknown kind." }],
      },
    ),
  unknown: (ref: DefinitionRef): Refusal =>
    new Refusal("definition.unknown", 404, `There is no definition ${name(ref)}.`),
  invalid: (kind: string, faults: readonly Fault[]): Refusal =>
    new Refusal("definition.invalid", 422, `This is not a valid ${kind}.`, { faults }),
  changed: (
    ref: DefinitionRef,
    expected: number,
    newest: { readonly version: number; readonly author: string; readonly changedAt: number } | undefined,
    pointers: readonly string[],
  ): Refusal =>
    new Refusal(
      "definition.changed",
      409,
      newest === undefined
        ? `${name(ref)} does not exist; version ${expected} was expected.`
        : `${name(ref)} is at version ${newest.version}, by ${newest.author} at ${new Date(newest.changedAt).toISOString()}; version ${expected} was expected.`,
      { faults: pointers.map((pointer) => ({ pointer, message: `Changed since version ${expected}.` })) },
    ),
  dangling: (faults: readonly Fault[]): Refusal =>
    new Refusal("definition.missing_reference", 422, "A definition refers to one that is not live.", {
      faults,
    }),
  cycle: (path: readonly DefinitionRef[]): Refusal =>
    new Refusal(
      "definition.cycle",
      422,
      `Definitions may not refer to themselves: ${path.map(name).join(" → ")}.`,
    ),
  inUse: (ref: DefinitionRef, users: readonly DefinitionRef[]): Refusal =>
    new Refusal("definition.in_use", 409, `${name(ref)} is referred to by ${users.map(name).join(", ")}.`, {
      faults: users.map((user) => ({
        pointer: `/${user.kind}/${user.key}`,
        message: `Refers to ${name(ref)}.`,
      })),
    }),
  twice: (ref: DefinitionRef, pointer: string): Refusal =>
    new Refusal("definition.twice", 422, `${name(ref)} is in the list twice.`, {
      faults: [{ pointer, message: "The same definition again." }],
    }),
  badExpectation: (text: string): Refusal =>
    new Refusal(
      "definition.bad_expectation",
      400,
      `If-Match is a version in quotes, not ${JSON.stringify(text)}.`,
    ),
} as const;
