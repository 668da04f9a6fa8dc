import { Worker } from "node:worker_threads";
import type { AppendedGroup } from "../handed.ts";
import type { StreamLeader, StreamNews } from "../stream-leader.ts";
import type { News, Order, Report, ThreadData } from "./messages.ts";

const restartMs = 200;
/** Three semi-spaces of 64 MB: most of what a batch makes is garbage when it is written. */
const youngMegabytes = 192;

/** The leader on a thread of its own, so that a batch under way keeps no caller waiting at the doors. A thread that dies is started anew. */
export class LeaderThread implements StreamLeader {
  readonly #data: ThreadData;
  #worker: Worker | undefined;
  #stopping = false;
  #restart: NodeJS.Timeout | undefined;

  constructor(data: ThreadData) {
    this.#data = data;
  }

  start(news: StreamNews): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL("run-leader.ts", import.meta.url), {
        workerData: this.#data,
        resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: 4_096 },
      });
      this.#worker = worker;
      worker.on("message", (report: Report) => {
        if (report.kind === "started") resolve();
        else if (report.kind === "failed") reject(new Error(report.message));
        else if (report.kind === "news") tell(news, report.news);
      });
      worker.on("error", (error: NodeJS.ErrnoException) => {
        news.log({ event: "stream.failed", code: error.code ?? error.name });
        reject(error);
      });
      worker.on("exit", () => this.#ended(news));
    });
  }

  handOver(group: AppendedGroup): void {
    this.#worker?.postMessage({ kind: "handOver", group } satisfies Order, [group.lines.buffer]);
  }

  breakConnections(): void {
    this.#send({ kind: "breakConnections" });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    this.#send({ kind: "stop" });
    await ended;
  }

  #send(order: Order): void {
    this.#worker?.postMessage(order);
  }

  #ended(news: StreamNews): void {
    this.#worker = undefined;
    news.leading(false);
    if (this.#stopping) return;
    this.#restart = setTimeout(() => {
      this.start(news).catch(() => undefined); // its end was told, and starts it again
    }, restartMs);
  }
}

function tell(news: StreamNews, one: News): void {
  if (one.name === "leading") news.leading(one.value);
  else if (one.name === "folded") news.folded(one.value);
  else if (one.name === "sunk") news.sunk(one.value);
  else if (one.name === "changed") news.changed(one.value);
  else news.log(one.value);
}
