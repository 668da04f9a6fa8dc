import { statSync } from "node:fs";
import { type ReadRow, readCsv, readJsonLines } from "@attune/contract";
import { UsageFault } from "../usage-fault.ts";
import { readParquet } from "./read-parquet.ts";
import { readText } from "./read-text.ts";

/** A file that is being read. */
export interface OpenRows {
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** Whether every row has the same columns, so that a missing one is a mistake in the mapping. */
  readonly hasColumns: boolean;
  /** How much has been read, in [0, 1]. */
  share(): number;
}

export interface Reading {
  readonly encoding?: string;
  readonly separator?: string;
}

/** Opens a `.csv`, `.tsv`, `.jsonl`, `.ndjson` (each also `.gz`) or `.parquet` file. */
export function openRows(path: string, reading: Reading = {}): OpenRows {
  const size = sizeOf(path);
  const form = /\.(csv|tsv|jsonl|ndjson|parquet)(\.gz)?$/i.exec(path.toLowerCase());
  if (form === null || (form[1] === "parquet" && form[2] !== undefined)) {
    throw new UsageFault(
      `${path}: name a .csv, .tsv, .jsonl or .ndjson file (each may end in .gz) or a .parquet file.`,
    );
  }
  let read = 0;
  const share = (): number => (size === 0 ? 1 : Math.min(1, read / size));
  if (form[1] === "parquet") {
    const onShare = (done: number): void => {
      read = done * size;
    };
    return { rows: readParquet(path, onShare), hasColumns: true, share };
  }
  const text = readText(path, reading.encoding ?? "utf-8", (bytes) => {
    read += bytes;
  });
  if (form[1] === "jsonl" || form[1] === "ndjson")
    return { rows: readJsonLines(text), hasColumns: false, share };
  const separator = reading.separator ?? (form[1] === "tsv" ? "\t" : undefined);
  return { rows: readCsv(text, separator), hasColumns: true, share };
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageFault(`There is no file ${path}.`);
  if (!found.isFile()) throw new UsageFault(`${path} is not a file.`);
  return found.size;
}
