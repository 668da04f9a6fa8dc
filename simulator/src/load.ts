import { Agent, type IncomingMessage, request } from "node:http";
import type { Batch } from "./batches.ts";

export interface LoadOptions {
  /** The server, such as http://127.0.0.1:8080. */
  readonly url: string;
  readonly key: string;
  readonly batches: Iterable<Batch> | AsyncIterable<Batch>;
  /** Requests under way at once; default 4. */
  readonly connections?: number;
  /** Without it, as fast as the answers come. */
  readonly eventsPerSecond?: number;
  /** Tries again after 429, 5xx and lost connections, as the SDKs do; default no. */
  readonly retries?: number;
  /** Ends the load early: what is under way is waited for. */
  readonly signal?: AbortSignal;
  /** Told of each answered batch; times as `performance.now()`. */
  readonly onAnswer?: (batch: Batch, status: number, dueMs: number, answeredMs: number) => void;
}

export interface LoadReport {
  readonly sent: number;
  /** Events in batches answered with 200. */
  readonly acknowledged: number;
  /** Events by what was answered instead: a status, or `lost` for a connection that broke. */
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** From when a batch was due (at a set rate, so that waiting counts) or sent, to its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Sends batches to `POST /v1/batch`. */
export async function load(options: LoadOptions): Promise<LoadReport> {
  const connections = options.connections ?? 4;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tally = createTally();
  const source = iteratorOf(options.batches);
  const pace = createPace(options.eventsPerSecond);
  const workers = Array.from({ length: connections }, async () => {
    for (;;) {
      if (options.signal?.aborted) return;
      const next = await source.next();
      if (next.done === true) return;
      const dueMs = await pace(next.value.events);
      const status = await deliver(options, agent, next.value);
      const answeredMs = performance.now();
      tally.count(next.value, status, answeredMs - dueMs);
      options.onAnswer?.(next.value, status, dueMs, answeredMs);
    }
  });
  try {
    await Promise.all(workers);
  } finally {
    agent.destroy();
  }
  return tally.report();
}

function iteratorOf(batches: LoadOptions["batches"]): { next(): Promise<IteratorResult<Batch>> } {
  if (Symbol.asyncIterator in batches) return batches[Symbol.asyncIterator]();
  const iterator = batches[Symbol.iterator]();
  return { next: async () => iterator.next() };
}

/** Resolves when the batch is due, with that moment. */
function createPace(eventsPerSecond: number | undefined): (events: number) => Promise<number> {
  let dueMs = performance.now();
  return async (events) => {
    const now = performance.now();
    if (eventsPerSecond === undefined) return now;
    const mine = dueMs;
    dueMs += (events * 1000) / eventsPerSecond;
    if (mine > now) await new Promise((resolve) => setTimeout(resolve, mine - now));
    return mine;
  };
}

async function deliver(options: LoadOptions, agent: Agent, batch: Batch): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { status, retryAfterMs } = await post(options, agent, batch.body);
    const isTransient = status === 0 || status === 429 || status >= 500;
    if (!isTransient || attempt >= (options.retries ?? 0) || options.signal?.aborted) return status;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs ?? Math.min(5_000, 100 * 2 ** attempt)));
  }
}

interface Answer {
  /** 0 when the connection was lost. */
  readonly status: number;
  readonly retryAfterMs?: number;
}

function post(options: LoadOptions, agent: Agent, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Basic ${Buffer.from(`${options.key}:`).toString("base64")}`,
    };
    const sent = request(new URL("/v1/batch", options.url), { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.once("error", () => resolve({ status: 0 }));
      answer.once("end", () => resolve(read(answer)));
    });
    sent.once("error", () => resolve({ status: 0 }));
    sent.end(body);
  });
}

function read(answer: IncomingMessage): Answer {
  const seconds = Number(answer.headers["retry-after"]);
  const status = answer.statusCode ?? 0;
  return Number.isFinite(seconds) ? { status, retryAfterMs: seconds * 1000 } : { status };
}

interface Tally {
  count(batch: Batch, status: number, latencyMs: number): void;
  report(): LoadReport;
}

function createTally(): Tally {
  const startedMs = performance.now();
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  let sent = 0;
  let acknowledged = 0;
  return {
    count: (batch, status, latencyMs) => {
      sent += batch.events;
      latencies.push(latencyMs);
      if (status === 200) {
        acknowledged += batch.events;
        return;
      }
      const name = status === 0 ? "lost" : String(status);
      refused[name] = (refused[name] ?? 0) + batch.events;
    },
    report: () => {
      const seconds = (performance.now() - startedMs) / 1000;
      const sorted = Float64Array.from(latencies).sort();
      const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
      return {
        sent,
        acknowledged,
        refused,
        seconds,
        eventsPerSecond: acknowledged / seconds,
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        maxMs: at(1),
      };
    },
  };
}
