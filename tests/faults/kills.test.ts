import { Analytics } from "@segment/analytics-node";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { readTimeline, settle } from "../sdk/recorded.ts";
import { type Engine, findEngine } from "./engine-processes.ts";

type Victim = "program" | Engine;

const rounds = 21;
const eventsPerRound = 60;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ engines: "own" });
});
afterAll(() => server.close());

test(`${rounds} times something is killed under load, and no event is lost or counted twice`, async () => {
  const seed = Number(process.env["ATTUNE_SEED"] ?? 1);
  const [plan = []] = fc.sample(aPlan(), { numRuns: 1, seed });
  const analytics = new Analytics({
    writeKey: server.adminKey,
    host: server.url,
    flushAt: 5,
    flushInterval: 50,
    maxRetries: 40,
  });
  const errors: unknown[] = [];
  analytics.on("error", (error) => errors.push(error));
  let sent = 0;
  let delivered = 0;
  const send = (): void => {
    analytics.track({ userId: "kill", event: "Burst", properties: { n: sent } }, () => {
      delivered += 1;
    });
    sent += 1;
  };

  // Known before the first event, so that the fold itself has to count to the end.
  await putCounter("all", rounds * eventsPerRound);
  await putCounter("too-many", rounds * eventsPerRound + 1);

  for (const { victim, after } of plan) {
    const goal = delivered + after;
    for (let n = 0; n < eventsPerRound; n += 1) send();
    await waitUntil(
      `${after} more events to be delivered`,
      () => (delivered >= goal ? true : undefined),
      60_000,
      2,
    );
    await kill(victim);
  }
  await analytics.closeAndFlush({ timeout: 120_000 });
  await settle(server);

  const numbers = (await readTimeline(server, "userId:kill"))
    .map((item) => Number(item.properties["n"]))
    .sort((a, b) => a - b);
  expect(errors).toEqual([]);
  expect(numbers).toEqual(Array.from({ length: sent }, (_, n) => n));
  expect(await server.get("/api/profiles/userId:kill")).toMatchObject({ segments: ["all"] });
}, 280_000);

/** Each of the three dies seven times, in an order and at moments of the seed's. */
function aPlan(): fc.Arbitrary<readonly { readonly victim: Victim; readonly after: number }[]> {
  const victims = (["program", "postgres", "clickhouse"] as const).flatMap((victim) =>
    Array.from({ length: rounds / 3 }, () => victim),
  );
  return fc
    .tuple(
      fc.shuffledSubarray(victims, { minLength: rounds }),
      fc.array(fc.integer({ min: 1, max: eventsPerRound - 10 }), { minLength: rounds, maxLength: rounds }),
    )
    .map(([order, moments]) => order.map((victim, at) => ({ victim, after: moments[at] ?? 1 })));
}

async function kill(victim: Victim): Promise<void> {
  if (victim === "program") {
    await server.kill9();
    return server.start();
  }
  const pid = await waitUntil(`${victim} to run`, () => findEngine(server.pid(), victim));
  const killedAt = performance.now();
  process.kill(pid, "SIGKILL");
  await waitUntil(`${victim} to be back`, async () => {
    const again = await findEngine(server.pid(), victim);
    return again !== undefined && again !== pid && (await answers(victim)) ? true : undefined;
  });
  expect(performance.now() - killedAt, `${victim} is back`).toBeLessThan(8_000);
}

async function answers(engine: Engine): Promise<boolean> {
  const answer = await fetch(`${server.url}/readyz`).catch(() => undefined);
  const state = (await answer?.json().catch(() => undefined)) as Record<Engine, boolean> | undefined;
  return state?.[engine] === true;
}

function putCounter(key: string, count: number): Promise<unknown> {
  const condition = { did: "Burst", count: { gte: count } };
  return server.post(`/api/definitions/segment/${key}`, { name: key, condition }, "PUT");
}
