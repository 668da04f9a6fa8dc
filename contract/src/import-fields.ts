import { z } from "zod";
import type { Json, JsonObject } from "./inbox-record.ts";

/** Neither Postgres text nor JSON holds U+0000 or half of a surrogate pair. */
function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

const deepest = 64;

/** JSON that every store can hold: storable texts, finite numbers, no `__proto__`, at most 64 levels. */
function isStorableJson(value: unknown, depth = 0): value is Json {
  if (typeof value === "string") return isStorableText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return value === null || typeof value === "boolean";
  if (depth >= deepest) return false;
  if (Array.isArray(value)) return value.every((item) => isStorableJson(item, depth + 1));
  return Object.entries(value).every(
    ([name, item]) => name !== "__proto__" && isStorableText(name) && isStorableJson(item, depth + 1),
  );
}

function trimmedText(longest: number, shortest: number): z.ZodType<string> {
  return z
    .string()
    .refine(isStorableText, "Text without U+0000 and lone surrogates.")
    .trim()
    .min(shortest, "This must not be empty.")
    .max(longest, `At most ${longest} characters.`);
}

/** The key of a product, store, order or customer: text, or a whole number, as text of 1 to `longest` characters. */
export function keyText(longest = 200): z.ZodType<string> {
  return z.union([trimmedText(longest, 1), z.int().transform(String)], {
    error: `A text of 1 to ${longest} characters, or a whole number.`,
  });
}

/** Numbers are taken as text. */
export function lineText(longest = 500): z.ZodType<string> {
  return z.union([trimmedText(longest, 1), z.number().transform(String)], {
    error: `A text of 1 to ${longest} characters.`,
  });
}

/** A list of texts, or one text with `separator` between its parts. */
export function textList(separator: string, most: number): z.ZodType<readonly string[]> {
  return z.preprocess(
    (value) =>
      typeof value === "string"
        ? value.split(separator).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]))
        : value,
    z.array(lineText(200)).max(most),
  );
}

export const storableObject: z.ZodType<JsonObject> = z.custom<JsonObject>(
  (value) => typeof value === "object" && !Array.isArray(value) && value !== null && isStorableJson(value),
  "A JSON object of at most 64 levels without U+0000, lone surrogates and `__proto__`.",
);

/** An address on the web, or a path on the shop's own site. */
export const linkText: z.ZodType<string> = z
  .string()
  .max(2_000)
  .refine(isStorableText, "Text without U+0000 and lone surrogates.")
  .regex(/^(?:https?:\/\/|\/)\S*$/i, "An address that begins with http://, https:// or /.");

/** RFC 3339 with a zone: 2026-03-01T09:30:00Z. */
export const momentText: z.ZodType<string> = z.iso.datetime({
  offset: true,
  error: "A time with its zone, such as 2026-03-01T09:30:00Z.",
});

/** true, false, or these words. */
export const flag: z.ZodType<boolean> = z.union(
  [z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")],
  { error: "true or false." },
);

/** A number, also written as text. */
export function plainNumber(from: number, until: number): z.ZodType<number> {
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\s*-?\d+(?:\.\d+)?\s*$/)
          .transform(Number),
      ],
      { error: "A number." },
    )
    .refine((value) => value >= from && value <= until, `A number from ${from} to ${until}.`);
}

/** `null` says as little as nothing at all. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value);
  return members.some(([, member]) => member === null)
    ? Object.fromEntries(members.filter(([, member]) => member !== null))
    : value;
}
