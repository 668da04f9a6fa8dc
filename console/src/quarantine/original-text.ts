import { type LocatedJson, locateJson } from "../json/locate-json.ts";

export interface OriginalText {
  readonly text: string;
  /** Undefined when the original is no JSON: it is then shown as it came. */
  readonly located: LocatedJson | undefined;
}

/** The original laid out to be read. What cannot be read back without loss, such as a key given twice, stays as it came. */
export function layOut(original: string): OriginalText {
  const reading = locateJson(original);
  if (!reading.ok) return { text: original, located: undefined };
  const text = JSON.stringify(reading.located.value, null, 2);
  const laidOut = locateJson(text);
  return { text, located: laidOut.ok ? laidOut.located : undefined };
}
