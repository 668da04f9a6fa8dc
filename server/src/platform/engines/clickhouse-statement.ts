import { clickhouseErrors } from "./clickhouse-error.ts";
import { type Token, tokens } from "./clickhouse-tokens.ts";

/**
 * What a statement needs of the front. The engine reads inserted rows that stand in a statement's text only up to the first empty
 * line, and runs what follows as statements of its own; so rows are cut off here and handed over as a file.
 */
export type Statement =
  | {
      readonly kind: "rows";
      readonly into: string;
      readonly settings: string;
      readonly format: string;
      readonly rowsAt: number;
    }
  /** `isPlain`: one `select` and nothing below it. */
  | { readonly kind: "select"; readonly text: string; readonly isPlain: boolean }
  | { readonly kind: "other"; readonly text: string };

/** Reads as much of the text as is needed. Refuses several statements in one text, as a server does. */
export function readStatement(text: string): Statement {
  const read = tokens(text);
  const first = read.next();
  const word = first.done === true ? "" : first.value.word;
  if (word === "INSERT") {
    const rows = readInsert(text, read);
    if (rows !== undefined) return rows;
  }
  refuseSecond(text);
  if (!["SELECT", "WITH", "FROM", "("].includes(word)) return { kind: "other", text };
  return { kind: "select", text, isPlain: (text.match(/\bselect\b/gi) ?? []).length === 1 };
}

function readInsert(text: string, read: Generator<Token>): Statement | undefined {
  let settingsAt: number | undefined;
  for (const token of afterName(read)) {
    switch (token.word) {
      case "SETTINGS":
        settingsAt ??= token.from;
        break;
      case "VALUES":
        return rows(text, settingsAt, token.from, "Values", token.until);
      case "FORMAT": {
        const name = read.next();
        if (name.done === true) return undefined;
        return rows(
          text,
          settingsAt,
          token.from,
          text.slice(name.value.from, name.value.until),
          name.value.until,
        );
      }
      case "SELECT":
      case "WITH":
      case "INFILE":
      case ";":
        return undefined;
      default:
    }
  }
  return undefined;
}

/** The tokens after `INTO [TABLE] name[.name]`: a table may bear the name of a keyword. */
function* afterName(read: Generator<Token>): Generator<Token> {
  let expectsName = true;
  let isQualified = false;
  for (const token of read) {
    if (!expectsName && token.word !== ".") {
      yield token;
    } else if (token.word === ".") {
      expectsName = true;
      isQualified = true;
    } else if (isQualified || !["INTO", "TABLE", "FUNCTION"].includes(token.word)) {
      expectsName = false;
    }
  }
}

function rows(
  text: string,
  settingsAt: number | undefined,
  headUntil: number,
  format: string,
  nameUntil: number,
): Statement {
  const into = text.slice(0, settingsAt ?? headUntil);
  const settings = settingsAt === undefined ? "" : text.slice(settingsAt, headUntil);
  // Rows begin after the blanks and the one line end that follow the format's name.
  const gap = /^[ \t\f]*(\r?\n)?/.exec(text.slice(nameUntil))?.[0].length ?? 0;
  return { kind: "rows", into, settings, format, rowsAt: nameUntil + gap };
}

function refuseSecond(text: string): void {
  let ended = false;
  for (const token of tokens(text)) {
    if (ended && token.word !== ";") throw clickhouseErrors.severalStatements();
    if (token.word === ";") ended = true;
  }
}
