import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Memory, openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import { type Engines, startEngines } from "../../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { badEvents, badRows, canary, canaryPieces, customerRow, goodEvents } from "./canary.ts";

let folder: string;
let engines: Engines;
let server: TestServer;
let database: Database;
let memory: Memory;
const engineLog: string[] = [];
const statuses: Record<string, number> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "attune-privacy-"));
  engines = await startEngines({ dataFolder: folder, log: ({ message }) => engineLog.push(message) });
  database = openDatabase(engines.postgresUrl, { connections: 2 });
  memory = openMemory(engines.clickhouseUrl);
  server = await startServer({
    env: {
      ATTUNE_POSTGRES_URL: engines.postgresUrl,
      ATTUNE_CLICKHOUSE_URL: engines.clickhouseUrl,
      ATTUNE_LOG: "debug",
    },
  });
  await throughEveryDoor();
  await waitUntil("everything to be in ClickHouse", isSunk);
}, 60_000);

afterAll(async () => {
  await server?.close();
  await database?.close();
  await memory?.close();
  await engines?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test("the person came in: Postgres holds every value, ClickHouse the events", async () => {
  const [kept] = await database.query<{ private: number; aside: number; decided: number }>(
    `select (select count(*) from event_private where body ilike '%quillfeather%') as private,
            (select count(*) from quarantine where original ilike '%canary%') as aside,
            (select count(*) from decision) as decided`,
  );
  const [event] = await memory.query<{ n: number }>("select count() as n from event");
  const [decision] = await memory.query<{ n: number }>("select count() as n from decision");

  expect(kept?.private).toBeGreaterThan(0);
  expect(kept?.aside).toBeGreaterThanOrEqual(badEvents.length - 1);
  expect(kept?.decided).toBeGreaterThan(0);
  expect(event?.n).toBeGreaterThanOrEqual(goodEvents.length);
  expect(decision?.n).toBeGreaterThan(0);
});

test("nothing that is asked about a person is answered as a fault of ours", () => {
  expect(Object.entries(statuses).filter(([, status]) => status >= 500)).toEqual([]);
});

test("no table of ClickHouse holds a personal value, its own logs included", async () => {
  const columns = await memory.query<{
    readonly database: string;
    readonly table: string;
    readonly name: string;
  }>(
    `select c.database as database, c.table as table, c.name as name
     from system.columns c
     join system.tables t on t.database = c.database and t.name = c.table
     where t.engine like '%MergeTree' and (c.type like '%String%' or c.type like '%JSON%' or c.type like 'Map%')`,
  );
  const found: string[] = [];
  for (const { database: owner, table, name } of columns) {
    const [row] = await memory.query<{ n: number }>(
      `select count() as n from ${owner}.${table}
       where multiSearchAny(lower(toString(${name})), {pieces:Array(String)}) and not multiSearchAny(lower(toString(${name})), ['multisearchany'])`,
      { pieces: canaryPieces },
    );
    if (row?.n !== 0) found.push(`${owner}.${table}.${name}: ${row?.n} rows`);
  }

  expect(columns.length).toBeGreaterThan(5);
  expect(found).toEqual([]);
});

test("what the program and its engines print holds no personal value", () => {
  expect(server.output()).toContain("Attune is ready");
  expect(piecesIn(server.output())).toEqual([]);
  expect(piecesIn(engineLog.join("\n"))).toEqual([]);
});

test("neither the metrics nor the description of the API hold a personal value", async () => {
  const texts = await Promise.all(
    ["/metrics", "/readyz", "/openapi.json"].map(async (path) => (await fetch(server.url + path)).text()),
  );

  expect(piecesIn(texts.join("\n"))).toEqual([]);
});

function piecesIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return canaryPieces.filter((piece) => lower.includes(piece));
}

async function throughEveryDoor(): Promise<void> {
  await server.post("/api/products/mug", { name: "Mug", price: 4.5 }, "PUT");
  await server.post("/api/definitions/placement/hero", { name: "Hero", content: { text: "Hello" } }, "PUT");
  for (const [at, event] of goodEvents.entries()) {
    await sdk(`/v1/${String(event["type"])}`, at % 2 === 0 ? server.writeKey : server.adminKey, event);
  }
  await sdk("/v1/batch", server.writeKey, {
    batch: badEvents,
    context: { ip: canary.ip },
    sentAt: canary.text,
  });
  await sdk("/v1/batch", server.writeKey, { batch: goodEvents, context: canary.text });
  await sdk("/beacon/v1/batch", server.writeKey, { batch: goodEvents, writeKey: server.writeKey });
  await sdk("/v1/track", canary.userId, goodEvents[1] ?? {});
  await raw(
    "broken JSON",
    "/v1/batch",
    `{"batch":[{"userId":"${canary.userId}","traits":{"email":"${canary.email}"`,
  );
  await raw("broken gzip", "/v1/batch", gzipSync(JSON.stringify(goodEvents)).subarray(0, 40));
  await askAbout();
  await changeThrough();
}

async function askAbout(): Promise<void> {
  const { email, name, phone, userId } = canary;
  for (const path of [
    `/api/profiles/email:${email}`,
    `/api/profiles/phone:${encodeURIComponent(phone)}`,
    `/api/profiles/userId:${userId}%00`,
    `/api/profiles/userId:${userId}/timeline`,
    `/api/profiles/userId:${userId}/segments`,
    `/api/profiles/${encodeURIComponent(name)}`,
    `/api/profiles/${encodeURIComponent(name)}:x/timeline`,
    `/api/profiles?query=${encodeURIComponent(name)}`,
    `/api/profiles?cursor=${userId}`,
    `/api/sales/${userId}`,
    `/api/sales/%00${userId}`,
    `/api/segments/${userId}`,
    `/api/decisions/${userId}`,
    `/api/quarantine/${userId}`,
    `/api/events?after=${userId}`,
    `/api/${userId}?email=${email}`,
    `/v1/projects/${userId}/settings`,
    `/sourceConfig/?writeKey=${userId}`,
    `/${encodeURIComponent(name)}`,
  ])
    await api("GET", path);
}

async function changeThrough(): Promise<void> {
  const { email, userId, anonymousId, name, text } = canary;
  const decide = { placements: ["hero"], context: { channel: "web", ip: canary.ip, url: text } };
  for (const [path, body] of [
    ["/api/decide", { ...decide, identity: { userId } }],
    ["/api/decide", { ...decide, identity: { email, anonymousId } }],
    ["/api/decide", { ...decide, identity: { [name]: email } }],
    ["/api/decide", { identity: { userId }, placements: [userId] }],
    ["/api/decide", { identity: text }],
    ["/api/import/customers", { rows: [customerRow, ...badRows] }],
    [
      "/api/import/events",
      {
        rows: [
          { line: 1, record: goodEvents[1] },
          { line: 2, record: badEvents[1] },
        ],
      },
    ],
    [
      "/api/import/orders",
      { rows: [{ line: 1, record: { orderId: "o-2", email, userId, placedAt: text } }] },
    ],
    [
      `/api/profiles/userId:${userId}/consents`,
      { purpose: "marketing", channel: "email", state: "granted", proof: text },
    ],
    [`/api/profiles/userId:${userId}/consents`, { purpose: text }],
    [`/api/profiles/userId:${userId}/merge`, { from: `email:${email}`, actor: name }],
    ["/api/segments/preview", { condition: { trait: "email", is: email } }],
    [
      "/api/segments/preview",
      { condition: { did: "Product Viewed", where: { "properties.email": { is: email } } } },
    ],
  ] as const)
    await api("POST", path, body);
  await server.post("/api/segments/preview", { condition: { trait: "name", contains: name } });
}

async function sdk(path: string, key: string, body: object): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
  await note(
    `POST ${path}`,
    fetch(server.url + path, { method: "POST", headers: { authorization }, body: JSON.stringify(body) }),
  );
}

async function raw(name: string, path: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = {
    authorization: `Bearer ${server.writeKey}`,
    ...(typeof body === "string" ? {} : { "content-encoding": "gzip" }),
  };
  await note(name, fetch(server.url + path, { method: "POST", headers, body }));
}

async function api(method: string, path: string, body?: object): Promise<void> {
  const headers = {
    authorization: `Bearer ${server.adminKey}`,
    ...(body ? { "content-type": "application/json" } : {}),
  };
  await note(
    `${method} ${path}`,
    fetch(server.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }),
  );
}

async function note(name: string, answering: Promise<Response>): Promise<void> {
  const answer = await answering;
  await answer.arrayBuffer();
  statuses[`${Object.keys(statuses).length} ${name}`] = answer.status;
}

/** Every accepted event, and every decision, has reached ClickHouse. */
async function isSunk(): Promise<true | undefined> {
  const [wanted] = await database.query<{ events: number; decisions: number; lag: number }>(
    `select (select count(*) from event_private) as events, (select count(*) from decision) as decisions,
            (select h.position - c.position from inbox_head h join stream_cursor c using (brand_id) where c.name = 'fold') as lag`,
  );
  const [held] = await memory.query<{ events: number; decisions: number }>(
    "select (select count() from event) as events, (select count() from decision) as decisions",
  );
  return wanted?.lag === 0 && held?.events === wanted.events && held.decisions === wanted.decisions
    ? true
    : undefined;
}
