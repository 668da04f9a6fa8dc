import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { LightMyRequestResponse } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { startDoor, type TestDoor } from "../testing/start-door.ts";
import { eventPaths, ignoredPaths } from "./wire-paths.ts";

const clock = stoppedClock(Date.UTC(2026, 4, 1, 12));
let door: TestDoor;
beforeEach(async () => {
  door = await startDoor({ clock, eventsPerSecond: 10_000 });
});
afterEach(() => door.app.close());

const event = { type: "track", event: "A", userId: "u1", groupId: "g", previousId: "p", messageId: "m" };
const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;

async function post(
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const body = Buffer.isBuffer(payload) || typeof payload === "string" ? payload : JSON.stringify(payload);
  const authorization = basic(door.publicKey);
  return door.app.inject({ method: "POST", url, payload: body, headers: { authorization, ...headers } });
}

describe("the doors", () => {
  test("every path that customers end up with takes events, with a slash at its end too", async () => {
    const urls = [...eventPaths].flatMap(([path, kind]) => [path, `${path}/`].map((url) => ({ url, kind })));

    for (const { url, kind } of urls) {
      const [payload, type] = kind === "batch" ? [{ batch: [event] }, "track"] : [event, kind];
      const answer = await post(url, payload);

      expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, { success: true }]);
      expect(door.inbox.events.at(-1)?.type).toBe(type);
    }
    expect(door.inbox.events).toHaveLength(urls.length);
    expect([...eventPaths.keys()]).toEqual(
      expect.arrayContaining([
        "/v1/batch",
        "/v1/b",
        "/v1/import",
        "/batch",
        "/t",
        "/v1/batch/b",
        "/v1/v1/batch",
        "/beacon/v1/batch",
      ]),
    );
  });

  test("what SDKs report about themselves is answered and not kept", async () => {
    for (const path of ignoredPaths) {
      const answer = await post(path, "anything at all");

      expect([path, answer.statusCode, answer.json()]).toEqual([path, 200, { success: true }]);
    }
    expect(door.inbox.records).toEqual([]);
  });
});

describe("the body", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "nonsense",
    "text/",
    ";;;",
  ])("is JSON, also when it calls itself %j", async (type) => {
    expect((await post("/v1/batch", { batch: [event] }, { "content-type": type })).statusCode).toBe(200);
    expect(door.inbox.events).toHaveLength(1);
  });

  test.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
    ["GZIP", gzipSync],
    ["identity, gzip", gzipSync],
  ] as const)("may be compressed: %s", async (encoding, compress) => {
    const answer = await post("/v1/batch", compress(JSON.stringify({ batch: [event] })), {
      "content-encoding": encoding,
    });

    expect(answer.statusCode).toBe(200);
    expect(door.inbox.events).toHaveLength(1);
  });

  test("may say gzip though a proxy has undone it, or be gzip without saying so", async () => {
    expect((await post("/v1/batch", { batch: [event] }, { "content-encoding": "gzip" })).statusCode).toBe(
      200,
    );
    expect((await post("/v1/batch", gzipSync(JSON.stringify({ batch: [event] })))).statusCode).toBe(200);
    expect(door.inbox.events).toHaveLength(2);
  });

  test("of 4 MiB is taken, plain or compressed; one byte more is not", async () => {
    const body = Buffer.from(JSON.stringify({ batch: [event] }).padEnd(4 * 1024 * 1024, " "));

    expect((await post("/v1/batch", body)).statusCode).toBe(200);
    expect((await post("/v1/batch", gzipSync(body), { "content-encoding": "gzip" })).statusCode).toBe(200);
    const answer = await post("/v1/batch", Buffer.concat([body, Buffer.from(" ")]));
    expect([answer.statusCode, answer.json().code]).toEqual([413, "body.too_large"]);
  });

  test("that would unpack to more than 16 MiB is refused before it does", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, " "));

    const answer = await post("/v1/batch", bomb, { "content-encoding": "gzip" });

    expect([answer.statusCode, answer.json().code]).toEqual([413, "body.too_large"]);
  });

  test.each([
    ["/v1/batch", "", {}],
    ["/v1/batch", "{", {}],
    ["/v1/batch", "{}", {}],
    ["/v1/track", "[]", {}],
    ["/v1/track", gzipSync("{}").subarray(0, 12), { "content-encoding": "gzip" }],
    ["/v1/track", "{}", { "content-encoding": "rot13" }],
    ["/v1/track", "{}", { "content-encoding": "constructor" }],
  ])("%s with %j is answered 400 with what every SDK can read", async (url, payload, headers) => {
    const answer = await post(url, payload, headers);

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: expect.any(String),
      message: expect.any(String),
      error: expect.any(String),
      status: 400,
    });
  });
});

describe("the key", () => {
  const batch = { batch: [event] };

  test.each([
    ["as Basic user name", () => ({ headers: { authorization: basic(door.publicKey) } })],
    ["as bearer", () => ({ headers: { authorization: `Bearer ${door.publicKey}` } })],
    ["as X-API-Key", () => ({ headers: { "x-api-key": door.publicKey } })],
    ["in the query", () => ({ url: `/v1/batch?writeKey=${door.publicKey}` })],
    ["in the body", () => ({ payload: JSON.stringify({ ...batch, writeKey: door.publicKey }) })],
    [
      "in the body beside an OAuth token",
      () => ({
        payload: JSON.stringify({ ...batch, writeKey: door.publicKey }),
        headers: { authorization: "Bearer eyJh.eyJz.c2ln" },
      }),
    ],
  ])("may stand %s", async (_where, request) => {
    const answer = await door.app.inject({
      method: "POST",
      url: "/v1/batch",
      payload: JSON.stringify(batch),
      ...request(),
    });

    expect(answer.statusCode).toBe(200);
    expect(door.inbox.events).toMatchObject([{ proof: "publicKey" }]);
  });

  test("a secret one proves what its events say", async () => {
    await post("/v1/batch", batch, { authorization: basic(door.secretKey) });

    expect(door.inbox.events).toMatchObject([{ proof: "secretKey" }]);
  });

  test.each([
    {},
    { authorization: "Basic" },
    { authorization: "Bearer atp_unknown" },
    { authorization: "Basic Og==" },
  ])("missing or unknown is answered 401 and nothing is kept: %j", async (headers) => {
    const answer = await door.app.inject({
      method: "POST",
      url: "/v1/batch",
      payload: JSON.stringify(batch),
      headers,
    });

    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBeUndefined();
    expect(door.inbox.records).toEqual([]);
  });
});

describe("the answer", () => {
  test("tells which events of a batch wait in quarantine, and is a success all the same", async () => {
    const answer = await post("/v1/batch", { batch: [event, { type: "page" }, 7] });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      success: true,
      accepted: 1,
      quarantined: 2,
      faults: [
        { index: 1, code: "event.no_identifier", path: "/userId", message: expect.any(String) },
        { index: 2, code: "event.not_object", path: "", message: expect.any(String) },
      ],
    });
    expect(door.quarantine.asides.map((aside) => aside.original)).toEqual(['{"type":"page"}', "7"]);
  });

  test("is 503 with Retry-After while the inbox is away, and nothing counts as kept", async () => {
    door.inbox.away = true;

    const answer = await post("/v1/batch", { batch: [event] });

    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "1"]);
  });

  test("is 429 with Retry-After beyond the key's limit", async () => {
    const batch = { batch: Array(25_000).fill(event) };
    expect((await post("/v1/batch", batch)).statusCode).toBe(200);

    const answer = await post("/v1/batch", batch);

    expect(answer.statusCode).toBe(429);
    expect(answer.headers).toMatchObject({ "retry-after": "2", "x-ratelimit-reset": "2" });
    expect(door.inbox.events).toHaveLength(25_000);
  });
});

describe("pages of other origins", () => {
  test.each([
    "/v1/batch",
    "/v1/t",
    "/b",
    "/beacon/v1/batch",
    "/rsaMetrics",
    "/v1/projects/k/settings",
    "/sourceConfig/",
  ])("may ask %s before they send", async (url) => {
    const answer = await door.app.inject({
      method: "OPTIONS",
      url,
      headers: {
        origin: "https://shop.example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers":
          "authorization,content-type,x-retry-count,anonymousid,rsa-new-thing",
      },
    });

    expect(answer.statusCode).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe("https://shop.example.com");
    expect(answer.headers["access-control-max-age"]).toBe("900");
    const allowed = String(answer.headers["access-control-allow-headers"]).toLowerCase().split(", ");
    for (const name of [
      "authorization",
      "content-type",
      "x-retry-count",
      "anonymousid",
      "sentat",
      "rsa-recovered",
      "rsa-new-thing",
    ]) {
      expect(allowed).toContain(name);
    }
  });

  test("can read refusals too", async () => {
    const answer = await post("/v1/t", "{", { origin: "https://shop.example.com" });

    expect(answer.statusCode).toBe(400);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "https://shop.example.com",
      vary: "Origin",
    });
  });
});

describe("what SDKs ask for first", () => {
  test.each(["/v1/projects/KEY/settings", "/projects/KEY/settings", "/v1/projects/projects/KEY/settings"])(
    "%s names this server as where events go",
    async (path) => {
      const url = path.replace("KEY", door.publicKey);
      const answer = await door.app.inject({
        url,
        headers: { host: "data.example.com:8443", "x-forwarded-proto": "https" },
      });

      expect(answer.json()).toMatchObject({
        integrations: {
          "Segment.io": { apiKey: door.publicKey, apiHost: "data.example.com:8443/v1", protocol: "https" },
        },
        metrics: { sampleRate: 0 },
      });
    },
  );

  test("settings for an unknown or a secret key are not there", async () => {
    for (const key of ["unknown", door.secretKey]) {
      expect((await door.app.inject(`/v1/projects/${key}/settings`)).statusCode).toBe(404);
    }
  });

  test("the source configuration has the form that the RudderStack browser SDK checks", async () => {
    const answer = await door.app.inject(`/sourceConfig/?p=npm&v=3.31.6&writeKey=${door.publicKey}`);

    expect(answer.json()).toMatchObject({
      source: { id: expect.any(String), enabled: true, config: expect.any(Object), destinations: [] },
    });
    expect((await door.app.inject("/sourceConfig/?writeKey=unknown")).statusCode).toBe(401);
  });

  test("the library and its parts are the published ones; no other file can be asked for", async () => {
    const library = await door.app.inject(`/analytics.js/v1/${door.publicKey}/analytics.min.js`);

    expect(library.statusCode).toBe(200);
    expect(library.headers["content-type"]).toContain("javascript");
    expect(library.body.length).toBeGreaterThan(50_000);
    for (const file of ["..%2f..%2fpackage.json", "standalone.js.map", "nothing.js"]) {
      expect((await door.app.inject(`/analytics-next/bundles/${file}`)).statusCode).toBe(404);
    }
  });
});
