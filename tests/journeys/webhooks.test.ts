import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { ago, day, type Shop, shopAt, track } from "./shop.ts";

interface Received {
  readonly id: string;
  readonly body: {
    readonly type: string;
    readonly data: {
      readonly segment: string;
      readonly profile: string;
      readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
    };
  };
  readonly signatures: readonly string[];
  readonly signed: string;
}

/** The other side: keeps what it is told, and answers as it is bidden. */
interface OtherSide {
  readonly url: string;
  readonly received: Received[];
  answer: number;
  close(): void;
}

let server: TestServer;
let shop: Shop;
let other: OtherSide;
let secret: string;
beforeAll(async () => {
  [server, other] = await Promise.all([
    startServer({ env: { ATTUNE_PRIVATE_HOSTS: "127.0.0.1" } }),
    openOtherSide(),
  ]);
  shop = shopAt(server);
});
afterAll(async () => {
  other.close();
  await server.close();
});

const email = { purpose: "marketing", channel: "email" };

test("members leave as a file and by webhook, only those who agreed, and who withdraws is taken out over there", async () => {
  await define("segment/buyers", { name: "Buyers", condition: { did: "Order Completed" }, ...email });
  await define("webhook/news", { name: "News", url: other.url, segments: ["buyers"] });
  secret = await makeSecret();
  await shop.till(
    ...["ann", "bob"].map((userId) => track("Order Completed", { userId }, { order_id: userId, revenue: 9 })),
    track("Consent Given", { userId: "ann" }, email),
    { type: "identify", userId: "ann", traits: { email: "ann@example.com" } },
  );

  await told(["segment.entered ann"]);
  await untilUsable(1);
  const file = await shop.ask("GET", "/api/segments/buyers/members.csv?columns=userId,email,emailSha256");
  await shop.till(track("Consent Withdrawn", { userId: "ann" }, email));
  await told(["segment.entered ann", "segment.left ann"]);

  expect(file.headers.get("content-type")).toContain("text/csv");
  expect(file.text.split("\r\n").slice(0, 2)).toEqual([
    "userId,email,emailSha256",
    `ann,ann@example.com,${sha256("ann@example.com")}`,
  ]);
  expect(other.received.filter((one) => !isSignedWith(one, secret))).toEqual([]);
  const members = await shop.ask("GET", "/api/segments/buyers/members");
  expect(members.body).toMatchObject({ size: 2, usable: 0 });
});

test("a customer's stays and a segment's sizes are told as the stream of changes told them", async () => {
  await define("segment/lately", {
    name: "Lately",
    condition: { did: "Came By", within: "1d" },
    purpose: "service",
  });
  await waitUntil("the segment to be live", async () => {
    const { state } = await server.get<{ state: string }>("/api/segments/lately");
    return state === "live" ? true : undefined;
  });
  await shop.till(track("Came By", { userId: "ann" }, {}, { timestamp: ago(day - 3_000) }));
  const stays = await waitUntil("ann to have left again", async () => {
    const { past } = await server.get<{ past: { key: string }[] }>("/api/profiles/userId:ann/segments");
    return past.some(({ key }) => key === "lately") ? past : undefined;
  });
  const changes = await server.get<{ items: { change: string; segment: string }[]; next: string }>(
    "/api/segments/lately/changes",
  );
  const sizes = await server.get<{ items: { size: number; entered: number; left: number }[] }>(
    "/api/segments/lately/sizes?by=hour",
  );

  expect(stays).toMatchObject([{ key: "lately", name: "Lately" }]);
  expect(changes.items.map(({ change }) => change)).toEqual(["entered", "left"]);
  expect(sizes.items.reduce((sum, one) => sum + one.entered, 0)).toBe(1);
  expect(sizes.items.at(-1)).toMatchObject({ size: 0 });
});

test("nothing leaves without a purpose, to a private address or as a redirect says", async () => {
  await define("segment/aimless", { name: "Aimless", condition: { did: "Order Completed" } });
  const file = await shop.ask("GET", "/api/segments/aimless/members.csv");
  const tell = (body: object) =>
    shop.ask("PUT", "/api/definitions/webhook/refused", { name: "Refused", segments: ["buyers"], ...body });
  const aimless = await tell({ url: other.url, segments: ["aimless"] });
  const inside = await tell({ url: "https://169.254.169.254/latest" });
  const plain = await tell({ url: "http://hooks.example.com/" });
  const removed = await shop.ask("PUT", "/api/definitions/segment/buyers", {
    name: "Buyers",
    condition: { did: "Order Completed" },
  });

  expect([file.status, file.body.code]).toEqual([422, "segment.no_purpose"]);
  expect(aimless.body).toMatchObject({ code: "webhook.invalid", errors: [{ pointer: "/segments/0" }] });
  expect(inside.body).toMatchObject({ code: "webhook.invalid", errors: [{ pointer: "/url" }] });
  expect(plain.body).toMatchObject({ code: "webhook.invalid", errors: [{ pointer: "/url" }] });
  expect(removed.body.code).toBe("segment.purpose_in_use");
});

test("a webhook outlives the death of the program and of the other side: everything arrives, in order for each customer", async () => {
  const before = other.received.length;
  other.answer = 503;
  await shop.till(track("Consent Given", { userId: "bob" }, email));
  await waitUntil("the first attempt", async () => (other.received.length > before ? true : undefined));
  await shop.till(track("Consent Withdrawn", { userId: "bob" }, email));
  await server.kill9();
  other.answer = 200;
  await server.start();
  await shop.ask("POST", "/api/webhooks/news/enable");

  const log = await waitUntil("bob to be told out", async () => {
    const { items } = await server.get<{ items: Delivery[] }>("/api/webhooks/news/deliveries");
    return items.some(({ state }) => state === "waiting") ? undefined : items;
  });
  const bobs = log.slice(0, 2).map(({ type, state }) => `${type} ${state}`);
  // By the time the other side is well again bob may no longer be used: he is not told in, only out.
  expect(bobs).toEqual(["segment.left delivered", "segment.entered dropped"]);
  expect(secret).toMatch(/^whsec_/);
  expect(other.received.filter((one) => !isSignedWith(one, secret))).toEqual([]);
}, 90_000);

test("what was told is told again under its own id, and while a secret is replaced both sign", async () => {
  const left = other.received.find(({ body }) => body.type === "segment.left");
  const next = await makeSecret();
  const before = other.received.length;
  await server.post("/api/webhooks/news/replay", { delivery: left?.id });
  await waitUntil("the replay", async () => (other.received.length > before ? true : undefined));
  const again = other.received.at(-1);

  expect(again?.id).toBe(left?.id);
  expect(again === undefined ? [] : [isSignedWith(again, secret), isSignedWith(again, next)]).toEqual([
    true,
    true,
  ]);
  // What arrived is noted a moment later.
  await waitUntil("nothing to wait any longer", async () => {
    const { items } = await server.get<{ items: Delivery[] }>("/api/webhooks/news/deliveries");
    return items.every(({ state }) => state !== "waiting") || undefined;
  });
});

interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly state: string;
}

function define(ref: string, body: object): Promise<unknown> {
  return server.post(`/api/definitions/${ref}`, body, "PUT");
}

async function makeSecret(): Promise<string> {
  const made = await server.post<{ secret: string }>("/api/webhooks/news/secret", {});
  return made.secret;
}

async function untilUsable(usable: number): Promise<void> {
  await waitUntil(`${usable} to be usable`, async () => {
    const segment = await server.get<{ usable: number; state: string }>("/api/segments/buyers");
    return segment.state === "live" && segment.usable === usable ? true : undefined;
  });
}

/** What the other side was told, by userId. */
async function told(expected: readonly string[]): Promise<void> {
  await waitUntil(`${expected.length} messages`, async () =>
    other.received.length >= expected.length ? true : undefined,
  );
  expect(
    other.received.map(({ body }) => `${body.type} ${body.data.identifiers.map((one) => one.value).join()}`),
  ).toEqual(expected);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Worked out from the standard's text, apart from the product. */
function isSignedWith({ signatures, signed }: Received, secretText: string): boolean {
  const key = Buffer.from(secretText.replace("whsec_", ""), "base64");
  const wanted = Buffer.from(createHmac("sha256", key).update(signed).digest("base64"));
  return signatures.some((one) => {
    const [version, value = ""] = one.split(",");
    const given = Buffer.from(value);
    return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

async function openOtherSide(): Promise<OtherSide> {
  const received: Received[] = [];
  const side = { received, answer: 200 };
  const http: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const header = (name: string): string => String(request.headers[name]);
      received.push({
        id: header("webhook-id"),
        body: JSON.parse(text),
        signatures: header("webhook-signature").split(" "),
        signed: `${header("webhook-id")}.${header("webhook-timestamp")}.${text}`,
      });
      response.writeHead(side.answer).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return Object.assign(side, {
    url: `http://127.0.0.1:${port}/hook`,
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  });
}
