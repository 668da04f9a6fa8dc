import { type Json, type Locales, localised } from "@attune/contract";

/** What an answer begins with, made once: JSON of its first members, the content being the last. */
export interface Opening {
  readonly text: string;
  /** Language in lower case → the same in it. Undefined: it is the same in every language. */
  readonly locales: ReadonlyMap<string, LocalOpening> | undefined;
}

export interface LocalOpening {
  readonly text: string;
  /** As the definition names it. */
  readonly locale: string | undefined;
}

/** `members`: what the answer tells beside the content. */
export function openingOf(
  members: Readonly<Record<string, Json>>,
  content: Json,
  locales: Locales | undefined,
): Opening {
  const textOf = (more: object): string => JSON.stringify({ ...members, ...more }).slice(0, -1);
  return {
    text: textOf({ content }),
    locales:
      locales &&
      new Map(
        Object.entries(locales).map(([locale, over]) => [
          locale.toLowerCase(),
          { locale, text: textOf({ locale, content: localised(content, over) }) },
        ]),
      ),
  };
}

/** By the first of the ranges that it has. */
export function openIn({ text, locales }: Opening, ranges: readonly string[]): LocalOpening {
  if (locales !== undefined) {
    for (const range of ranges) {
      const found = locales.get(range);
      if (found !== undefined) return found;
    }
  }
  return { text, locale: undefined };
}
