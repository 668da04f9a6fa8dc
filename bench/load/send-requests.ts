/**
 * Asks the requests of a file again and again, a process of its own, and tells an HttpReport.
 * `node send-requests.ts URL FILE SECONDS CONNECTIONS [REQUESTS_PER_SECOND]`: without a rate, as fast as the answers come.
 */
import { readFileSync } from "node:fs";
import { quantile } from "../report.ts";
import type { HttpReport, PreparedRequest } from "./http-report.ts";
import { LeanConnections } from "./lean-connections.ts";

const [url = "", path = "", forSeconds = "10", connections = "16", rate] = process.argv.slice(2);
const target = new URL(url);
const prepared = readFileSync(path, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => prepare(JSON.parse(line) as PreparedRequest)); // written by startRequests
const clients = new LeanConnections(url, Number(connections));
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
clients.close();
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

function prepare({ method, path, key, body }: PreparedRequest): Buffer {
  const text = body === undefined ? "" : JSON.stringify(body);
  const entity =
    body === undefined
      ? ""
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: ${target.host}\r\nauthorization: Bearer ${key}\r\n${entity}\r\n${text}`,
  );
}

async function ask(dueAt: number): Promise<void> {
  const one = prepared[next % prepared.length];
  next += 1;
  if (one === undefined) throw new Error("There is no request in the file.");
  const answer = await clients.send(one).catch(() => undefined);
  latencies.push(performance.now() - dueAt);
  bytes += answer?.bodyBytes ?? 0;
  if (answer?.status === 200) return;
  const status = String(answer?.status ?? "lost");
  failures.set(status, (failures.get(status) ?? 0) + 1);
}
