import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { SimulatedEvent } from "./event.ts";

/** A body for `POST /v1/batch`, ready to be sent, and how many events are in it. */
export interface Batch {
  readonly body: string;
  readonly events: number;
}

/** Bodies of `size` events; the last may hold fewer. Stops after `most` events. */
export function* batches(
  events: Iterable<SimulatedEvent>,
  size: number = 100,
  most: number = Number.POSITIVE_INFINITY,
): Generator<Batch> {
  let texts: string[] = [];
  let count = 0;
  for (const event of events) {
    if (count >= most) break;
    count += 1;
    texts.push(JSON.stringify(event));
    if (texts.length < size) continue;
    yield batchOf(texts);
    texts = [];
  }
  if (texts.length > 0) yield batchOf(texts);
}

function batchOf(texts: readonly string[]): Batch {
  return { body: `{"batch":[${texts.join(",")}]}`, events: texts.length };
}

/** Bodies of the events of a JSON Lines file, whose text is taken as it is. */
export async function* readBatches(path: string, size: number = 100): AsyncGenerator<Batch> {
  let texts: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line === "") continue;
    texts.push(line);
    if (texts.length < size) continue;
    yield batchOf(texts);
    texts = [];
  }
  if (texts.length > 0) yield batchOf(texts);
}

/** Writes events as JSON Lines; `-` is the standard output. Answers how many there were. */
export async function writeEvents(path: string, events: Iterable<SimulatedEvent>): Promise<number> {
  const out = path === "-" ? process.stdout : createWriteStream(path);
  let count = 0;
  let pending = "";
  for (const event of events) {
    count += 1;
    pending += `${JSON.stringify(event)}\n`;
    if (pending.length < 65_536) continue;
    if (!out.write(pending)) await once(out, "drain");
    pending = "";
  }
  await new Promise<void>((resolve, reject) => {
    out.once("error", reject);
    if (out === process.stdout) out.write(pending, () => resolve());
    else out.end(pending, resolve);
  });
  return count;
}
