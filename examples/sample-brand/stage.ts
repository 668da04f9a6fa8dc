import { postRecords, type ServerDoor } from "@attune/cli";
import { createSendRecords, type ImportKind, type RejectedRow } from "@attune/contract";

/** One step of the loading, as it is told on the standard output. */
export interface StageReport {
  readonly stage: string;
  readonly done: number;
  /** In [0, 1]. */
  readonly share: number;
  readonly finished: boolean;
  readonly seconds: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export type Report = (report: StageReport) => void;

/** Sends all records of one kind and answers when they can be read. A refused record fails the stage: the sample has none. */
export async function loadStage(options: {
  readonly door: ServerDoor;
  readonly kind: ImportKind;
  readonly stage: string;
  readonly records: Iterable<unknown>;
  /** Where in the whole a record is, in [0, 1]. */
  readonly shareOf: (record: unknown) => number;
  readonly report: Report;
}): Promise<void> {
  const { door, kind, stage, records, shareOf, report } = options;
  const startedMs = performance.now();
  const rejected: RejectedRow[] = [];
  let number = 0;
  let done = 0;
  let unchanged = 0;
  let share = 0;
  const tell = (finished: boolean): void =>
    report({
      stage,
      done,
      share: finished ? 1 : share,
      finished,
      seconds: (performance.now() - startedMs) / 1000,
      unchanged,
      rejected: rejected.length,
    });
  const sending = createSendRecords({
    post: postRecords(door, kind),
    dryRun: false,
    onAnswer: (answer, rows) => {
      done += rows.length;
      unchanged += answer.unchanged;
      rejected.push(...answer.rejected);
      tell(false);
    },
  });
  for (const record of records) {
    number += 1;
    share = shareOf(record);
    await sending.add({ line: number, record });
  }
  await sending.end();
  tell(true);
  const [first] = rejected;
  if (first !== undefined) {
    throw new Error(
      `${rejected.length} ${stage} were refused; number ${first.line}: ${first.path} ${first.message}`,
    );
  }
}
