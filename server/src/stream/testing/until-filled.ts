import type { Database } from "../../platform/postgres/database.ts";

const patienceMs = 20_000;
const lookMs = 20;

/** Resolves when loyalty is kept of everybody. */
export async function untilFilled(database: Database): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const applied = await database.query("select 1 from loyalty_thresholds where applied_at is not null");
    if (applied.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error("Loyalty was not filled in time.");
}
