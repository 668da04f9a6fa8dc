import {
  createMakeRecords,
  createSendRecords,
  errorHeader,
  errorLine,
  findScattered,
  type ImportAnswer,
  type ImportKind,
  type Made,
  type MadeRecord,
  type Mapping,
  refusedRow,
} from "@attune/contract";
import { ServerGone } from "../api/problem.ts";
import { openFileRows } from "./open-file-rows.ts";

export interface ImportRun {
  readonly kind: ImportKind;
  readonly file: File;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
}

export interface ImportState {
  /** Of the file, in [0, 1]. */
  readonly share: number;
  /** Records: orders, not their lines. */
  readonly accepted: number;
  readonly unchanged: number;
  /** Rows of the file. */
  readonly badRows: number;
}

export interface ImportResult extends ImportState {
  /** The bad rows as lines of a CSV file, its header first. */
  readonly errors: readonly string[];
}

const pauseMs = 2_000;

/** Reads the file row by row, makes records and sends them. `post` takes the body of `POST /api/import/{kind}`. Ends early when `signal` says so. */
export async function runImport(
  { kind, file, mapping, dryRun }: ImportRun,
  post: (body: string) => Promise<ImportAnswer>,
  signal: AbortSignal,
  onState: (state: ImportState) => void,
): Promise<ImportResult> {
  const tally = { accepted: 0, unchanged: 0, badRows: 0 };
  const errors: string[] = [errorHeader];
  const source = openFileRows(file);
  const sending = createSendRecords<MadeRecord>({
    post: (body) => patiently(() => post(body), signal),
    dryRun,
    onAnswer: (answer, sent) => {
      tally.accepted += answer.accepted;
      tally.unchanged += answer.unchanged;
      const byLine = new Map(sent.map((made) => [made.line, made]));
      for (const fault of answer.rejected) {
        tally.badRows += 1;
        const made = byLine.get(fault.line) ?? { line: fault.line, record: null, rows: [] };
        errors.push(errorLine(refusedRow(made, fault)));
      }
      onState({ ...tally, share: source.share() });
    },
  });
  const send = async (made: readonly Made[]): Promise<void> => {
    for (const one of made) {
      signal.throwIfAborted();
      if (!("bad" in one)) {
        await sending.add(one);
        continue;
      }
      tally.badRows += one.bad.length;
      errors.push(...one.bad.map(errorLine));
    }
  };
  const scattered =
    mapping.group === undefined
      ? new Set<string>()
      : await findScattered(openFileRows(file).rows, mapping.group);
  const make = createMakeRecords(kind, mapping, source.hasColumns, scattered);
  for await (const rows of source.rows) await send(make.take(rows));
  await send(make.end());
  await sending.end();
  return { ...tally, share: 1, errors };
}

/** While the server is away or wants a rest the same request is made again: what was sent before changes nothing. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      const isPassing =
        error instanceof ServerGone || (error instanceof Error && "status" in error && error.status === 429);
      if (!isPassing) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
