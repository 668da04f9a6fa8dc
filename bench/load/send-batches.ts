/**
 * The load generator, a process of its own: sends the bodies of a file (one a line) and prints a report as JSON.
 * `node send-batches.ts URL KEY FILE CONNECTIONS BATCH_SIZE [EVENTS_PER_SECOND]`
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type Batch, load } from "@attune/simulator";

const [url = "", key = "", path = "", connections = "4", batchSize = "100", rate] = process.argv.slice(2);
const stopped = new AbortController();
process.on("SIGTERM", () => stopped.abort());
process.on("disconnect", () => process.exit(1));

async function* bodies(): AsyncGenerator<Batch> {
  for await (const body of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) }))
    yield { body, events: Number(batchSize) };
}

const report = await load({
  url,
  key,
  batches: bodies(),
  connections: Number(connections),
  signal: stopped.signal,
  ...(rate === undefined ? {} : { eventsPerSecond: Number(rate) }),
});
process.send?.({ report, cpuMs: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000 });
process.disconnect?.();
