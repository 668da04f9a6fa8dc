export interface Token {
  /** A bare word in capitals, one sign, or "" for a literal or a quoted name. */
  readonly word: string;
  readonly from: number;
  readonly until: number;
}

/** In order: blanks, comments; strings and quoted names; here-documents; words and numbers; any one sign. */
const shape =
  /(?<blank>\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<quoted>'(?:[^'\\]|\\[\s\S]|'')*'?|"(?:[^"\\]|\\[\s\S]|"")*"?|`(?:[^`\\]|\\[\s\S]|``)*`?|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)|(?<word>[\p{L}\p{N}_]+)|[\s\S]/uy;

/**
 * The tokens of a ClickHouse statement that stand outside all parentheses, and the opening parenthesis of each group;
 * what is inside, comments and blanks are passed over.
 */
export function* tokens(text: string): Generator<Token> {
  const at = new RegExp(shape);
  let depth = 0;
  for (let match = at.exec(text); match !== null; match = at.exec(text)) {
    if (match.groups?.["blank"] !== undefined) continue;
    const sign = match[0];
    if (depth === 0) yield tokenOf(match, at.lastIndex);
    if (sign === "(" || sign === "[" || sign === "{") depth += 1;
    else if (sign === ")" || sign === "]" || sign === "}") depth = Math.max(0, depth - 1);
  }
}

function tokenOf(match: RegExpExecArray, until: number): Token {
  const isQuoted = match.groups?.["quoted"] !== undefined;
  return { word: isQuoted ? "" : match[0].toUpperCase(), from: match.index, until };
}
