import { parentPort, workerData } from "node:worker_threads";
import { openMemory } from "../../platform/clickhouse/memory.ts";
import { openDatabase } from "../../platform/postgres/database.ts";
import { readEngagement } from "../../profile/loyalty/clickhouse/read-engagement.ts";
import type { WriteLines } from "../../profile/loyalty/postgres/fill-brand.ts";
import { openFillHand } from "../../profile/loyalty/postgres/fill-hand.ts";
import type { FillHandData, FillOrder, FillReport } from "./fill-messages.ts";

const connections = 4;

/** The thread of a hand: reads and works out; what is to be written goes to whoever opened it. */
async function runFillHand(port: NonNullable<typeof parentPort>, data: FillHandData): Promise<void> {
  const { postgresUrl, clickhouseUrl, brand, nowMs } = data;
  const database = openDatabase(postgresUrl, { connections });
  const memory = openMemory(clickhouseUrl);
  const engagement: Parameters<typeof openFillHand>[1] = (range) =>
    readEngagement(memory, brand.brandId, range);
  const hand = await openFillHand({ database, brand }, engagement, nowMs);
  const report = (one: FillReport): void => port.postMessage(one);
  let written: () => void = () => undefined;
  const write: WriteLines = (lines) =>
    new Promise((resolve) => {
      written = resolve;
      report({ kind: "write", lines });
    });
  const follow = async (order: FillOrder): Promise<void> => {
    if (order.kind === "written") written();
    else if (order.kind === "measure")
      report({ kind: "measured", gathered: await hand.measure(order.ranges, write) });
    else if (order.kind === "tell") report({ kind: "told", count: await hand.tell(order.thresholds, write) });
    else {
      await Promise.all([database.close(), memory.close()]);
      port.close();
    }
  };
  port.on("message", (order: FillOrder) => {
    follow(order).catch(failed);
  });
  report({ kind: "opened" });
}

/** Whoever opened the thread hears of it as its end. */
function failed(error: unknown): never {
  throw error;
}

if (parentPort !== null) {
  const port = parentPort;
  runFillHand(port, workerData as FillHandData).catch((error: unknown) => {
    process.nextTick(() => failed(error));
  });
}
