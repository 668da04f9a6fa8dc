import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engines, startEngines } from "../../server/src/platform/engines/engines.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { readTimeline, settle } from "../sdk/recorded.ts";
import { openShakyLine, type ShakyLine } from "./shaky-line.ts";

let folder: string;
let engines: Engines;
let postgres: ShakyLine;
let clickhouse: ShakyLine;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "attune-outage-"));
  engines = await startEngines({ dataFolder: folder, log: () => undefined });
  const [near, far] = [new URL(engines.clickhouseUrl), parsePostgres(engines.postgresUrl)];
  clickhouse = await openShakyLine({ port: Number(near.port) });
  postgres = await openShakyLine({ path: `${far.folder}/.s.PGSQL.5432` });
  near.port = String(clickhouse.port);
  server = await startServer({
    env: {
      ATTUNE_CLICKHOUSE_URL: near.href,
      ATTUNE_POSTGRES_URL: `postgres://${far.user}@127.0.0.1:${postgres.port}/${far.database}`,
    },
  });
});
afterAll(async () => {
  await server.close();
  await Promise.all([postgres.close(), clickhouse.close()]);
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
});

test("while ClickHouse is gone events and decisions go on, and afterwards everything is there once", async () => {
  await server.post("/api/definitions/placement/home", { name: "Home" }, "PUT");
  await clickhouse.cut();

  for (let n = 0; n < 20; n += 1)
    expect((await send(Array.from({ length: 50 }, (_, at) => n * 50 + at))).status).toBe(200);
  const decided = await server.post<{ decisionId: string }>("/api/decide", {
    identity: { userId: "out" },
    placements: ["home"],
    context: {},
  });
  const explained = await server.get<{ decisionId: string }>(`/api/decisions/${decided.decisionId}`);
  // Answered means committed; folded it is a moment later.
  const profile = await waitUntil("the customer to be known", () =>
    server.get<{ lastSeen: object }>("/api/profiles/userId:out").catch(() => undefined),
  );
  await clickhouse.mend();
  await settle(server);

  const numbers = (await readTimeline(server, "userId:out")).map((item) => Number(item.properties["n"]));
  expect(explained.decisionId).toBe(decided.decisionId);
  expect(profile.lastSeen).toHaveProperty("web");
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
});

test("while Postgres is gone the door says when to come back, keeps nothing half, and recovers by itself", async () => {
  await postgres.cut();
  const refused = await send([1_000]);
  await postgres.mend();
  const taken = await send([1_001]);
  await settle(server);

  const numbers = (await readTimeline(server, "userId:out")).map((item) => Number(item.properties["n"]));
  expect([refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([503, true]);
  expect(taken.status).toBe(200);
  expect(numbers.filter((n) => n >= 1_000)).toEqual([1_001]);
});

function send(numbers: readonly number[]): Promise<Response> {
  const batch = numbers.map((n) => ({
    type: "track",
    userId: "out",
    event: "Burst",
    messageId: `out-${n}`,
    properties: { n },
  }));
  return fetch(`${server.url}/v1/batch`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${server.adminKey}:`)}` },
    body: JSON.stringify({ batch }),
  });
}

/** `postgres://user:secret@%2Ffolder:5432/database` */
function parsePostgres(url: string): {
  readonly user: string;
  readonly folder: string;
  readonly database: string;
} {
  const [, user = "", host = "", database = ""] =
    /^postgres:\/\/([^@]+)@([^:/]+)(?::\d+)?\/(.+)$/.exec(url) ?? [];
  return { user, folder: decodeURIComponent(host), database };
}
