import { parentPort, workerData } from "node:worker_threads";
import { systemClock } from "../../kernel/clock.ts";
import { openMemory } from "../../platform/clickhouse/memory.ts";
import { giveBackAtRest } from "../../platform/memory/give-back.ts";
import { openDatabase } from "../../platform/postgres/database.ts";
import { Leader } from "../leader.ts";
import { fillHandsOnThreads } from "./fill-hands.ts";
import type { News, Order, Report, ThreadData } from "./messages.ts";

const connections = 8;

/** The thread of a LeaderThread: opens the stores, leads, and ends when it is told to. */
async function runLeader(port: NonNullable<typeof parentPort>, data: ThreadData): Promise<void> {
  const database = openDatabase(data.postgresUrl, { connections });
  const memory = openMemory(data.clickhouseUrl);
  const leader = new Leader({
    database,
    memory,
    clock: systemClock,
    brand: data.brand,
    fillHands: (here) => fillHandsOnThreads(data, here),
  });
  const report = (one: Report): void => port.postMessage(one);
  const news = (one: News): void => report({ kind: "news", news: one });
  const stop = async (): Promise<void> => {
    await leader.stop();
    await Promise.all([database.close(), memory.close()]);
    port.close();
  };
  port.on("message", (order: Order) => {
    if (order.kind === "handOver") leader.handOver(order.group);
    else if (order.kind === "breakConnections") leader.breakConnections();
    else stop().catch(() => process.exit(1));
  });
  await leader.start({
    leading: (value) => news({ name: "leading", value }),
    folded: (value) => news({ name: "folded", value }),
    sunk: (value) => news({ name: "sunk", value }),
    changed: (value) => news({ name: "changed", value }),
    log: (value) => news({ name: "log", value }),
  });
  report({ kind: "started" });
  giveBackAtRest();
}

if (parentPort !== null) {
  const port = parentPort;
  runLeader(port, workerData as ThreadData).catch((error: unknown) => {
    port.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  });
}
