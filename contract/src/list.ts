import { z } from "zod";
import { definitionKey } from "./definition.ts";
import type { Identifier } from "./identifier.ts";

/** The body of a definition of kind `list`. Whom it names is put in and taken out by `POST /api/lists/{key}/members`. */
export interface ListBody {
  readonly name: string;
  readonly description?: string;
}

export const listBodySchema: z.ZodType<ListBody> = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).exactOptional(),
});

/** Whom to put into a list or to take out: identifiers, or CSV whose first line names a namespace for each column (`email,userId`). */
export interface ListChange {
  readonly add?: ListedPeople;
  readonly remove?: ListedPeople;
}

export interface ListedPeople {
  readonly identifiers?: readonly { readonly namespace: string; readonly value: string }[];
  readonly csv?: string;
}

export interface ListChanged {
  /** Identifiers that were read: those that were named before or not at all count too. */
  readonly added: number;
  readonly removed: number;
  /** What could not be read, by line of the CSV or place in the list, from 1; at most a hundred. */
  readonly faults: readonly {
    readonly part: "add" | "remove";
    readonly line: number;
    readonly message: string;
  }[];
}

export interface ListSummary {
  readonly key: string;
  readonly name: string;
  /** Identifiers that it names. */
  readonly identifiers: number;
  /** Of those: how many a customer is known by. */
  readonly known: number;
}

export interface ListMembers {
  readonly items: readonly Identifier[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** Identifiers, or lines of CSV, in one request: more would hold others up. */
const mostListed = 50_000;

const people: z.ZodType<ListedPeople> = z
  .strictObject({
    identifiers: z
      .array(z.strictObject({ namespace: z.string(), value: z.string() }))
      .max(mostListed)
      .exactOptional(),
    csv: z
      .string()
      .refine((csv) => hasAtMostLines(csv, mostListed + 1), `At most ${mostListed} lines below the first.`)
      .exactOptional(),
  })
  .refine(
    ({ identifiers, csv }) => (identifiers === undefined) !== (csv === undefined),
    "Either identifiers or csv is needed.",
  );

export const listChangeSchema: z.ZodType<ListChange> = z
  .strictObject({ add: people.exactOptional(), remove: people.exactOptional() })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, "add or remove is needed.");

export const listChangedSchema: z.ZodType<ListChanged> = z.strictObject({
  added: z.int(),
  removed: z.int(),
  faults: z.array(z.strictObject({ part: z.enum(["add", "remove"]), line: z.int(), message: z.string() })),
});

export const listsSchema: z.ZodType<{ readonly items: readonly ListSummary[] }> = z.strictObject({
  items: z.array(
    z.strictObject({ key: definitionKey, name: z.string(), identifiers: z.int(), known: z.int() }),
  ),
});

export const listMembersSchema: z.ZodType<{
  readonly items: readonly { readonly namespace: string; readonly value: string }[];
  readonly next: string | null;
}> = z.strictObject({
  items: z.array(z.strictObject({ namespace: z.string(), value: z.string() })),
  next: z.string().nullable(),
});

function hasAtMostLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1 && lines <= most; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines <= most;
}
