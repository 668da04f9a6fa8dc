import { randomUUID } from "node:crypto";
import { atMost, type Measured, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import type { BenchServer } from "./server/bench-server.ts";
import { underLoad } from "./server/under-load.ts";
import { probeSegment } from "./world/live-segments.ts";
import { copiesOf, peopleOf } from "./world/people.ts";

const eventsPerSecond = 1_000;
const probesPerSecond = 25;
const patienceMs = 10_000;

/** From the answer to an event until the customer's profile, read through the API, shows the segment that the event made them enter. */
export async function measure(scale: Scale): Promise<Measured> {
  const { customers } = peopleOf(scale.templates);
  const known = customers * copiesOf(scale);
  const probes = scale.seconds * probesPerSecond;
  const latencies = await underLoad(scale, eventsPerSecond, (server) =>
    probeAll(server, { customers: known, until: probes }),
  );
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return {
    figures: { p50_ms: p50, p99_ms: p99, max_ms: quantile(latencies, 1), probes: latencies.length },
    promises: [
      atMost(`Milliseconds from answer to membership at ${eventsPerSecond} events/s, p50`, p50, 20),
      atMost("The same, p99", p99, 100),
    ],
  };
}

/** Known customers who press the bell: so many, or as many as there is time for until something has happened. */
interface Probing {
  readonly customers: number;
  readonly until: number | Promise<unknown>;
}

const fewestAtOnce = 500;

/** At an even pace, whatever the answers take. Each customer is asked about once. */
export async function probeAll(
  server: BenchServer,
  { customers, until }: Probing,
): Promise<readonly number[]> {
  const startedAt = performance.now();
  let probes = typeof until === "number" ? until : fewestAtOnce;
  const stride = Math.floor(customers / probes);
  if (typeof until !== "number")
    void until.finally(() => {
      probes = 0;
    });
  const running: Promise<number>[] = [];
  for (let at = 0; at < probes; at++) {
    const waitMs = startedAt + (at * 1000) / probesPerSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const one = probe(server, `customer-${at * stride}`);
    one.catch(() => undefined); // told below, when all are waited for
    running.push(one);
  }
  const latencies = await Promise.all(running);
  say(`${latencies.length} customers entered "${probeSegment.name}".`);
  return latencies;
}

/** Milliseconds from the event's answer to the end of the first read that shows the membership. */
async function probe(server: BenchServer, userId: string): Promise<number> {
  const event = {
    event: "Bell Pressed",
    userId,
    messageId: randomUUID(),
    timestamp: new Date().toISOString(),
  };
  await server.ask("POST", "/v1/track", event);
  const answeredAt = performance.now();
  for (;;) {
    const profile = await server.ask<{ readonly segments: readonly unknown[] }>(
      "GET",
      `/api/profiles/userId:${userId}`,
    );
    const tookMs = performance.now() - answeredAt;
    if (JSON.stringify(profile.segments).includes(`"${probeSegment.key}"`)) return tookMs;
    if (tookMs > patienceMs) throw new Error(`${userId} is not in the segment after ${patienceMs} ms.`);
  }
}
