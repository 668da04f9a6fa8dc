import { Worker } from "node:worker_threads";

export interface TrainingOrder {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly brandId: number;
  readonly nowMs: number;
}

/** Above it the thread is ended, and the program goes on with the last models. What lies in typed arrays is bounded by what is read. */
const heapMegabytes = 1_024;

/** One training, on a thread of its own, so that no request waits for it. Resolves when what was learned is kept; ends early when told. */
export function trainOnThread(order: TrainingOrder, end: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("run-training.ts", import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    const stop = (): void => {
      worker.terminate().then(() => resolve(), reject);
    };
    end.addEventListener("abort", stop, { once: true });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      end.removeEventListener("abort", stop);
      if (code === 0 || end.aborted) resolve();
      else reject(new Error(`The training ended with ${code}.`));
    });
  });
}
