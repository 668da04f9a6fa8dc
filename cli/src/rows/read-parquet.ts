import { zstdDecompressSync } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { UsageFault } from "../usage-fault.ts";
import type { SourceRow } from "./source-row.ts";

/** Node's own zstd is several times faster than the portable one. */
const decompressors = { ...compressors, ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input) };

/**
 * The rows of a Parquet file, one list a row group. Decimals come as exact text, dates as `Date`, 64-bit integers as
 * numbers where they are safe, else as text. Another kind of file is a usage fault.
 */
export async function* readParquet(
  path: string,
  onShare: (done: number) => void = () => {},
): AsyncGenerator<readonly SourceRow[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw new UsageFault(
      `${path} is no Parquet file: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const plain = plainReaders(metadata.schema);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors: decompressors });
    const first = rowStart + 1;
    yield rows.map((row, at) => ({ line: first + at, values: plain(row) }));
    rowStart = rowEnd;
    onShare(rowEnd / Number(metadata.num_rows));
  }
}

type Row = Record<string, unknown>;

function plainReaders(schema: readonly SchemaElement[]): (row: Row) => Row {
  const scales = new Map<string, number>();
  for (const column of schema) {
    const scale = decimalScale(column);
    if (scale !== undefined) scales.set(column.name, scale);
  }
  return (row) => {
    for (const name in row) row[name] = plainValue(row[name], scales.get(name));
    return row;
  };
}

function decimalScale(column: SchemaElement): number | undefined {
  if (column.logical_type?.type === "DECIMAL") return column.logical_type.scale;
  return column.converted_type === "DECIMAL" ? (column.scale ?? 0) : undefined;
}

function plainValue(value: unknown, scale: number | undefined): unknown {
  if (typeof value === "number") return scale === undefined ? value : value.toFixed(scale);
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
