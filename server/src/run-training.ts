import { constants, setPriority } from "node:os";
import { platform, resourceUsage } from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { readLessons } from "./decide/clickhouse/lesson-reader.ts";
import { trainOnce } from "./decide/index.ts";
import { createModelStore } from "./decide/postgres/model-store.ts";
import { openMemory } from "./platform/clickhouse/memory.ts";
import { openDatabase } from "./platform/postgres/database.ts";
import type { TrainingOrder } from "./training-thread.ts";

/** The thread of `trainOnThread`: opens the stores, trains once, and ends. */
async function runTraining({ postgresUrl, clickhouseUrl, brandId, nowMs }: TrainingOrder): Promise<void> {
  // On Linux this is the thread's own: decisions and events go first.
  if (platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const database = openDatabase(postgresUrl, { connections: 1 });
  const memory = openMemory(clickhouseUrl);
  try {
    const ports = {
      read: (id: number, until: number) => readLessons(memory, id, until),
      store: createModelStore(database),
      peakMb: () => Math.round(resourceUsage().maxRSS / 1_024),
    };
    await trainOnce(ports, brandId, nowMs);
  } finally {
    await Promise.all([database.close(), memory.close()]);
  }
}

// What the thread was started with.
if (parentPort !== null) await runTraining(workerData as TrainingOrder);
