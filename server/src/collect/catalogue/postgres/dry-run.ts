import type { Database, Transaction } from "../../../platform/postgres/database.ts";

class DryRunEnd extends Error {}

/** Does the work and commits it, or for a dry run does it just the same and takes it back. */
export async function inTransaction<T>(
  database: Database,
  dryRun: boolean,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (!dryRun) return database.transaction(work);
  let done: { readonly result: T } | undefined;
  const end = new DryRunEnd();
  try {
    await database.transaction(async (tx) => {
      done = { result: await work(tx) };
      throw end;
    });
  } catch (error) {
    if (error !== end) throw error;
  }
  if (done === undefined) throw new Error("A dry run ended without having been worked.");
  return done.result;
}
