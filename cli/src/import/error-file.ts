import { closeSync, openSync, writeSync } from "node:fs";
import { type BadRow, errorHeader, errorLine } from "@attune/contract";
import { UsageFault } from "../usage-fault.ts";

/** A CSV file of what was wrong: line, code, path, message, original. It is made with the first bad row. */
export interface ErrorFile {
  readonly path: string;
  write(rows: readonly BadRow[]): void;
  close(): void;
}

export function createErrorFile(path: string): ErrorFile {
  let file: number | undefined;
  return {
    path,
    write: (rows) => {
      if (rows.length === 0) return;
      if (file === undefined) {
        file = open(path);
        writeSync(file, `${errorHeader}\n`);
      }
      for (const row of rows) writeSync(file, `${errorLine(row)}\n`);
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new UsageFault(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
