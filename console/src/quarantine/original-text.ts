/**
 * A JSON text laid out to be read, otherwise character by character as it came: numbers too large for a program, keys given
 * twice and the like are what one looks for here. A text that is no JSON stays as it is.
 */
export function layOut(original: string): string {
  if (!isJson(original)) return original;
  const tokens = original.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let depth = 0;
  let text = "";
  let before = "";
  for (const token of tokens) {
    if (closes(token)) depth--;
    // Between an opening and its closing bracket nothing stands: `{}` stays together.
    if (needsNewLine(before, token)) text += `\n${"  ".repeat(depth)}`;
    text += token === ":" ? ": " : token;
    if (opens(token)) depth++;
    before = token;
  }
  return text;
}

function needsNewLine(before: string, token: string): boolean {
  if (opens(before)) return !closes(token);
  return closes(token) || before === ",";
}

function opens(token: string): boolean {
  return token === "{" || token === "[";
}

function closes(token: string): boolean {
  return token === "}" || token === "]";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Whatever came over the wire.
    return false;
  }
}
