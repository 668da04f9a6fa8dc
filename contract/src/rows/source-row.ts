/** One row of a file, before it is mapped. `line` is where it starts: 1 is the first line of the file (CSV: the header), or the first row of a Parquet file. */
export interface SourceRow {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A piece of the file that cannot be read as a row; the rest goes on. */
export interface UnreadableRow {
  readonly line: number;
  readonly message: string;
  readonly original: string;
}

export type ReadRow = SourceRow | UnreadableRow;

export function isUnreadable(row: ReadRow): row is UnreadableRow {
  return "message" in row;
}
