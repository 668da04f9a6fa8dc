import {
  createMakeRecords,
  createSendRecords,
  findScattered,
  type ImportKind,
  type Made,
  type MadeRecord,
  type Mapping,
  refusedRow,
} from "@attune/contract";
import { createProgress, type ProgressForm } from "../progress.ts";
import { openRows } from "../rows/open-rows.ts";
import type { ServerDoor } from "../server-door.ts";
import type { Terminal } from "../terminal.ts";
import { createErrorFile } from "./error-file.ts";
import { postRecords } from "./post-records.ts";

export interface ImportFile {
  readonly kind: ImportKind;
  readonly path: string;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
  readonly errorsPath: string;
  readonly progress: ProgressForm;
}

export interface ImportResult {
  /** Records: orders, not their lines. */
  readonly accepted: number;
  readonly unchanged: number;
  /** Rows of the file in the error file. */
  readonly badRows: number;
  readonly seconds: number;
}

/** Reads a file row by row, makes records, sends them, and writes bad rows to the error file. Memory does not grow with the file. */
export async function importFile(
  options: ImportFile,
  openDoor: () => ServerDoor,
  terminal: Terminal,
): Promise<ImportResult> {
  const { kind, mapping } = options;
  const startedAt = terminal.now();
  const source = openRows(options.path, reading(mapping));
  const errors = createErrorFile(options.errorsPath);
  const progress = createProgress(terminal, options.progress, kind);
  const tally = { accepted: 0, unchanged: 0, badRows: 0 };
  const sending = createSendRecords<MadeRecord>({
    post: postRecords(openDoor(), kind),
    dryRun: options.dryRun,
    onAnswer: (answer, sent) => {
      tally.accepted += answer.accepted;
      tally.unchanged += answer.unchanged;
      const byLine = new Map(sent.map((made) => [made.line, made]));
      const bad = answer.rejected.map((fault) =>
        refusedRow(byLine.get(fault.line) ?? unknown(fault.line), fault),
      );
      tally.badRows += bad.length;
      errors.write(bad);
      const count = tally.accepted + tally.unchanged;
      progress.show({ count, share: source.share(), bad: tally.badRows });
    },
  });
  const send = async (made: readonly Made[]): Promise<void> => {
    for (const one of made) {
      if (!("bad" in one)) {
        await sending.add(one);
        continue;
      }
      tally.badRows += one.bad.length;
      errors.write(one.bad);
    }
  };
  try {
    const scattered = await scatteredIn(options);
    const make = createMakeRecords(kind, mapping, source.hasColumns, scattered);
    for await (const rows of source.rows) await send(make.take(rows));
    await send(make.end());
    await sending.end();
  } finally {
    progress.end();
    errors.close();
  }
  return { ...tally, seconds: (terminal.now() - startedAt) / 1000 };
}

async function scatteredIn({ path, mapping }: ImportFile): Promise<ReadonlySet<string>> {
  if (mapping.group === undefined) return new Set();
  return await findScattered(openRows(path, reading(mapping)).rows, mapping.group);
}

function reading(mapping: Mapping): { readonly encoding?: string; readonly separator?: string } {
  const { encoding, separator } = mapping;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
  };
}

function unknown(line: number): MadeRecord {
  return { line, record: null, rows: [] };
}
