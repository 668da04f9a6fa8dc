import { simulationSchema } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { type Answer, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await shop.till(
    ...customers.map((userId): Wire => ({ type: "identify", userId, anonymousId: `${userId}-phone` })),
    track("Consent Given", { userId: "kim" }, { purpose: "personalisation" }),
  );
  await put("placement/hero", { name: "Hero", content: "Welcome" });
  await put("experience/sale", { ...sale, priority: 5, caps: [{ by: "served", most: 1, within: "7d" }] });
  await put("experience/help", { name: "Help", placement: "hero", content: "Help", nature: "service" });
});
afterAll(() => server.close());

const customers = ["ann", "bob", "cat", "dan", "eve", "kim", "lee"];
const sale = { name: "Sale", placement: "hero", content: "Sale", priority: 5 };

const put = (path: string, body: unknown): Promise<unknown> =>
  server.post(`/api/definitions/${path}`, body, "PUT");

const decide = (identity: Wire, placements = ["hero"], context: Wire = {}): Promise<Answer> =>
  shop.ask("POST", "/api/decide", { identity, placements, context });

const shownTo = async (identity: Wire): Promise<string> =>
  (await decide(identity)).body.placements.hero.content;

test("what is shown on a phone of which nothing is known but whose it is counts for its owner", async () => {
  const phone = { anonymousId: "lee-phone" };
  const shown: string[] = [];
  for (const identity of [phone, phone, { userId: "lee" }, phone]) shown.push(await shownTo(identity));

  expect(shown).toEqual(["Sale", "Help", "Help", "Help"]);
});

test("of a hundred calls at once, from the till and from the phone, one is served at a cap of one", async () => {
  const shown = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      shownTo(at % 2 === 0 ? { userId: "ann" } : { anonymousId: "ann-phone" }),
    ),
  );

  expect(shown.filter((content) => content === "Sale")).toHaveLength(1);
  expect(shown.filter((content) => content === "Help")).toHaveLength(99);
});

test("a cap counts what both of two customers were served once they are one, and each for herself when that is undone", async () => {
  expect(await shownTo({ userId: "bob" })).toBe("Sale");
  const merge = await shop.ask("POST", "/api/profiles/userId:cat/merge", { from: "userId:bob" });
  expect(await shownTo({ userId: "cat" })).toBe("Help");

  await shop.ask("POST", `/api/merges/${merge.body.id}/undo`);
  expect([await shownTo({ userId: "cat" }), await shownTo({ userId: "bob" })]).toEqual(["Sale", "Help"]);
});

test("an open complaint keeps promotion back on every channel until it is solved, and the explanation says why", async () => {
  const about = { case_id: "C-1", topic: "late delivery" };
  await shop.till(track("Service Case Opened", { userId: "dan" }, about));

  const { body } = await decide({ anonymousId: "dan-phone" });
  expect(body.placements.hero.content).toBe("Help");
  const explained = await shop.ask("GET", `/api/decisions/${body.decisionId}`);
  expect(explained.body.explanation.hero[0]).toMatchObject({
    experience: "sale",
    stage: "suitability",
    reason: "openCase",
    numbers: { daysLeft: 14 },
  });

  await shop.till(track("Service Case Resolved", { userId: "dan" }, about));
  expect(await shownTo({ userId: "dan" })).toBe("Sale");
});

test("what a customer refused at the till is not shown on the page until it has cooled down", async () => {
  await put("placement/card", { name: "Card" });
  await put("experience/club", { ...sale, placement: "card", coolDown: "30d" });
  const card = async (): Promise<string | null> =>
    (await decide({ anonymousId: "eve-phone" }, ["card"])).body.placements.card.content;

  expect(await card()).toBe("Sale");
  await shop.till(track("Decision Refused", { userId: "eve" }, { experience: "club", placement: "card" }));
  expect(await card()).toBeNull();
});

test("what staff pin or suppress for a customer holds on every channel at once, for her alone, until it ends", async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const pin = { experience: "help", action: "pin", reason: "She asked for it.", until, actor: "Robin" };
  const hero = async (identity: Wire) => (await decide(identity)).body.placements.hero;

  const made = await shop.ask("POST", "/api/profiles/userId:kim/overrides", pin);

  expect(made).toMatchObject({ status: 201, body: { ...pin, endedAt: null } });
  for (const identity of [{ userId: "kim" }, { anonymousId: "kim-phone" }])
    expect(await hero(identity)).toMatchObject({ content: "Help", reason: { code: "pinned" } });
  expect(await shownTo({ userId: "eve" })).toBe("Sale");
  const { decisionId } = (await decide({ userId: "kim" })).body;
  expect((await shop.ask("GET", `/api/decisions/${decisionId}/why`)).body.placements.hero).toEqual([
    { code: "staff", text: "A member of our staff chose this for you." },
  ]);

  await shop.ask("POST", `/api/overrides/${made.body.id}/end`, { actor: "Robin" });
  expect(await shownTo({ userId: "kim" })).toBe("Sale");
  const { items } = (await shop.ask("GET", "/api/profiles/userId:kim/overrides")).body;
  expect(items).toMatchObject([{ id: made.body.id, endedAt: expect.any(String) }]);
  const past = { ...pin, until: new Date(0).toISOString() };
  expect(await shop.ask("POST", "/api/profiles/userId:kim/overrides", past)).toMatchObject({
    status: 422,
    body: { code: "override.bad_end" },
  });
});

test("a formula that can never be worked out is refused with its place, and one whose model is missing still shows something", async () => {
  const refused = await shop.ask("PUT", "/api/definitions/experience/odd", { ...sale, formula: "1 / 0" });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/formula" }] } });

  await put("placement/ranked", { name: "Ranked" });
  await put("experience/odd", {
    ...sale,
    placement: "ranked",
    content: "Odd",
    propensity: "gone",
    otherwise: 2,
  });
  await put("experience/even", { ...sale, placement: "ranked", content: "Even", value: 1 });
  expect((await decide({ userId: "kim" }, ["ranked"])).body.placements.ranked.content).toBe("Odd");
});

test("a formula ranks by what is computed of the customer's own orders, from the answer after one more on", async () => {
  await put("computed-trait/bought", { name: "Bought", did: "Order Completed", measure: "count" });
  await waitUntil("a live computed trait", async () => {
    const { items } = await server.get<{ items: readonly { state: string }[] }>("/api/computed-traits");
    return items.every(({ state }) => state === "live") || undefined;
  });
  await put("placement/rack", { name: "Rack" });
  const often = { ...sale, placement: "rack", content: "Often", formula: "profile.computed.bought * 2" };
  await put("experience/often", often);
  await put("experience/usual", { ...sale, placement: "rack", content: "Usual", value: 3 });
  const onRack = async (): Promise<string> =>
    (await decide({ userId: "kim" }, ["rack"])).body.placements.rack.content;
  const order = (id: string): Wire =>
    track("Order Completed", { userId: "kim" }, { order_id: id, revenue: 5 });

  await shop.till(order("o-1"));
  expect(await onRack()).toBe("Usual");
  await shop.till(order("o-2"));
  expect(await onRack()).toBe("Often");

  const unknown = { ...often, formula: "profile.computed.nobodyMadeIt * 2" };
  expect(await shop.ask("PUT", "/api/definitions/experience/often", unknown)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/formula" }] },
  });
});

test("whatever is wrong with what is asked, the page gets its fallback and a reason, never an error", async () => {
  await put("placement/care", { name: "Care", content: "Call us" });
  const visit = {
    name: "Visit",
    placement: "care",
    kind: "appointment",
    content: "Come in",
    openStore: true,
  };
  await put("experience/visit", visit);
  await put("placement/odd", { name: "Odd", content: "Nothing yet" });
  const odd = { ...sale, placement: "odd", personalised: true };
  await put("experience/zero", { ...odd, content: "Zero", formula: "1 / (context.k - 1)", otherwise: 3 });
  await put("experience/model", { ...odd, content: "Model", formula: "score.churn * 2", otherwise: 1 });
  const ask = async (request: Wire) =>
    shop.ask("POST", "/api/decide", { identity: { userId: "kim" }, context: {}, ...request });
  const fates = async (request: Wire) => {
    const { status, body } = await ask({ dryRun: true, ...request });
    return { status, placements: body.placements, fates: body.record.explanation };
  };

  const nobody = { profile: "prf_zzzzzz", identity: {}, placements: ["odd"] };
  expect(await ask(nobody)).toMatchObject({
    status: 200,
    body: { placements: { odd: { content: "Nothing yet", reason: { code: "unknownCustomer" } } } },
  });
  expect(await ask({ placements: ["moon"] })).toMatchObject({
    status: 200,
    body: { placements: { moon: { content: null, reason: { code: "unknownPlacement" } } } },
  });
  const place = { placements: ["care"], context: { store: "nowhere" } };
  expect(await fates(place)).toMatchObject({
    status: 200,
    placements: { care: { content: "Call us", reason: { code: "nothingSuits" } } },
    fates: { care: [{ experience: "visit", stage: "applicability", reason: "unknownStore" }] },
  });
  expect(await fates({ placements: ["odd"], context: { numbers: { k: 1 } } })).toMatchObject({
    status: 200,
    placements: { odd: { content: "Zero" } },
    fates: {
      odd: [
        { experience: "model", numbers: { worth: 1 }, because: "score.churn is missing" },
        { experience: "zero", numbers: { worth: 3 }, because: "divides by zero" },
      ],
    },
  });
});

test("a changed experience is held against what was decided: who would have seen what; a broken one is refused where it is broken", async () => {
  const vip = { name: "Vip", placement: "offer", priority: 5, content: { title: "Vip" } };
  const changed = { ...vip, condition: { trait: "rank", is: "silver" } };
  await put("placement/offer", {
    name: "Offer",
    contentSchema: { type: "object", required: ["title"] },
    content: { title: "Hello" },
  });
  await put("experience/vip", { ...vip, condition: { trait: "rank", is: "gold" } });
  await put("experience/all", { name: "All", placement: "offer", content: { title: "All" } });
  for (const [userId, rank] of [
    ["eva", "gold"],
    ["fay", "silver"],
  ])
    await shop.till(
      { type: "identify", userId, traits: { rank } },
      track("Consent Given", { userId }, { purpose: "personalisation" }),
    );
  const eva = await decide({ userId: "eva" }, ["offer"]);
  const fay = await decide({ userId: "fay" }, ["offer"]);
  const simulate = (definition: Wire, key = server.adminKey) =>
    shop.ask("POST", "/api/experiences/vip/simulate", { definition, days: 1 }, { key });

  const done = await waitUntil("the log in ClickHouse", async () => {
    const begun = await simulate(changed);
    const ended = await waitUntil("the end", async () => {
      const { body } = await shop.ask("GET", `/api/simulations/${begun.body.id}`);
      return body.state === "running" ? undefined : body;
    });
    return ended.result?.decisions.all === 2 ? ended : undefined;
  });

  expect(done).toMatchObject({
    experience: "vip",
    state: "done",
    progress: { done: 2, of: 2 },
    comparedWith: 1,
    failure: null,
    result: {
      otherwise: { decisions: { estimate: 2 }, customers: { estimate: 2 } },
      asServed: { compared: 2, same: 2 },
      eligible: { before: { mayBeShown: 1 }, after: { mayBeShown: 1 }, enters: 1, leaves: 1 },
      sample: null,
    },
  });
  const ids = done.result.samples.map((one: { decisionId: string }) => one.decisionId);
  expect(ids.toSorted()).toEqual([eva.body.decisionId, fay.body.decisionId].toSorted());
  expect(simulationSchema.parse(done)).toEqual(done);
  const listed = await shop.ask("GET", "/api/experiences/vip/simulations");
  expect(listed.body.items[0]).toEqual({ ...done, result: null });
  expect((await shop.ask("DELETE", `/api/simulations/${done.id}`)).body).toEqual(done);
  expect((await shop.ask("GET", "/api/simulations/sim_zz")).body.code).toBe("simulation.unknown");
  expect(await simulate({ ...changed, content: { headline: "Vip" } })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/definition/content/title" }] },
  });
  expect(await simulate({ ...changed, condition: { segment: "no-such" } })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/definition/condition/segment" }] },
  });
  expect(await simulate(changed, server.writeKey)).toMatchObject({ status: 403 });
  expect((await decide({ userId: "eva" }, ["offer"])).body).toEqual(eva.body);
});
