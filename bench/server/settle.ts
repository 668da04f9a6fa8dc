import type { Queryable } from "../../server/src/platform/postgres/database.ts";
import { say } from "../report.ts";

const patienceMs = 300_000;

/** Waits until the customers whose timers ran out since the world was loaded have been asked anew. */
export async function untilTimersAreIdle(db: Queryable): Promise<void> {
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
