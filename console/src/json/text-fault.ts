import type { Fault } from "../api/forms.ts";
import { words } from "../words/words.ts";
import { type JsonMistake, type JsonReading, type LocatedJson, lineAt, spanOf } from "./locate-json.ts";

/** Something wrong in a text, at its place: one-based line, characters from the start. */
export interface TextFault {
  readonly line: number;
  readonly from: number;
  readonly until: number;
  readonly message: string;
}

/** What keeps a text from being JSON; nothing when it is. */
export function mistakeIn(text: string, reading: JsonReading): readonly TextFault[] {
  if (reading.ok) return [];
  const { at, found } = reading.mistake;
  return [
    {
      line: lineAt(text, at),
      from: at,
      until: at + Math.max(found.length, 1),
      message: sentenceOf(text, reading.mistake),
    },
  ];
}

/** Puts a server's faults where they belong. `root` is where the text stood in what was sent, such as `/condition`. */
export function placeFaults(
  text: string,
  located: LocatedJson,
  faults: readonly Fault[],
  root: string,
): readonly TextFault[] {
  return faults.map(({ pointer, message }) => {
    const own = pointer === root || pointer.startsWith(`${root}/`) ? pointer.slice(root.length) : pointer;
    const span = spanOf(located.spans, own) ?? { from: 0, until: text.length };
    return { line: lineAt(text, span.from), from: span.from, until: span.until, message };
  });
}

function sentenceOf(text: string, mistake: JsonMistake): string {
  if (text.trim() === "") return words.json.empty;
  switch (mistake.what) {
    case "unexpected":
      return words.json.unexpected(mistake.found);
    case "unfinished":
      return words.json.unfinished;
    case "duplicateKey":
      return words.json.duplicateKey(mistake.found);
    case "tooDeep":
      return words.json.tooDeep;
  }
}
