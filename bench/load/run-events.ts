import { join } from "node:path";
import type { SimulatedEvent } from "@attune/simulator";
import type { Scale } from "../scale.ts";
import { runSimulation } from "../world/people.ts";
import { type EventsFile, writeEventsFile } from "./events-file.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The next events of the simulated retailer, whose last one is about now, as a file of batches. */
export async function writeRunEvents(
  scale: Scale,
  folder: string,
  events: number,
  batchSize: number,
): Promise<EventsFile> {
  const now = Date.now();
  const spanMs = spanOf(scale, now, events);
  const months = (spanMs * 1.5 + dayMs) / (30 * dayMs);
  const simulation = runSimulation(scale, Math.floor(now - spanMs), months);
  return writeEventsFile(join(folder, "run-events.jsonl"), first(simulation.events(), events), batchSize);
}

/** How long the retailer takes for that many events: as long as they took a week ago, judged by a tenth of them. */
function spanOf(scale: Scale, now: number, events: number): number {
  const startAt = now - 7 * dayMs;
  const sample = Math.ceil(events / 10);
  let lastAt = startAt;
  for (const event of first(runSimulation(scale, startAt, 1).events(), sample))
    lastAt = Date.parse(event.timestamp);
  return ((lastAt - startAt) * events) / sample;
}

function* first(events: Iterable<SimulatedEvent>, most: number): Generator<SimulatedEvent> {
  let left = most;
  for (const event of events) {
    if (left-- <= 0) return;
    yield event;
  }
}
