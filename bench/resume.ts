import { randomUUID } from "node:crypto";
import { atMost, type Measured, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import type { BenchServer } from "./server/bench-server.ts";
import { underLoad } from "./server/under-load.ts";
import { copiesOf, peopleOf } from "./world/people.ts";

const eventsPerSecond = 1_000;
const probesPerSecond = 25;
const patienceMs = 10_000;

/** From the answer to what a customer puts into the cart on the web until staff in a store read it where she left off. */
export async function measure(scale: Scale): Promise<Measured> {
  const known = peopleOf(scale.templates).customers * copiesOf(scale);
  const latencies = await underLoad(scale, eventsPerSecond, (server) =>
    probeAll(server, known, scale.seconds * probesPerSecond),
  );
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return {
    figures: { p50_ms: p50, p99_ms: p99, max_ms: quantile(latencies, 1), probes: latencies.length },
    promises: [
      atMost(
        `Milliseconds from left on the web to read in the store at ${eventsPerSecond} events/s, p99`,
        p99,
        5_000,
      ),
    ],
  };
}

/** At an even pace, whatever the answers take. Each customer is asked about once. */
async function probeAll(server: BenchServer, known: number, probes: number): Promise<readonly number[]> {
  const startedAt = performance.now();
  const stride = Math.max(1, Math.floor(known / probes));
  const running: Promise<number>[] = [];
  for (let at = 0; at < probes; at++) {
    const waitMs = startedAt + (at * 1000) / probesPerSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const one = probe(server, `customer-${(at * stride) % known}`);
    one.catch(() => undefined); // told below, when all are waited for
    running.push(one);
  }
  const latencies = await Promise.all(running);
  say(`${latencies.length} customers went on in the store.`);
  return latencies;
}

/** Milliseconds from the event's answer to the end of the first read that shows what was left. */
async function probe(server: BenchServer, userId: string): Promise<number> {
  const product = `left-${randomUUID()}`;
  await server.ask("POST", "/v1/track", {
    event: "Product Added",
    userId,
    messageId: randomUUID(),
    timestamp: new Date().toISOString(),
    properties: { product_id: product, quantity: 1 },
  });
  const answeredAt = performance.now();
  for (;;) {
    const { entries } = await server.ask<{ readonly entries: readonly unknown[] }>(
      "GET",
      `/api/profiles/userId:${userId}/resume?channel=store`,
    );
    const tookMs = performance.now() - answeredAt;
    if (JSON.stringify(entries).includes(product)) return tookMs;
    if (tookMs > patienceMs) throw new Error(`${userId} cannot go on after ${patienceMs} ms.`);
  }
}
