import { MappingFault } from "../mapping/mapping-fault.ts";
import type { ReadRow, UnreadableRow } from "./source-row.ts";
import { type CsvRow, createCsvSplitter } from "./split-csv.ts";

/**
 * The rows of a CSV text with a header line. The separator is that of the header when none is told. A row with more or
 * fewer fields than the header is unreadable alone.
 */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  separator: string | undefined,
): AsyncGenerator<readonly ReadRow[]> {
  let splitter: ReturnType<typeof createCsvSplitter> | undefined;
  let header: readonly string[] | undefined;
  const shape = (rows: readonly (CsvRow | UnreadableRow)[]): readonly ReadRow[] => {
    if (header !== undefined) return rows.map((row) => rowOf(header ?? [], row));
    const [first, ...others] = rows;
    if (first === undefined) return [];
    header = headerOf(first);
    return others.map((row) => rowOf(header ?? [], row));
  };
  let opening = "";
  for await (const piece of pieces) {
    opening += piece;
    if (splitter === undefined && !opening.includes("\n")) continue;
    splitter ??= createCsvSplitter(separator ?? separatorOf(opening));
    yield shape(splitter.push(opening.replace(/^\uFEFF/, "")));
    opening = "";
  }
  splitter ??= createCsvSplitter(separator ?? separatorOf(opening));
  yield shape([...splitter.push(opening.replace(/^\uFEFF/, "")), ...splitter.end()]);
}

/** The one of `, ; tab |` that the first line has most of. */
function separatorOf(text: string): string {
  const [line = ""] = text.split("\n", 1);
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

function headerOf(row: CsvRow | UnreadableRow): readonly string[] {
  if ("message" in row) throw new MappingFault(`The header line cannot be read: ${row.message}`);
  const names = row.fields.map((name) => name.trim());
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined) throw new MappingFault(`The header names the column "${twice}" twice.`);
  return names;
}

function rowOf(header: readonly string[], row: CsvRow | UnreadableRow): ReadRow {
  if (isUnreadableCsv(row)) return row;
  const { line, fields } = row;
  if (fields.length !== header.length) {
    const message = `The row has ${fields.length} fields, the header ${header.length}.`;
    return { line, message, original: JSON.stringify(fields) };
  }
  const values: Record<string, unknown> = {};
  for (const [at, name] of header.entries()) values[name] = fields[at];
  return { line, values };
}

function isUnreadableCsv(row: CsvRow | UnreadableRow): row is UnreadableRow {
  return "message" in row;
}
