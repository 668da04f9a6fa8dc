import type { ReadRow } from "./source-row.ts";

/** The rows of a JSON Lines text: one object a line. Empty lines are passed over. */
export async function* readJsonLines(pieces: AsyncIterable<string>): AsyncGenerator<readonly ReadRow[]> {
  let rest = "";
  let line = 0;
  const shape = (texts: readonly string[]): readonly ReadRow[] =>
    texts.flatMap((text) => {
      line += 1;
      return text.trim() === "" ? [] : rowOf(text, line);
    });
  for await (const piece of pieces) {
    const texts = (rest + piece).split("\n");
    rest = texts.pop() ?? "";
    yield shape(texts);
  }
  yield shape([rest]);
}

function rowOf(text: string, line: number): ReadRow {
  let values: unknown;
  try {
    values = JSON.parse(line === 1 ? text.replace(/^\uFEFF/, "") : text);
  } catch (error) {
    return {
      line,
      message: `The line is no JSON: ${error instanceof Error ? error.message : ""}`,
      original: text,
    };
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    return { line, message: "The line is no JSON object.", original: text };
  }
  return { line, values: values as Readonly<Record<string, unknown>> }; // an object, as just seen
}
