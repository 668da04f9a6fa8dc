import type { UnreadableRow } from "./source-row.ts";

/** The fields of one row and the line it starts on. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Splits CSV text that comes in pieces. */
export interface CsvSplitter {
  push(text: string): readonly (CsvRow | UnreadableRow)[];
  end(): readonly (CsvRow | UnreadableRow)[];
}

/** A quote that is not closed within this many characters was not meant as one. */
const longestField = 1_000_000;

/**
 * RFC 4180 with either line end. A row with a stray or unclosed quote is given as unreadable, and reading goes on with
 * the next line, so that one bad quote never swallows the rest of the file. Empty lines are passed over.
 */
export function createCsvSplitter(separator: string): CsvSplitter {
  let rest = "";
  let line = 1;
  const take = (isLast: boolean): (CsvRow | UnreadableRow)[] => {
    const rows: (CsvRow | UnreadableRow)[] = [];
    let at = 0;
    while (at < rest.length) {
      const row = readRow(rest, at, separator, isLast);
      if (row === undefined) break;
      if (row.message !== undefined) {
        rows.push({ line, message: row.message, original: rest.slice(at, row.next).trimEnd() });
      } else if (row.fields.length > 1 || row.fields[0] !== "") rows.push({ line, fields: row.fields });
      line += row.lines;
      at = row.next;
    }
    rest = rest.slice(at);
    return rows;
  };
  return {
    push: (text) => {
      rest += text;
      return take(false);
    },
    end: () => take(true),
  };
}

interface Reading {
  readonly fields: readonly string[];
  /** Where the next row starts. */
  readonly next: number;
  readonly lines: number;
  readonly message?: string;
}

/** Undefined when the row may go on in the next piece. */
function readRow(text: string, start: number, separator: string, isLast: boolean): Reading | undefined {
  const fields: string[] = [];
  let lines = 1;
  for (let at = start; ; at += 1) {
    const field = readField(text, at, separator, isLast);
    if (field === undefined) return undefined;
    if (field.message !== undefined) return skipLine(text, start, field.message, isLast);
    fields.push(field.value);
    lines += field.lines;
    at = field.next;
    if (text[at] === separator) continue;
    const next = endOfLine(text, at, isLast);
    if (next === "a stray quote")
      return skipLine(text, start, "There is text after a closing quote.", isLast);
    return next === undefined ? undefined : { fields, next, lines };
  }
}

/** Where the next line starts; undefined when that is not told yet. */
function endOfLine(text: string, at: number, isLast: boolean): number | "a stray quote" | undefined {
  const end = text[at] === "\r" ? at + 1 : at;
  if (end >= text.length) return isLast ? end : undefined;
  return text[end] === "\n" ? end + 1 : "a stray quote";
}

interface Field {
  readonly value: string;
  /** The character after the field. */
  readonly next: number;
  /** Line ends within it. */
  readonly lines: number;
  readonly message?: string;
}

function readField(text: string, at: number, separator: string, isLast: boolean): Field | undefined {
  return text[at] === '"' ? readQuoted(text, at, isLast) : readPlain(text, at, separator, isLast);
}

function readPlain(text: string, start: number, separator: string, isLast: boolean): Field | undefined {
  const separatorCode = separator.charCodeAt(0);
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separatorCode || code === 10) break;
  }
  if (at === text.length && !isLast) return undefined;
  const end = at > start && text.charCodeAt(at) !== separatorCode && text[at - 1] === "\r" ? at - 1 : at;
  return { value: text.slice(start, end), next: end, lines: 0 };
}

function readQuoted(text: string, start: number, isLast: boolean): Field | undefined {
  let at = start + 1;
  let hasQuotes = false;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - start > longestField) return unclosed(text, start, isLast);
    if (text[quote + 1] === '"') {
      hasQuotes = true;
      at = quote + 2;
      continue;
    }
    if (quote + 1 === text.length && !isLast) return undefined;
    const inside = text.slice(start + 1, quote);
    const value = hasQuotes ? inside.replaceAll('""', '"') : inside;
    return { value, next: quote + 1, lines: countLineEnds(inside) };
  }
}

function unclosed(text: string, start: number, isLast: boolean): Field | undefined {
  if (!isLast && text.length - start <= longestField) return undefined;
  return { value: "", next: start, lines: 0, message: "A quote is opened and not closed." };
}

function skipLine(text: string, start: number, message: string, isLast: boolean): Reading | undefined {
  const end = text.indexOf("\n", start);
  if (end < 0 && !isLast) return undefined;
  return { fields: [], next: end < 0 ? text.length : end + 1, lines: 1, message };
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
