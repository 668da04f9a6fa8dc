import type { TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";

export interface TimelineItem {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly channel: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const burst = 1_000;

/**
 * Sends the numbers 0 to 999, with an orderly restart of the server in the middle and a kill −9 later on,
 * both while what was sent is still on its way.
 */
export async function sendBurstOverRestarts(server: TestServer, send: (n: number) => unknown): Promise<void> {
  for (let n = 0; n < 300; n += 1) await send(n);
  await waitUntil("the first events of the burst", async () =>
    (await countAppended(server)) > 50 ? true : undefined,
  );
  const restarted = server.restart();
  for (let n = 300; n < 600; n += 1) await send(n);
  await restarted;
  for (let n = 600; n < 800; n += 1) await send(n);
  const killed = server.kill9();
  for (let n = 800; n < burst; n += 1) await send(n);
  await killed;
  await server.start();
}

async function countAppended(server: TestServer): Promise<number> {
  return (await server.get<{ upTo: number }>("/api/events?limit=1")).upTo;
}

/** Resolves when everything that was appended is folded and in ClickHouse: what is doubled would be seen now. */
export async function settle(server: TestServer): Promise<void> {
  await waitUntil("fold and sink to have caught up", async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const lags = [...metrics.matchAll(/^attune_(?:fold|sink)_lag_events (\S+)$/gm)].map(([, lag]) =>
      Number(lag),
    );
    return lags.length === 2 && lags.every((lag) => lag === 0) ? true : undefined;
  });
}

/** The whole timeline of a customer. */
export async function readTimeline(server: TestServer, ref: string): Promise<readonly TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: TimelineItem[]; next: string | null } = await server.get(
      `/api/profiles/${encodeURIComponent(ref)}/timeline?limit=500${query}`,
    );
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** The numbers of the burst as they stand in a timeline, in order. */
export function numbersOf(items: readonly TimelineItem[]): readonly number[] {
  return items
    .filter((item) => item.name === "Burst")
    .map((item) => Number(item.properties["n"]))
    .sort((a, b) => a - b);
}

export const allNumbers: readonly number[] = Array.from({ length: burst }, (_, n) => n);
