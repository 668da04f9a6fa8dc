import type { Transaction } from "../../platform/postgres/database.ts";

const positionsPerInbox = 1_000_000;
const hoursPerDay = 24;

/** Makes partitions when they are first needed and remembers those that stand. One a database. */
export interface Partitions {
  /** For the inbox rows of these positions. */
  ensureInbox(tx: Transaction, first: number, last: number): Promise<void>;
  /** For the message ids of these days (days since the epoch). */
  ensureMessageDays(tx: Transaction, days: Iterable<number>): Promise<void>;
}

export function createPartitions(): Partitions {
  const standing = new Set<string>();

  async function ensure(tx: Transaction, name: string, make: () => Promise<void>): Promise<void> {
    if (standing.has(name)) return;
    const [found] = await tx.query<{ name: string | null }>("select to_regclass($1)::text as name", [name]);
    // Remembered only once it was found standing: what this transaction makes may be rolled back.
    if (found?.name) standing.add(name);
    else await make();
  }

  return {
    ensureInbox: async (tx, first, last) => {
      for (
        let part = Math.floor(first / positionsPerInbox);
        part <= Math.floor(last / positionsPerInbox);
        part += 1
      ) {
        const from = part * positionsPerInbox;
        await ensure(tx, `inbox_${part}`, async () => {
          await tx.query(
            `create table inbox_${part} partition of inbox for values from (${from}) to (${from + positionsPerInbox})`,
          );
        });
      }
    },
    ensureMessageDays: async (tx, days) => {
      for (const day of days) await ensure(tx, `message_seen_${day}`, () => makeMessageDay(tx, day));
    },
  };
}

/** Ids told early for that day (a sender's clock ran ahead) lie in the default partition and move. */
async function makeMessageDay(tx: Transaction, day: number): Promise<void> {
  const [from, until] = [day * hoursPerDay, (day + 1) * hoursPerDay];
  await tx.query(`create table message_seen_${day} (like message_seen including all)`);
  await tx.query(
    `with moved as (delete from message_seen_other where hour >= ${from} and hour < ${until} returning *)
     insert into message_seen_${day} select * from moved`,
  );
  await tx.query(
    `alter table message_seen attach partition message_seen_${day} for values from (${from}) to (${until})`,
  );
}
