import type { LightMyRequestResponse } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { setRecordAside } from "../quarantine.ts";
import { startDoor, type TestDoor } from "../testing/start-door.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const clock = stoppedClock(receivedAt);
let door: TestDoor;
beforeEach(async () => {
  clock.moveTo(receivedAt);
  door = await startDoor({ clock });
});
afterEach(() => door.app.close());

async function send(body: object, key = door.publicKey): Promise<void> {
  await door.app.inject({
    method: "POST",
    url: "/v1/batch",
    payload: JSON.stringify({ ...body, writeKey: key }),
  });
}

async function ask(
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: object,
): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${door.secretKey}` };
  return door.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

const nobody = { type: "track", event: "A", timestamp: "2026-05-01T11:00:00Z", properties: { n: 1 } };

test("a bad event is listed with its code and place, and shown as it was sent with what its batch said", async () => {
  await send({
    batch: [nobody, { type: "page", userId: "u", properties: [] }],
    context: { app: "till" },
    sentAt: "2026-05-01T11:30:00Z",
  });

  const listed = (await ask("GET", "/api/quarantine")).json();
  expect(listed).toMatchObject({
    items: [
      { id: "qua_2", code: "event.wrong_type", path: "/properties", event: { type: "page", name: null } },
      { id: "qua_1", code: "event.no_identifier", path: "/userId", event: { type: "track", name: "A" } },
    ],
    next: null,
    counts: expect.arrayContaining([{ code: "event.wrong_type", count: 1 }]),
  });
  const whole = (await ask("GET", "/api/v1/quarantine/qua_1")).json();
  expect(JSON.parse(whole.original)).toEqual(nobody);
  expect(whole.batch).toEqual({ context: { app: "till" }, sentAt: Date.parse("2026-05-01T11:30:00Z") });
});

test("the list is paged and narrowed", async () => {
  await send({ batch: [nobody, 1, nobody, 2, nobody] });

  const first = (await ask("GET", "/api/quarantine?limit=2&code=event.no_identifier")).json();
  const second = (
    await ask("GET", `/api/quarantine?limit=2&code=event.no_identifier&cursor=${first.next}`)
  ).json();

  expect([...first.items, ...second.items].map((one) => one.id)).toEqual(["qua_5", "qua_3", "qua_1"]);
  expect(second.next).toBeNull();
});

test("a mended event is taken in with the time, source and proof it came with", async () => {
  await send({ batch: [nobody], context: { app: "till" }, sentAt: "2026-05-01T11:30:00Z" });
  clock.moveBy(3 * 86_400_000);

  const answer = await ask("POST", "/api/quarantine/qua_1/release", { event: { ...nobody, userId: "u1" } });

  expect(answer.json()).toEqual({ id: "qua_1", position: 1 });
  expect(door.inbox.events).toMatchObject([
    {
      name: "A",
      userId: "u1",
      proof: "publicKey",
      receivedAt,
      occurredAt: Date.parse("2026-05-01T11:30:00Z"),
      messageId: "quarantine-1",
      context: { app: "till" },
    },
  ]);
  expect((await ask("GET", "/api/quarantine")).json().items).toEqual([]);
  expect((await ask("GET", "/api/quarantine?state=released")).json().items).toMatchObject([
    { releasedPosition: 1 },
  ]);
});

test("an event that is still bad is refused with what is wrong, and stays", async () => {
  await send({ batch: [nobody] });

  const answer = await ask("POST", "/api/quarantine/qua_1/release", { event: { ...nobody, userId: "null" } });

  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: "quarantine.still_bad", errors: [{ pointer: "/userId" }] });
  expect((await ask("POST", "/api/quarantine/qua_1/release")).statusCode).toBe(422);
  expect((await ask("GET", "/api/quarantine")).json().items).toHaveLength(1);
});

test("an event is released once", async () => {
  await send({ batch: [nobody] });
  const event = { ...nobody, userId: "u1" };
  await ask("POST", "/api/quarantine/qua_1/release", { event });

  expect((await ask("POST", "/api/quarantine/qua_1/release", { event })).statusCode).toBe(409);
  expect(door.inbox.events).toHaveLength(1);
});

test("while the inbox is away nothing is released", async () => {
  await send({ batch: [nobody] });
  door.inbox.away = true;

  const answer = await ask("POST", "/api/quarantine/qua_1/release", { event: { ...nobody, userId: "u1" } });

  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "1"]);
  expect((await ask("GET", "/api/quarantine")).json().items).toHaveLength(1);
});

test("a record that could not be worked in goes in again as it was, natural key and all", async () => {
  await send({ batch: [{ ...nobody, userId: "u1", messageId: "m1" }] });
  const [record] = door.inbox.events;
  if (record === undefined) throw new Error("Nothing was recorded.");
  const failed = { ...record, naturalKey: "orders:17" };
  await setRecordAside(door.quarantine, 1, { record: failed, code: "fold.failed", reason: "23505" });

  const all = await ask("POST", "/api/quarantine/release", { code: "fold.failed" });

  expect(all.json()).toEqual({ released: 1, stillBad: 0 });
  expect(door.inbox.events[1]).toEqual(failed);
});

test("many are tried again by code; what is still bad stays", async () => {
  await send({ batch: [nobody, nobody] });

  const answer = await ask("POST", "/api/quarantine/release", { code: "event.no_identifier" });

  expect(answer.json()).toEqual({ released: 0, stillBad: 2 });
});

test("a discarded event is gone", async () => {
  await send({ batch: [nobody] });

  expect((await ask("DELETE", "/api/quarantine/qua_1")).json()).toEqual({ id: "qua_1", discarded: true });
  expect((await ask("DELETE", "/api/quarantine/qua_1")).statusCode).toBe(404);
  expect((await ask("GET", "/api/quarantine/qua_1")).statusCode).toBe(404);
});

test.each([
  ["GET", "/api/quarantine/qua_999", 404],
  ["GET", "/api/quarantine/nonsense", 404],
  ["POST", "/api/quarantine/qua_999/release", 404],
  ["GET", "/api/quarantine?cursor=nonsense", 400],
  ["GET", "/api/quarantine?limit=0", 400],
  ["POST", "/api/quarantine/release", 400],
] as const)("%s %s is answered %i with a problem", async (method, url, status) => {
  const answer = await ask(method, url, method === "POST" ? {} : undefined);

  expect(answer.statusCode).toBe(status);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
});

test("only a secret key sees what others sent", async () => {
  const asPublic = { headers: { authorization: `Bearer ${door.publicKey}` } };

  for (const url of ["/api/quarantine", "/api/events", "/api/keys"]) {
    const [refused, unknown] = await Promise.all([
      door.app.inject({ url, ...asPublic }),
      door.app.inject({ url }),
    ]);
    expect([refused.statusCode, refused.json().code]).toEqual([403, "key.not_secret"]);
    expect([unknown.statusCode, unknown.json().code]).toEqual([401, "key.missing"]);
  }
});
