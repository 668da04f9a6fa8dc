import { fork } from "node:child_process";
import { join } from "node:path";
import type { LoadReport } from "@attune/simulator";
import { endLater } from "../ending.ts";
import type { BenchServer } from "../server/bench-server.ts";

export interface Load {
  /** When every batch was answered. */
  readonly done: Promise<Sent>;
  /** Ends it early; `done` tells what was sent until then. */
  stop(): void;
}

export interface Sent extends LoadReport {
  /** Processor time of the generator. */
  readonly cpuMs: number;
}

export interface LoadOrder {
  /** Bodies, one a line. */
  readonly path: string;
  /** Events in each body. */
  readonly batchSize: number;
  readonly connections: number;
  /** Without it, as fast as the answers come. */
  readonly eventsPerSecond?: number;
}

/** Sends a file of batches from a process of its own. Rejects when an event was not acknowledged. */
export function startLoad(server: BenchServer, order: LoadOrder): Load {
  const { path, batchSize, connections, eventsPerSecond } = order;
  const rate = eventsPerSecond === undefined ? [] : [String(eventsPerSecond)];
  const child = fork(
    join(import.meta.dirname, "send-batches.ts"),
    [server.url, server.secretKey, path, String(connections), String(batchSize), ...rate],
    { execArgv: ["--no-warnings"], stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  endLater(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    return ended;
  });
  const done = new Promise<Sent>((resolve, reject) => {
    child.once("message", (message) => {
      const { report, cpuMs } = message as { report: LoadReport; cpuMs: number }; // send-batches.ts sends nothing else
      if (report.acknowledged < report.sent)
        reject(new Error(`Not everything was acknowledged: ${JSON.stringify(report)}`));
      else resolve({ ...report, cpuMs });
    });
    child.once("error", reject);
    void ended.then(() => reject(new Error("The load generator ended without a report.")));
  });
  done.catch(() => undefined); // whoever waits for it is told
  return { done, stop: () => child.kill("SIGTERM") };
}
