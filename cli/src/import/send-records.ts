import { type ServerDoor, ServerFault } from "../server-door.ts";
import type { RowFault } from "./map-row.ts";
import type { ImportKind } from "./record-types.ts";

/** A record and the number by which the server names it when it is bad. */
export interface ImportRow {
  readonly line: number;
  readonly record: unknown;
}

/** What the import door says of one request. */
export interface ImportAnswer {
  readonly accepted: number;
  /** Known before and the same: nothing was done. */
  readonly unchanged: number;
  readonly rejected: readonly (RowFault & { readonly line: number })[];
}

/** A request holds at most this much. */
export const mostRows = 1_000;
const mostBytes = 3_500_000;

export interface SendRecords<Row extends ImportRow> {
  /** Resolves when there is room for more: at most `connections` requests are under way. */
  add(row: Row): Promise<void>;
  /** Resolves when all is answered. */
  end(): Promise<void>;
}

/** Sends records to `POST /api/import/{kind}` in requests of up to 1,000 rows; `onAnswer` is told of each answer. */
export function createSendRecords<Row extends ImportRow>(options: {
  readonly door: ServerDoor;
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  readonly connections?: number;
  readonly onAnswer: (answer: ImportAnswer, rows: readonly Row[]) => void;
}): SendRecords<Row> {
  const { door, kind, dryRun, onAnswer, connections = 2 } = options;
  const underWay = new Set<Promise<void>>();
  let failure: unknown;
  let rows: Row[] = [];
  let texts: string[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const sent = rows;
    const body = `{"dryRun":${dryRun},"rows":[${texts.join(",")}]}`;
    rows = [];
    texts = [];
    bytes = 0;
    const answered = door
      .call("POST", `/api/import/${kind}`, body)
      .then((answer) => onAnswer(readAnswer(answer), sent))
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(answered));
    underWay.add(answered);
    while (underWay.size >= connections) await Promise.race(underWay);
    if (failure !== undefined) throw failure;
  };
  return {
    add: async (row) => {
      const text = `{"line":${row.line},"record":${JSON.stringify(row.record)}}`;
      const size = Buffer.byteLength(text) + 1;
      if (bytes + size > mostBytes) await flush();
      rows.push(row);
      texts.push(text);
      bytes += size;
      if (rows.length >= mostRows) await flush();
    },
    end: async () => {
      await flush();
      await Promise.all(underWay);
      if (failure !== undefined) throw failure;
    },
  };
}

function readAnswer(answer: unknown): ImportAnswer {
  const { accepted, unchanged, rejected } = (answer ?? {}) as Partial<ImportAnswer>; // checked next
  if (typeof accepted !== "number" || typeof unchanged !== "number" || !Array.isArray(rejected)) {
    throw new ServerFault(
      "The import door gave an answer of another form. Do the tool and the server have one version?",
    );
  }
  return { accepted, unchanged, rejected };
}
