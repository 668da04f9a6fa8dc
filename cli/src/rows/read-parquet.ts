import { zstdDecompressSync } from "node:zlib";
import { createPlainRow, type SourceRow } from "@attune/contract";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { UsageFault } from "../usage-fault.ts";

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
  const plain = createPlainRow(metadata.schema);
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
