import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { type Answer, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await shop.till(
    ...customers.flatMap((userId): Wire[] => [
      { type: "identify", userId, anonymousId: `${userId}-phone`, traits: { tier: "gold" } },
      track("Consent Given", { userId }, { purpose: "personalisation" }),
    ]),
    { type: "identify", userId: "nick", traits: { tier: "gold" } },
  );
  await put("/api/definitions/placement/hero", { name: "Hero" });
});
afterAll(() => server.close());

const customers = Array.from({ length: 12 }, (_, at) => `c${at}`);

const put = (path: string, body: unknown): Promise<unknown> => server.post(path, body, "PUT");

const tea = (a: number, more: Wire = {}): Promise<unknown> =>
  put("/api/definitions/experience/tea", {
    name: "Tea",
    placement: "hero",
    content: "Tea",
    variants: [
      { key: "a", weight: a, content: "A" },
      { key: "b", weight: 1 - a, content: "B" },
    ],
    ...more,
  });

function decide(identity: Wire, context: Wire = {}): Promise<Answer> {
  return shop.ask("POST", "/api/decide", { identity, placements: ["hero"], context });
}

const heroOf = async (userId: string, context: Wire = {}) =>
  (await decide({ userId }, context)).body.placements.hero;

const variantOf = async (userId: string): Promise<string> => (await heroOf(userId)).variant;

test("customers are dealt variants, each the same on every channel and by every name, and who has not consented sees the experience's own", async () => {
  await tea(0.5);

  const shown = await Promise.all(customers.map(variantOf));
  expect(new Set(shown)).toEqual(new Set(["a", "b"]));
  for (const userId of customers.slice(0, 4)) {
    const [page, till] = [
      await decide({ anonymousId: `${userId}-phone` }, { channel: "web" }),
      await decide({ userId }, { channel: "store" }),
    ];
    expect(page.text).toBe(till.text);
  }
  expect(await heroOf("nick")).toMatchObject({ content: "Tea", reason: { code: "noConsent" } });
});

test("who saw a variant keeps it when weights change, with the older one's over a merge, and her own when it is undone", async () => {
  await tea(1, { dealing: { salt: "weights" } });
  expect(await variantOf("c0")).toBe("a");
  await tea(0, { dealing: { salt: "weights" } });
  expect([await variantOf("c0"), await variantOf("c1")]).toEqual(["a", "b"]);

  const merge = await shop.ask("POST", "/api/profiles/userId:c1/merge", { from: "userId:c0" });
  expect([await variantOf("c0"), await variantOf("c1")]).toEqual(["a", "a"]);

  await shop.ask("POST", `/api/merges/${merge.body.id}/undo`);
  expect([await variantOf("c0"), await variantOf("c1")]).toEqual(["a", "b"]);
});

test("a hold-out takes effect with its definition, tells so in answer and explanation, and leaves service alone", async () => {
  const shown = await heroOf("c2");
  await put("/api/definitions/hold-out/all", { name: "All", share: 1, scope: "promotional" });

  const held = await decide({ userId: "c2" });
  expect(held.body.placements.hero).toMatchObject({ content: "Tea", reason: { code: "heldOut" } });
  const told = await shop.ask("GET", `/api/decisions/${held.body.decisionId}`);
  expect(told.body).toMatchObject({
    exposures: { hero: { variant: null, way: "heldOut" } },
    holdOuts: { all: { isIn: true } },
  });

  await put("/api/definitions/placement/hero", { name: "Hero", nature: "service" });
  expect(await heroOf("c2")).toEqual(shown);
});

test("two experiences that take the same part of a namespace cannot both be live", async () => {
  const dealing = { namespace: { id: "teas", from: 0.2, until: 0.6 } };
  await tea(0.5, { dealing });
  const experience = {
    name: "Green",
    placement: "hero",
    content: "Green",
    variants: [{ key: "a" }],
    dealing,
  };

  const refused = await shop.ask("PUT", "/api/definitions/experience/green", experience);

  expect(refused).toMatchObject({ status: 422, body: { code: "experience.namespace_taken" } });
});
