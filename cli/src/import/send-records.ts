import {
  type ImportAnswer,
  type ImportKind,
  type ImportRow,
  importAnswerSchema,
  mostImportRows,
} from "@attune/contract";
import { type ServerDoor, ServerFault } from "../server-door.ts";

/** The door takes 4 MiB. */
const mostBytes = 3_500_000;

export interface SendRecords<Row extends ImportRow> {
  /** Resolves when there is room for more: at most `connections` requests are under way. */
  add(row: Row): Promise<void>;
  /** Resolves when all is answered and can be read. */
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
  const flush = async (wait: boolean): Promise<void> => {
    const sent = rows;
    const body = `{"dryRun":${dryRun},"wait":${wait},"rows":[${texts.join(",")}]}`;
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
      // Before, not after: the last request, which is waited for, then never is an empty one.
      if (bytes + size > mostBytes || rows.length >= mostImportRows) await flush(false);
      rows.push(row);
      texts.push(text);
      bytes += size;
    },
    end: async () => {
      await Promise.all(underWay);
      if (rows.length > 0) await flush(true);
      await Promise.all(underWay);
      if (failure !== undefined) throw failure;
    },
  };
}

function readAnswer(answer: unknown): ImportAnswer {
  const read = importAnswerSchema.safeParse(answer);
  if (!read.success) {
    throw new ServerFault(
      "The import door answers in another form. Do the tool and the server have one version?",
    );
  }
  return read.data;
}
