import type { Queryable } from "../../server/src/platform/postgres/database.ts";
import { say } from "../report.ts";

const patienceMs = 300_000;

/** Waits until the program has done what it does after a start: timers that ran out since the world was loaded, first recommendations. */
export async function untilSettled(db: Queryable): Promise<void> {
  await untilTimersAreIdle(db);
  for (let quietTurns = 0; quietTurns < 5; ) {
    const [row] = await db.query<{ busy: number }>(
      "select count(*) as busy from pg_stat_activity where application_name = 'attune' and state = 'active' and pid <> pg_backend_pid() and query not like '%advisory_lock%'",
    );
    quietTurns = row?.busy === 0 ? quietTurns + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function untilTimersAreIdle(db: Queryable): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let told = false;
  for (;;) {
    const [row] = await db.query<{ due: number }>(
      "select count(*) as due from (select 1 from profile where timer_at <= now() limit 100000) as waiting",
    );
    const due = row?.due ?? 0;
    if (due < 10) return;
    if (!told) say(`${due} timers ran out since the world was loaded …`);
    told = true;
    if (performance.now() > deadline) throw new Error(`${due} timers are still waiting.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
