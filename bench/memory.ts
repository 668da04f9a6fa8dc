import { writeRunEvents } from "./load/run-events.ts";
import { atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { burst } from "./server/burst.ts";
import { memoryMbOf, type Part, total } from "./server/processes.ts";
import { startLoaded } from "./server/under-load.ts";

const batchSize = 100;
const sampleMs = 500;

/** Memory of all processes of the product: at rest on a loaded world, and the most while events come in at full speed. */
export async function measure(scale: Scale): Promise<Measured> {
  const { server, folder } = await startLoaded(scale);
  const file = await writeRunEvents(scale, folder, scale.events, batchSize);
  await new Promise((resolve) => setTimeout(resolve, scale.quick ? 2_000 : 15_000));
  const idle = memoryMbOf(server.pid);
  tell("At rest", idle);
  const samples: Readonly<Record<Part, number>>[] = [];
  const timer = setInterval(() => samples.push(memoryMbOf(server.pid)), sampleMs);
  await burst(server, file, batchSize);
  clearInterval(timer);
  const most = samples.reduce((a, b) => (total(b) > total(a) ? b : a), memoryMbOf(server.pid));
  tell("At most under load", most);
  await server.stop();
  return {
    figures: {
      idle_mb: total(idle),
      load_mb: total(most),
      idle_program_mb: idle.program,
      idle_postgres_mb: idle.postgres,
      idle_clickhouse_mb: idle.clickhouse,
      load_program_mb: most.program,
      load_postgres_mb: most.postgres,
      load_clickhouse_mb: most.clickhouse,
    },
    promises: [
      atMost("Megabytes of all processes at rest", total(idle), 700),
      atMost("Megabytes of all processes under load", total(most), 3_000),
    ],
  };
}

function tell(when: string, of: Readonly<Record<Part, number>>): void {
  say(
    `${when}: ${Math.round(total(of))} MB (program ${Math.round(of.program)}, Postgres ${Math.round(of.postgres)}, ClickHouse ${Math.round(of.clickhouse)}).`,
  );
}
