import { en, type Words } from "./en.ts";

/** The catalogue in use. A second language chooses here. */
export const words: Words = en;

/** The word for a code, or the code itself, said as plainly as can be: a new channel must not break a page. */
export function wordFor(known: Readonly<Record<string, string>>, code: string): string {
  return known[code] ?? code;
}
