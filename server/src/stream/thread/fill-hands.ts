import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FillHand, OpenFillHands, WriteLines } from "../../profile/loyalty/postgres/fill-brand.ts";
import type { FillHandData, FillOrder, FillReport } from "./fill-messages.ts";
import type { ThreadData } from "./messages.ts";

/** More would wait for Postgres, which needs processor too. */
const mostHands = 2;
/** Starting a thread takes as long as working out so many. */
const customersWorthAThread = 20_000;

/** Two threads work out everybody from scratch; few customers are worked out by `here` alone. */
export function fillHandsOnThreads(stores: ThreadData, here: OpenFillHands): OpenFillHands {
  return (nowMs, customers) => {
    const count = Math.min(mostHands, availableParallelism());
    if (count < 2 || customers < customersWorthAThread) return here(nowMs, customers);
    return openAll(count, { ...stores, nowMs });
  };
}

async function openAll(count: number, data: FillHandData): Promise<readonly FillHand[]> {
  const hands = Array.from({ length: count }, () => new ThreadHand(data));
  try {
    await Promise.all(hands.map((hand) => hand.opened));
  } catch (error) {
    await Promise.all(hands.map((hand) => hand.end()));
    throw error;
  }
  return hands;
}

const youngMegabytes = 192;

/** A hand on a thread of its own. One thing is asked of it at a time. */
class ThreadHand implements FillHand {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #ended = Promise.withResolvers<void>();
  #answered = Promise.withResolvers<FillReport>();
  #write: WriteLines = () => Promise.resolve();

  constructor(data: FillHandData) {
    this.#worker = new Worker(new URL("run-fill-hand.ts", import.meta.url), {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: 4_096 },
    });
    this.opened = this.#answered.promise;
    this.opened.catch(() => undefined); // told where it is waited for
    this.#worker.on("message", (report: FillReport) => this.#heard(report));
    this.#worker.on("error", (error) => this.#answered.reject(error));
    this.#worker.on("exit", () => {
      this.#answered.reject(new Error("The thread has ended."));
      this.#ended.resolve();
    });
  }

  async measure(
    ranges: Parameters<FillHand["measure"]>[0],
    write: WriteLines,
  ): ReturnType<FillHand["measure"]> {
    const answer = await this.#ask({ kind: "measure", ranges }, write);
    if (answer.kind !== "measured") throw new Error(`The thread answered ${answer.kind}.`);
    return answer.gathered;
  }

  async tell(thresholds: Parameters<FillHand["tell"]>[0], write: WriteLines): Promise<number> {
    const answer = await this.#ask({ kind: "tell", thresholds }, write);
    if (answer.kind !== "told") throw new Error(`The thread answered ${answer.kind}.`);
    return answer.count;
  }

  async end(): Promise<void> {
    this.#send({ kind: "end" });
    await this.#ended.promise;
  }

  #ask(order: FillOrder, write: WriteLines): Promise<FillReport> {
    this.#write = write;
    this.#answered = Promise.withResolvers();
    this.#send(order);
    return this.#answered.promise;
  }

  #heard(report: FillReport): void {
    if (report.kind !== "write") {
      this.#answered.resolve(report);
      return;
    }
    this.#write(report.lines).then(
      () => this.#send({ kind: "written" }),
      (error: unknown) => this.#answered.reject(error),
    );
  }

  #send(order: FillOrder): void {
    this.#worker.postMessage(order);
  }
}
