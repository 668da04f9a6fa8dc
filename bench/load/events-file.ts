import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { SimulatedEvent } from "@attune/simulator";

export interface EventsFile {
  readonly path: string;
  readonly events: number;
  /** Different people in it: customers by their id, visitors by their device. */
  readonly people: number;
  /** Bytes of an event as it is sent, on average. */
  readonly bytesPerEvent: number;
}

/** Writes the events as bodies for `POST /v1/batch`, one a line, so that whoever sends them spends nothing on making them. */
export async function writeEventsFile(
  path: string,
  events: Iterable<SimulatedEvent>,
  batchSize: number,
): Promise<EventsFile> {
  const out = createWriteStream(path);
  const customers = new Set<string>();
  const devicesOfVisitors = new Set<string>();
  const devicesOfCustomers = new Set<string>();
  let texts: string[] = [];
  let count = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const body = `{"batch":[${texts.join(",")}]}\n`;
    texts = [];
    if (!out.write(body)) await once(out, "drain");
  };
  for (const event of events) {
    const text = JSON.stringify(event);
    count += 1;
    bytes += text.length;
    texts.push(text);
    if (event.userId !== undefined) {
      customers.add(event.userId);
      if (event.anonymousId !== undefined) devicesOfCustomers.add(event.anonymousId);
    } else if (event.anonymousId !== undefined) devicesOfVisitors.add(event.anonymousId);
    if (texts.length === batchSize) await flush();
  }
  if (texts.length > 0) await flush();
  await new Promise<void>((resolve, reject) => {
    out.once("error", reject);
    out.end(resolve);
  });
  const people = customers.size + [...devicesOfVisitors].filter((id) => !devicesOfCustomers.has(id)).length;
  return { path, events: count, people, bytesPerEvent: bytes / Math.max(1, count) };
}
