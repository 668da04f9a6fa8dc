import { createPlainRow, MappingFault, type ReadRow, readCsv, readJsonLines } from "@attune/contract";
import { words } from "../words/words.ts";

/** A file of the browser's, read from its start. */
export interface FileRows {
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** Whether every row has the same columns. */
  readonly hasColumns: boolean;
  /** How much has been read, in [0, 1]. */
  share(): number;
}

/** Reads a `.csv`, `.tsv`, `.jsonl`, `.ndjson` (each also `.gz`) or `.parquet` file piece by piece. @throws MappingFault for any other. */
export function openFileRows(file: File): FileRows {
  const form = /\.(csv|tsv|txt|jsonl|ndjson|parquet)(\.gz)?$/i.exec(file.name.toLowerCase());
  if (form === null || (form[1] === "parquet" && form[2] !== undefined))
    throw new MappingFault(words.imports.noSuchFile);
  let read = 0;
  const share = (): number => (file.size === 0 ? 1 : Math.min(1, read / file.size));
  if (form[1] === "parquet") {
    return { rows: readParquet(file, (done) => (read = done * file.size)), hasColumns: true, share };
  }
  const text = textOf(file, form[2] !== undefined, (bytes) => {
    read += bytes;
  });
  if (form[1] === "jsonl" || form[1] === "ndjson")
    return { rows: readJsonLines(text), hasColumns: false, share };
  return { rows: readCsv(text, form[1] === "tsv" ? "\t" : undefined), hasColumns: true, share };
}

async function* textOf(
  file: File,
  isPacked: boolean,
  onRead: (bytes: number) => void,
): AsyncGenerator<string> {
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, out) => {
        onRead(piece.length);
        out.enqueue(piece);
      },
    }),
  );
  const plain = isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const reader = plain.pipeThrough(new TextDecoderStream("utf-8")).getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    // Whoever stops early, as a preview does, needs no more of the file.
    await reader.cancel().catch(() => undefined);
  }
}

async function* readParquet(file: File, onShare: (done: number) => void): AsyncGenerator<readonly ReadRow[]> {
  const [{ parquetMetadataAsync, parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("./parquet-compressors.ts"),
  ]);
  const source = {
    byteLength: file.size,
    slice: (from: number, until?: number): Promise<ArrayBuffer> => file.slice(from, until).arrayBuffer(),
  };
  const metadata = await parquetMetadataAsync(source).catch(() => {
    throw new MappingFault(words.imports.noParquet);
  });
  const plain = createPlainRow(metadata.schema);
  let rowStart = 0;
  for (const rowEnd of piecesOf(metadata.row_groups.map(({ num_rows }) => Number(num_rows)))) {
    const rows = await parquetReadObjects({ file: source, metadata, rowStart, rowEnd, compressors });
    const first = rowStart + 1;
    yield rows.map((row, at) => ({ line: first + at, values: plain(row) }));
    rowStart = rowEnd;
    onShare(rowEnd / Number(metadata.num_rows));
  }
}

const mostAtFirst = 50;

/** Where pieces end: the first is short, so that somebody who only looks need not wait for a whole group; then one a group. */
function piecesOf(groups: readonly number[]): readonly number[] {
  const ends: number[] = [];
  let end = 0;
  for (const rows of groups) {
    if (end === 0 && rows > mostAtFirst) ends.push(mostAtFirst);
    end += rows;
    ends.push(end);
  }
  return ends;
}
