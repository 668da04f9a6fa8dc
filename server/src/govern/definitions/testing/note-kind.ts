import { z } from "zod";
import type { DefinitionKind } from "../definition-kind.ts";
import { parseWithSchema } from "../parse-body.ts";

export interface Note {
  readonly text: string;
  readonly sees?: readonly string[];
}

const schema: z.ZodType<Note> = z.strictObject({
  text: z.string().min(1),
  sees: z.array(z.string()).exactOptional(),
});

/** The least kind there is: a text, and other notes that it names. */
export const noteKind: DefinitionKind<Note> = {
  kind: "note",
  parse: (body) => parseWithSchema("note", schema, body),
  references: ({ sees = [] }) => sees.map((key, at) => ({ kind: "note", key, pointer: `/sees/${at}` })),
};
