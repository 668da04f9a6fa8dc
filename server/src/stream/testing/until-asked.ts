import type { OpenStream } from "./open-stream.ts";

const patienceMs = 30_000;
const lookMs = 20;

/** Resolves when nobody's answer has run out, every row of loyalty is of now, and thresholds are of today. */
export async function untilAsked({ stores, clock }: OpenStream): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const [row] = await stores.database.query<{ waits: boolean }>(
      `select exists (select 1 from profile where timer_at <= $1)
         or exists (select 1 from loyalty where until_at <= $1)
         or not exists (select 1 from loyalty_thresholds where applied_at is not null and computed_at > $1::timestamptz - interval '1 hour'
                          and version = (select max(version) from loyalty_thresholds)) as waits`,
      [new Date(clock.now())],
    );
    if (row?.waits === false) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error("Some customers were not asked in time.");
}
