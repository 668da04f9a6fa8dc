import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature } from "@openfeature/server-sdk";
import { type Provider, OpenFeature as WebOpenFeature } from "@openfeature/web-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  const definitions = [
    define("touchpoint", "home", { name: "Home", stage: "before", channel: "web", owner: "Shop" }),
    define("touchpoint", "returns", { name: "Returns", stage: "after", channel: "web", owner: "Service" }),
    define("placement", "hero", {
      name: "Hero",
      touchpoint: "home",
      contentSchema: { type: "object", required: ["title"] },
      content: { title: "Hello" },
      locales: { de: { title: "Hallo" } },
    }),
    define("placement", "banner", { name: "Banner", channel: "web", content: "Hello" }),
    define("placement", "express", { name: "Express delivery", content: false, nature: "service" }),
    define("placement", "desk", { name: "Desk", staff: true, content: "Be kind" }),
    define("experience", "gold", {
      name: "Gold",
      placement: "hero",
      content: { title: "For you" },
      locales: { de: { title: "Für Sie" } },
      condition: { trait: "tier", is: "gold" },
    }),
    define("experience", "split", {
      name: "Split",
      placement: "banner",
      content: "Hello you",
      personalised: true,
      variants: [{ key: "a", content: "A" }],
    }),
    define("experience", "fast", {
      name: "Fast",
      placement: "express",
      kind: "deliveryOption",
      content: true,
    }),
  ];
  await server.post("/api/definitions/apply", { definitions });
  await shop.till(
    { type: "identify", userId: "ann", anonymousId: "ann-phone", traits: { tier: "gold" } },
    track("Consent Given", { userId: "ann" }, { purpose: "personalisation" }),
  );
});
afterAll(async () => {
  await Promise.all([OpenFeature.close(), WebOpenFeature.close()]);
  await server.close();
});

const define = (kind: string, key: string, body: Wire): Wire => ({ kind, key, body });

const heroOf = async (request: Wire, key?: string) =>
  (
    await shop.ask(
      "POST",
      "/api/decide",
      { placements: ["hero"], ...request },
      key === undefined ? {} : { key },
    )
  ).body.placements.hero;

test("the touchpoints of the journey are listed with what is decided there, those without a decision apart", async () => {
  const all = await shop.ask("GET", "/api/touchpoints");
  const open = await shop.ask("GET", "/api/touchpoints?decided=false");

  expect(all.body.items).toMatchObject([
    { key: "home", stage: "before", owner: "Shop", isDecided: true, placements: [{ key: "hero", live: 1 }] },
    { key: "returns", stage: "after", isDecided: false, placements: [] },
  ]);
  expect(open.body.items.map(({ key }: { key: string }) => key)).toEqual(["returns"]);
});

test("content that its placement does not take is refused where it stands in the request", async () => {
  const apply = await shop.ask("POST", "/api/definitions/apply", {
    definitions: [
      define("experience", "good", { name: "Good", placement: "hero", content: { title: "Good" } }),
      define("experience", "bad", { name: "Bad", placement: "hero", content: { headline: "Bad" } }),
    ],
  });
  const nowhere = await shop.ask("PUT", "/api/definitions/placement/lost", {
    name: "Lost",
    touchpoint: "moon",
  });

  expect(apply).toMatchObject({
    status: 422,
    body: {
      code: "experience.content_invalid",
      errors: [{ pointer: "/definitions/1/body/content/title", message: "Is missing." }],
    },
  });
  expect(nowhere).toMatchObject({ status: 422, body: { errors: [{ pointer: "/touchpoint" }] } });
});

test("the same customer is answered in the language of the page, and the log tells the content as it was shown", async () => {
  const decided = await shop.ask("POST", "/api/decide", {
    identity: { userId: "ann" },
    placements: ["hero"],
    context: { language: "de-CH" },
  });

  const { decisionId, placements } = decided.body;
  expect(placements.hero).toMatchObject({ experience: "gold", locale: "de", content: { title: "Für Sie" } });
  const told = await shop.ask("GET", `/api/decisions/${decisionId}`);
  expect(told.body.answer).toEqual(placements);
});

test("OpenFeature's server provider works unmodified: values of each type, reason, variant, metadata, an unknown flag", async () => {
  const provider = new OFREPProvider({
    baseUrl: server.url,
    headers: [["Authorization", `Bearer ${server.adminKey}`]],
  });
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  const ann = { targetingKey: "ann", channel: "web", language: "de" };

  const [hero, banner, express, unknown, wrongType] = [
    await client.getObjectDetails("hero", {}, ann),
    await client.getStringDetails("banner", "none", ann),
    await client.getBooleanDetails("express", false, ann),
    await client.getStringDetails("no-such", "none", ann),
    await client.getNumberDetails("banner", 7, ann),
  ];

  expect(hero).toMatchObject({
    value: { experience: "gold", locale: "de", content: { title: "Für Sie" } },
    reason: "TARGETING_MATCH",
  });
  expect(banner).toMatchObject({
    value: "A",
    variant: "a",
    reason: "SPLIT",
    flagMetadata: { propensity: 1 },
  });
  expect(express).toMatchObject({ value: true, reason: "STATIC" });
  expect(unknown).toMatchObject({ value: "none", errorCode: "FLAG_NOT_FOUND" });
  expect(wrongType).toMatchObject({ value: 7, errorCode: "TYPE_MISMATCH" });
  const told = await shop.ask("GET", `/api/decisions/${hero.flagMetadata["decisionId"]}`);
  expect(told.body.answer.hero.experience).toBe("gold");
  expect(await client.getStringDetails("banner", "none", {})).toMatchObject({
    value: "none",
    errorCode: "TARGETING_KEY_MISSING",
  });
});

test("OpenFeature's web provider works unmodified: all flags of the channel at once, and again for another customer", async () => {
  const provider = new OFREPWebProvider({
    baseUrl: server.url,
    headers: [["X-API-Key", server.adminKey]],
    pollInterval: 0,
    cacheMode: "disabled",
  });
  await WebOpenFeature.setContext({ targetingKey: "ann", channel: "web" });
  await WebOpenFeature.setProviderAndWait(provider as Provider); // its types were made without exactOptionalPropertyTypes
  const client = WebOpenFeature.getClient();

  expect(client.getObjectDetails("hero", {})).toMatchObject({ value: { experience: "gold" } });
  expect(client.getBooleanValue("express", false)).toBe(true);

  await WebOpenFeature.setContext({ targetingKey: "somebody", channel: "web" });

  expect(client.getObjectDetails("hero", {})).toMatchObject({
    value: { experience: null, content: { title: "Hello" } },
    reason: "STATIC",
  });
});

test("all flags come with a tag of their own for each context, and 304 for as long as nothing is different", async () => {
  const bulk = (context: Wire, tag?: string, key: string = server.adminKey) => {
    const headers = tag === undefined ? {} : { "If-None-Match": tag };
    return shop.ask("POST", "/ofrep/v1/evaluate/flags", { context }, { key, headers });
  };
  const ann = { targetingKey: "ann" };
  const first = await bulk(ann);
  const tag = first.headers.get("etag") ?? "";

  expect(first.body.flags.map(({ key }: { key: string }) => key).toSorted()).toEqual([
    "banner",
    "desk",
    "express",
    "hero",
  ]);
  expect(await bulk(ann, tag)).toMatchObject({ status: 304, text: "" });
  expect((await bulk({ targetingKey: "bob" }, tag)).status).toBe(200);
  expect((await bulk({ ...ann, placements: ["hero", "no-such"] })).body.flags).toHaveLength(1);
  const onPage = await bulk({ targetingKey: "ann-phone", channel: "web" }, undefined, server.writeKey);
  expect(onPage.body.flags.map(({ key }: { key: string }) => key)).not.toContain("desk");

  await shop.till({ type: "identify", userId: "ann", traits: { tier: "silver" } });
  const changed = await bulk(ann, tag);
  await shop.till({ type: "identify", userId: "ann", traits: { tier: "gold" } });

  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(tag);
});

test("what is wrong with a request is told to OpenFeature in its own words", async () => {
  const one = (body: unknown, key?: string | null) =>
    shop.ask("POST", "/ofrep/v1/evaluate/flags/hero", body, key === undefined ? {} : { key });

  expect(await one({ context: {} })).toMatchObject({
    status: 400,
    body: { key: "hero", errorCode: "TARGETING_KEY_MISSING" },
  });
  expect(await one({})).toMatchObject({ status: 400, body: { errorCode: "INVALID_CONTEXT" } });
  expect(await one({ context: { targetingKey: "ann", channel: "fax" } })).toMatchObject({
    status: 400,
    body: { errorCode: "INVALID_CONTEXT" },
  });
  expect(await one({ context: { targetingKey: "ann" } }, null)).toMatchObject({ status: 401, text: "" });
});

test("a message's token recognises its customer at a page that knows nobody, until it is revoked", async () => {
  const made = await shop.ask("POST", "/api/recognition-tokens", { identity: { userId: "ann" } });
  const { token } = made.body;
  const onPage = () => heroOf({ identity: { anonymousId: "library-pc" }, token }, server.writeKey);

  expect(made.status).toBe(201);
  expect(await onPage()).toMatchObject({ experience: "gold" });
  expect((await shop.ask("POST", "/api/recognition-tokens", { profile: "prf_zz" })).status).toBe(404);
  await shop.ask("POST", "/api/recognition-tokens/revoke", { token });
  expect(await onPage()).toMatchObject({ experience: null, reason: { code: "unknownCustomer" } });
  expect((await shop.ask("POST", "/api/recognition-tokens", {}, { key: server.writeKey })).status).toBe(403);
});

test("a customer who is treated otherwise on two channels within a minute is listed with the cause, once the log has been sunk", async () => {
  const at = async (channel: string) =>
    shop.ask("POST", "/api/decide", {
      identity: { userId: "cleo" },
      placements: ["hero"],
      context: { channel },
    });
  await shop.till(
    { type: "identify", userId: "cleo", traits: { tier: "gold" } },
    track("Consent Given", { userId: "cleo" }, { purpose: "personalisation" }),
  );
  const online = await at("web");
  await shop.till({ type: "identify", userId: "cleo", traits: { tier: "none" } });
  const inStore = await at("store");

  const item = await waitUntil("the report", async () => {
    const report = await shop.ask("GET", "/api/consistency");
    return report.body.items.find(
      ({ sides }: { sides: { decisionId: string }[] }) => sides[1]?.decisionId === inStore.body.decisionId,
    );
  });

  expect(item).toMatchObject({
    kind: "eligibility",
    cause: "customerChanged",
    experience: "gold",
    sides: [
      { decisionId: online.body.decisionId, channel: "web", reason: "chosen" },
      { channel: "store", reason: "conditionNotMet" },
    ],
  });
});

test("a decision is made again from its log, to the byte, also after everything about it has changed", async () => {
  const at = (context: Wire) =>
    shop.ask("POST", "/api/decide", {
      identity: { userId: "ann" },
      placements: ["hero", "banner", "express"],
      context,
    });
  const decided = [await at({ language: "de" }), await at({ store: "leeds" })];
  const put = (path: string, body: Wire) => shop.ask("PUT", `/api/definitions/${path}`, body);
  await put("placement/hero", { name: "Hero", content: "Other" });
  await put("experience/gold", { name: "Gold", placement: "hero", content: "Other", priority: -5 });
  await put("experience/split", { name: "Split", placement: "banner", content: "Other" });
  await shop.ask("DELETE", "/api/definitions/experience/fast");
  await shop.till({ type: "identify", userId: "ann", traits: { tier: "none" } });

  const replayed = await Promise.all(
    decided.map(({ body }) => shop.ask("GET", `/api/decisions/${body.decisionId}/replay`)),
  );

  for (const [index, { body }] of replayed.entries()) {
    expect(body).toMatchObject({ isSame: true, decisionId: decided[index]?.body.decisionId });
    expect(JSON.stringify(body.placements)).toBe(JSON.stringify(decided[index]?.body.placements));
  }
  expect(replayed[0]?.body.placements.hero).toMatchObject({ experience: "gold", locale: "de" });
  expect((await at({})).body.placements.hero).not.toMatchObject({ content: { title: "For you" } });
});

test("no new-customer offer goes to a customer who is recognised, by whatever: login, token, card or device", async () => {
  await server.post("/api/definitions/apply", {
    definitions: [
      define("placement", "welcome", { name: "Welcome" }),
      define("experience", "first", {
        name: "10 % off the first order",
        placement: "welcome",
        content: "10 % off your first order",
        newCustomersOnly: true,
      }),
    ],
  });
  await shop.page({ type: "page", anonymousId: "stranger" }, { type: "page", anonymousId: "dora-phone" });
  await shop.till(
    { type: "identify", userId: "dora", anonymousId: "dora-phone", traits: { email: "dora@example.com" } },
    track("Store Visited", { userId: "dora" }, { card: "6335 1234" }),
    track("Store Visited", { anonymousId: "till-7" }, { card: "6335 9999" }),
    track("Order Completed", { anonymousId: "guest-pc" }, { order_id: "g-1", total: 5, currency: "GBP" }),
  );
  const { token } = await server.post<{ token: string }>("/api/recognition-tokens", {
    identity: { userId: "dora" },
  });
  const offer = async (request: Wire, key: string = server.adminKey) =>
    (await shop.ask("POST", "/api/decide", { placements: ["welcome"], ...request }, { key })).body.placements
      .welcome.experience;

  expect(await offer({ identity: { anonymousId: "stranger" } }, server.writeKey)).toBe("first");
  expect(await offer({ identity: { anonymousId: "never-seen" } }, server.writeKey)).toBe("first");
  expect(await offer({ identity: { anonymousId: "stranger" }, token }, server.writeKey)).toBeNull();
  expect(await offer({ identity: { anonymousId: "dora-phone" } }, server.writeKey)).toBeNull();
  expect(await offer({ identity: { anonymousId: "guest-pc" } }, server.writeKey)).toBeNull();
  // A card is a customer also before anybody says whose it is.
  expect(await offer({ identity: { card: "0000-0000" } })).toBe("first");
  for (const name of ["userId:dora", "email:dora@example.com", "card:6335-1234", "card:63359999"])
    expect(await offer({ identity: Object.fromEntries([name.split(":")]) })).toBeNull();
});
