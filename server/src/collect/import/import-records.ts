import type { EventRecord, RejectedRow } from "@attune/contract";
import { digestUuid } from "../../kernel/digest.ts";
import type { ImportKey, ImportKeys } from "./import-ports.ts";
import { isRejected, type JudgedRow, type Judgement } from "./judged-row.ts";

/** What is to be done about rows that go through the inbox. */
export interface ImportPlan {
  readonly events: readonly EventRecord[];
  /** To be remembered once the events are in the inbox. */
  readonly keys: readonly ImportKey[];
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
}

/** Compares rows with what was taken before, and with the rows before them in the same request. */
export async function planImport(
  keys: ImportKeys,
  brandId: number,
  judged: readonly Judgement[],
): Promise<ImportPlan> {
  const rejected = judged.filter(isRejected);
  const good = judged.flatMap((row) => (isRejected(row) ? [] : [{ row, digest: digestUuid(row.key) }]));
  const known = new Map(
    good.length === 0 ? [] : await keys.find(brandId, [...new Set(good.map((one) => one.digest))]),
  );
  const events: EventRecord[] = [];
  const changed = new Map<string, ImportKey>();
  let unchanged = 0;
  for (const { row, digest } of good) {
    const before = known.get(digest);
    if (before !== undefined && (before.content === row.content || row.onOther === "repeat")) {
      unchanged += 1;
    } else if (before !== undefined && row.onOther === "conflict") {
      rejected.push(conflict(row));
    } else {
      const after = { digest, content: row.content, revision: (before?.revision ?? 0) + 1 };
      events.push(row.event(naturalKeyOf(row, after.revision)));
      known.set(digest, after);
      changed.set(digest, after);
    }
  }
  return { events, keys: [...changed.values()], unchanged, rejected };
}

/** What may change has a natural key for each revision, so that A, then B, then A again are three changes and no repeat. */
function naturalKeyOf(row: JudgedRow, revision: number): string {
  return row.onOther === "change" ? `${row.key}:${revision}:${row.content}` : row.key;
}

function conflict({ line }: JudgedRow): RejectedRow {
  return {
    line,
    code: "import.conflict",
    path: "",
    message:
      "A record with this key but other content was taken before. Send what changed as an event, such as Order Updated.",
  };
}
