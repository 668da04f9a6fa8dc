import { z } from "zod";

/** What was seen at a path. `values` are some of the frequent ones; none of what is personal, nor of what is not text. */
export interface SeenPath {
  readonly path: string;
  /** What its values are; `other`: lists, objects, or not always the same. */
  readonly kind: SeenKind;
  readonly values: readonly string[];
}

export const seenKinds = ["text", "number", "truth", "other"] as const;
export type SeenKind = (typeof seenKinds)[number];

/** What conditions can name: events by how often they came, with what the newest of them say, and traits of the newest customers. */
export interface Vocabulary {
  readonly events: readonly {
    readonly name: string;
    readonly count: number;
    readonly properties: readonly SeenPath[];
  }[];
  readonly traits: readonly SeenPath[];
}

const seenPath: z.ZodType<SeenPath> = z.strictObject({
  path: z.string(),
  kind: z.enum(seenKinds),
  values: z.array(z.string()),
});

export const vocabularySchema: z.ZodType<Vocabulary> = z.strictObject({
  events: z.array(z.strictObject({ name: z.string(), count: z.int().min(0), properties: z.array(seenPath) })),
  traits: z.array(seenPath),
});
