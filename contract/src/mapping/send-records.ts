import { type ImportAnswer, type ImportRow, mostImportRows } from "../import.ts";

/** The door takes 4 MiB. */
const mostBytes = 3_500_000;
const encoder = new TextEncoder();

export interface SendRecords<Row extends ImportRow> {
  /** Resolves when there is room for more: at most `connections` requests are under way. */
  add(row: Row): Promise<void>;
  /** Resolves when all is answered and can be read. */
  end(): Promise<void>;
}

/** Sends records in requests of up to 1,000 rows; `onAnswer` is told of each answer. */
export function createSendRecords<Row extends ImportRow>(options: {
  /** Takes the body of `POST /api/import/{kind}`. */
  readonly post: (body: string) => Promise<ImportAnswer>;
  readonly dryRun: boolean;
  readonly connections?: number;
  readonly onAnswer: (answer: ImportAnswer, rows: readonly Row[]) => void;
}): SendRecords<Row> {
  const { post, dryRun, onAnswer, connections = 2 } = options;
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
    const answered = post(body)
      .then((answer) => onAnswer(answer, sent))
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
      const size = encoder.encode(text).length + 1;
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
