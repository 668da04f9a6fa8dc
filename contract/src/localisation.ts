import { z } from "zod";
import type { Json } from "./inbox-record.ts";

/**
 * Content by language: BCP 47 tag → content. Of content that is an object, what a language leaves out is as in the content itself; any other
 * content is replaced.
 */
export type Locales = Readonly<Record<string, Json>>;

const languageTag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/;

export const localesSchema: z.ZodType<Locales> = z
  .record(
    z.string().regex(languageTag, { message: "A language is a BCP 47 tag, such as de or de-CH." }),
    z.json(),
  )
  .refine((locales) => new Set(Object.keys(locales).map(lower)).size === Object.keys(locales).length, {
    message: "A language is named twice.",
  });

/** The content of a language, or the content itself. */
export function localised(content: Json, over: Json | undefined): Json {
  if (over === undefined) return content;
  return isObject(content) && isObject(over) ? { ...content, ...over } : over;
}

/** What to look for, by RFC 4647's look-up, in lower case: of `de-CH-1996` that, then `de-ch`, then `de`. Nothing when it is no language. */
export function languageRanges(language: string | undefined): readonly string[] {
  if (language === undefined || !languageTag.test(language)) return [];
  const ranges: string[] = [];
  for (let range = lower(language); range !== ""; range = shorter(range)) ranges.push(range);
  return ranges;
}

/** Without the last part, and without a single letter that would then end it. */
function shorter(range: string): string {
  const rest = range.slice(0, Math.max(0, range.lastIndexOf("-")));
  return /-[a-z0-9]$/.test(rest) ? rest.slice(0, -2) : rest;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
