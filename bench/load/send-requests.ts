/**
 * Asks the requests of a file again and again, a process of its own, and tells an HttpReport.
 * `node send-requests.ts URL FILE SECONDS CONNECTIONS [REQUESTS_PER_SECOND]`: without a rate, as fast as the answers come.
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { quantile } from "../report.ts";
import type { HttpReport, PreparedRequest } from "./http-report.ts";

const [url = "", path = "", forSeconds = "10", connections = "16", rate] = process.argv.slice(2);
const prepared = readFileSync(path, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => prepare(JSON.parse(line) as PreparedRequest)); // written by startRequests
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections), scheduling: "fifo" });
const target = new URL(url);
const latencies: number[] = [];
const failures = new Map<string, number>();
let bytes = 0;
let next = 0;
process.on("disconnect", () => process.exit(1));

const startedAt = performance.now();
const endsAt = startedAt + Number(forSeconds) * 1000;
await (rate === undefined ? askInTurn() : askAtRate(Number(rate)));
const seconds = (performance.now() - startedAt) / 1000;
const report: HttpReport = {
  requests: latencies.length,
  failed: Object.fromEntries(failures),
  seconds,
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  maxMs: quantile(latencies, 1),
  answerBytes: bytes / Math.max(1, latencies.length),
};
agent.destroy();
process.send?.(report);
process.disconnect?.();

async function askInTurn(): Promise<void> {
  const worker = async (): Promise<void> => {
    while (performance.now() < endsAt) await ask(performance.now());
  };
  await Promise.all(Array.from({ length: Number(connections) }, worker));
}

/** Every millisecond asks what has become due, whether or not what was asked before is answered. */
async function askAtRate(perSecond: number): Promise<void> {
  const asked: Promise<void>[] = [];
  for (let dueAt = startedAt; dueAt < endsAt; dueAt += 1000 / perSecond) {
    while (performance.now() < dueAt) await new Promise((resolve) => setTimeout(resolve, 1));
    asked.push(ask(dueAt));
  }
  await Promise.all(asked);
}

interface Ready {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | undefined;
}

function prepare({ method, path, key, body }: PreparedRequest): Ready {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { authorization: `Bearer ${key}` };
  return {
    method,
    path,
    body: text,
    headers:
      text === undefined
        ? headers
        : { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(text) },
  };
}

function ask(dueAt: number): Promise<void> {
  const one = prepared[next % prepared.length];
  next += 1;
  if (one === undefined) throw new Error("There is no request in the file.");
  return new Promise((resolve) => {
    const done = (status: number | "lost"): void => {
      latencies.push(performance.now() - dueAt);
      if (status !== 200) failures.set(String(status), (failures.get(String(status)) ?? 0) + 1);
      resolve();
    };
    const { hostname: host, port } = target;
    const sent = request(
      { host, port, agent, method: one.method, path: one.path, headers: one.headers },
      (answer) => {
        answer.on("data", (part: Buffer) => {
          bytes += part.length;
        });
        answer.once("end", () => done(answer.statusCode ?? "lost"));
      },
    );
    sent.once("error", () => done("lost"));
    sent.end(one.body);
  });
}
