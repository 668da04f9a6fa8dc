import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { endLater } from "../ending.ts";
import type { HttpReport, PreparedRequest } from "./http-report.ts";

export interface RequestOrder {
  readonly url: string;
  /** Where the requests are written for the generator. */
  readonly folder: string;
  readonly requests: readonly PreparedRequest[];
  readonly seconds: number;
  readonly connections: number;
  /** Without it, as fast as the answers come. */
  readonly perSecond?: number;
}

/** Asks from a process of its own. Rejects when a request failed. */
export async function sendRequests(order: RequestOrder): Promise<HttpReport> {
  const path = join(order.folder, "requests.jsonl");
  writeFileSync(path, order.requests.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const rate = order.perSecond === undefined ? [] : [String(order.perSecond)];
  const child = fork(
    join(import.meta.dirname, "send-requests.ts"),
    [order.url, path, String(order.seconds), String(order.connections), ...rate],
    { execArgv: ["--no-warnings"], stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  endLater(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    return ended;
  });
  const report = await new Promise<HttpReport>((resolve, reject) => {
    child.once("message", (message) => resolve(message as HttpReport)); // send-requests.ts sends nothing else
    child.once("error", reject);
    void ended.then(() => reject(new Error("The generator ended without a report.")));
  });
  if (Object.keys(report.failed).length > 0)
    throw new Error(`Of ${report.requests} requests failed: ${JSON.stringify(report.failed)}`);
  return report;
}
