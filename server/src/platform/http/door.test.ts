import { connect } from "node:net";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import { afterEach, expect, test } from "vitest";
import { Door } from "./door.ts";

const doors: Door[] = [];
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

function newDoor(): Door {
  const door = new Door();
  doors.push(door);
  return door;
}

test("an event that comes before the program is up is held, and taken when it is", async () => {
  const door = newDoor();
  const port = await door.listen(0, "127.0.0.1");
  const held = fetch(`http://127.0.0.1:${port}/v1/track`, { method: "POST", body: "{}" });
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: "starting" });

  await attach(door);
  door.gate.open();

  expect((await held).status).toBe(200);
});

test("who is still held when the program ends is told to come back in two seconds", async () => {
  const door = newDoor();
  const port = await door.listen(0, "127.0.0.1");
  const held = fetch(`http://127.0.0.1:${port}/v1/track`, { method: "POST", body: "x".repeat(200_000) });
  await untilHeld(port);

  await door.close();

  const answer = await held;
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "2"]);
  expect(await answer.json()).toMatchObject({ code: "store.away" });
});

test("a client that never ends its request does not keep the program from ending", async () => {
  const door = newDoor();
  const port = await door.listen(0, "127.0.0.1");
  const client = connect(port, "127.0.0.1");
  client.write("POST /v1/track HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000\r\n\r\nhalf");
  client.on("error", () => undefined);
  await untilHeld(port);

  await door.close();

  expect(await text(client).catch(() => "")).not.toContain("200 OK");
});

test("a program that is started while the one before it stops waits for its port", async () => {
  const before = newDoor();
  const after = newDoor();
  const port = await before.listen(0, "127.0.0.1");

  const taken = Promise.withResolvers<void>();
  const listening = after.listen(port, "127.0.0.1", taken.resolve);
  await taken.promise;
  await before.close();

  expect(await listening).toBe(port);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

async function attach(door: Door): Promise<void> {
  const app = Fastify({ serverFactory: () => door.server });
  app.post("/v1/track", async () => ({}));
  await door.attach(app);
}

/** A request that is answered has been read after those before it. */
async function untilHeld(port: number): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
}
