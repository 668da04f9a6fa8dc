import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import { writeRunEvents } from "../load/run-events.ts";
import { startLoad } from "../load/start-load.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { makeSpareLogFiles } from "../world/log-files.ts";
import { openWorld } from "../world/open-world.ts";
import { type BenchServer, startBenchServer } from "./bench-server.ts";
import { machineBusyMs, shareOfOthers } from "./machine.ts";
import { cpuOf, total } from "./processes.ts";
import { untilSettled } from "./settle.ts";

/** The compiler works longest in the first seconds of a program. */
const warmUpMs = 8_000;
/** As shops' servers and pages send at such a rate, not as a bulk load does. */
const batchSize = 10;

/** Runs `work` on a loaded world while events come in at a set rate, in batches of ten. `prepare` changes the world before the product runs on it. */
export async function underLoad<T>(
  scale: Scale,
  eventsPerSecond: number,
  work: (server: BenchServer, folder: string) => Promise<T>,
  prepare?: (folder: string) => Promise<void>,
): Promise<T> {
  const { server, folder } = await startLoaded(scale, prepare);
  const file = await writeRunEvents(scale, folder, (scale.seconds + 30) * eventsPerSecond, batchSize);
  const load = startLoad(server, { path: file.path, batchSize, connections: 8, eventsPerSecond });
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  const [startedAt, cpuBefore, busyBefore] = [performance.now(), total(cpuOf(server.pid)), machineBusyMs()];
  const result = await work(server, folder);
  const others = shareOfOthers(
    machineBusyMs() - busyBefore,
    total(cpuOf(server.pid)) - cpuBefore,
    performance.now() - startedAt,
  );
  load.stop();
  const sent = await load.done;
  say(
    `Meanwhile ${Math.round(sent.eventsPerSecond)} events/s came in; batches were answered after ${sent.p50Ms.toFixed(1)} ms (p50), ${sent.p99Ms.toFixed(1)} ms (p99).`,
  );
  say(`Others, the generators of load among them, had ${Math.round(others * 100)} % of the machine.`);
  if (sent.eventsPerSecond < eventsPerSecond * 0.95)
    say(`The load fell behind its ${eventsPerSecond} events/s: the machine was too busy.`);
  await server.stop();
  return result;
}

/** The product on a loaded world, when it has done what it does after a start. */
export async function startLoaded(
  scale: Scale,
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly server: BenchServer; readonly folder: string }> {
  const folder = await openWorld(scale);
  await prepare(folder);
  const server = await startBenchServer(folder);
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  await untilSettled(database);
  await makeSpareLogFiles(database);
  await database.close();
  return { server, folder };
}
