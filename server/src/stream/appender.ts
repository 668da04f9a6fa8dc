import type { InboxRecord } from "@attune/contract";
import type { Inbox } from "../collect/index.ts";
import { copyText } from "../platform/postgres/copy-text.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import type { Partitions } from "./postgres/partitions.ts";

/** A record with its place in the inbox. */
export interface Positioned {
  readonly position: number;
  readonly record: InboxRecord;
}

interface Waiting {
  readonly brandId: number;
  readonly records: readonly InboxRecord[];
  readonly bodies: readonly string[];
  readonly resolve: (positions: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
}

const recordsPerCommit = 10_000;

/**
 * Appends with group commit: what comes in during one commit goes into the next. `onAppended` hands committed records on,
 * so that the fold in the same process need not read them back.
 */
export function createAppender(
  database: Database,
  partitions: Partitions,
  onAppended: (brandId: number, records: readonly Positioned[]) => void,
): Inbox {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        settle(group, await commit(database, partitions, group));
      } catch (error) {
        for (const one of group) one.reject(error);
      }
    }
    running = false;
  }

  function takeGroup(): readonly Waiting[] {
    const brandId = waiting[0]?.brandId;
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    let count = 0;
    for (const one of waiting) {
      const fits = one.brandId === brandId && (count === 0 || count + one.records.length <= recordsPerCommit);
      (fits ? group : rest).push(one);
      if (fits) count += one.records.length;
    }
    waiting = rest;
    return group;
  }

  function settle(group: readonly Waiting[], first: number): void {
    let position = first;
    const appended: Positioned[] = [];
    for (const one of group) {
      const positions = one.records.map((record) => {
        appended.push({ position, record });
        position += 1;
        return position - 1;
      });
      one.resolve(positions);
    }
    onAppended(group[0]?.brandId ?? 0, appended);
  }

  return {
    append: (brandId, records) =>
      new Promise((resolve, reject) => {
        if (records.length === 0) return resolve([]);
        waiting.push({
          brandId,
          records,
          bodies: records.map((record) => JSON.stringify(record)),
          resolve,
          reject,
        });
        if (!running) run().catch(reject);
      }),
  };
}

/** The first position of the group. The head's row lock is held until the commit, so positions are dense and in commit order. */
async function commit(
  database: Database,
  partitions: Partitions,
  group: readonly Waiting[],
): Promise<number> {
  const brandId = group[0]?.brandId ?? 0;
  const count = group.reduce((sum, one) => sum + one.bodies.length, 0);
  return database.transaction(async (tx) => {
    const last = await bumpHead(tx, brandId, count);
    const first = last - count + 1;
    await partitions.ensureInbox(tx, first, last);
    let position = first - 1;
    const lines = group.flatMap((one) =>
      one.bodies.map((body) => {
        position += 1;
        return `${brandId}\t${position}\t${copyText(body)}\n`;
      }),
    );
    await tx.copyIn("copy inbox (brand_id, position, body) from stdin", lines.join(""));
    await tx.query("select pg_notify('attune_inbox', $1)", [String(brandId)]);
    return first;
  });
}

async function bumpHead(tx: Transaction, brandId: number, count: number): Promise<number> {
  const [head] = await tx.query<{ position: number }>(
    "update inbox_head set position = position + $2 where brand_id = $1 returning position",
    [brandId, count],
  );
  if (!head) throw new Error(`Brand ${brandId} has no inbox.`);
  return head.position;
}
