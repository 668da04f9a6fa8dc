import { expect, test } from "vitest";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { aShelf } from "./testing/a-shelf.ts";
import { answerScene, decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

const vip = { condition: { trait: "tier", is: "gold" }, priority: 10 };
const gold = aCustomer({ ...consenting, traits: { tier: "gold" } });

const fatesOf = (scene: Scene): string[] =>
  fatesOfScene(scene).map(({ experience, stage, reason }) => `${experience} ${stage} ${reason}`);

test("the experience of the highest priority whose condition holds is shown, and said to be chosen for the customer", () => {
  const { hero } = answerScene({ experiences: { vip, plain: { priority: 1 } }, customer: gold });

  expect(hero).toEqual({
    experience: "vip",
    content: "vip",
    reason: { code: "personalised", text: "Chosen for this customer." },
  });
});

test("of two experiences with the same priority the first by key is shown, in whatever order they were written", () => {
  const one = answerScene({ experiences: { b: {}, a: {} }, customer: gold });
  const other = answerScene({ experiences: { a: {}, b: {} }, customer: gold });

  expect(one["hero"]?.experience).toBe("a");
  expect(other).toEqual(one);
});

test("without consent to personalisation a customer gets what everyone gets, and the reason says so", () => {
  const customer = aCustomer({ traits: { tier: "gold" } });

  const { hero } = answerScene({ experiences: { vip, plain: {} }, customer });

  expect(hero).toMatchObject({ experience: "plain", reason: { code: "noConsent" } });
});

test("consent for one channel personalises there and not elsewhere", () => {
  const web = aCustomer({ consents: { "web.personalisation": "granted" }, traits: { tier: "gold" } });
  const ask = (channel: "web" | "store") =>
    answerScene({ experiences: { vip }, customer: web, channel })["hero"]?.reason.code;

  expect([ask("web"), ask("store")]).toEqual(["personalised", "noConsent"]);
});

test("somebody who is not recognised gets what everyone gets, and the reason says so", () => {
  const { hero } = answerScene({ experiences: { vip, plain: {} } });

  expect(hero).toMatchObject({ experience: "plain", reason: { code: "unknownCustomer" } });
});

test("consent is not mentioned where nothing would have been personal", () => {
  const { hero } = answerScene({ experiences: { plain: {} }, customer: aCustomer() });

  expect(hero?.reason).toEqual({ code: "everyone", text: "Shown to everyone." });
});

test("an experience is shown from its first moment until just before its last", () => {
  const dated = { from: "1970-01-01T00:00:01Z", until: "1970-01-01T01:00:02+01:00" };
  const shown = (nowMs: number) => answerScene({ experiences: { dated }, nowMs })["hero"]?.experience;

  expect([999, 1_000, 1_999, 2_000].map(shown)).toEqual([null, "dated", "dated", null]);
});

test("a fallback is shown only when nothing else applies, whatever its priority", () => {
  const fallback = { fallback: true, priority: 99 };

  expect(answerScene({ experiences: { fallback, plain: {} } })["hero"]?.experience).toBe("plain");
  expect(answerScene({ experiences: { fallback } })["hero"]).toMatchObject({
    experience: "fallback",
    reason: { code: "fallback" },
  });
});

test("an empty placement shows its own content, and tells whether nothing is live or nothing suits", () => {
  const placements = { hero: { content: { title: "Welcome" } } };

  expect(answerScene({ experiences: {}, placements })["hero"]).toMatchObject({
    experience: null,
    content: { title: "Welcome" },
    reason: { code: "nothingLive" },
  });
  expect(answerScene({ experiences: { vip }, customer: aCustomer(consenting) })["hero"]?.reason.code).toBe(
    "nothingSuits",
  );
});

test("every candidate's fate is told, in the order in which they were judged", () => {
  const experiences = {
    soon: { from: "2030-01-01T00:00:00Z", priority: 50 },
    silver: { condition: { trait: "tier", is: "silver" }, priority: 20 },
    again: { items: { strategy: "recentlyViewed" }, priority: 15 },
    vip,
    plain: {},
    rest: { fallback: true },
  };

  expect(fatesOf({ experiences, customer: gold })).toEqual([
    "soon applicability notYet",
    "silver suitability conditionNotMet",
    "again applicability noItems",
    "vip chosen chosen",
    "plain ranking outranked",
    "rest ranking outranked",
  ]);
  expect(fatesOf({ experiences, customer: aCustomer() })).toEqual([
    "soon applicability notYet",
    "silver eligibility noConsent",
    "again eligibility noConsent",
    "vip eligibility noConsent",
    "plain chosen chosen",
    "rest ranking outranked",
  ]);
});

test("popular products are shown to everyone; as many as both the experience and the placement take", () => {
  const shelf = aShelf({ products: ["a", "b", "c"], popular: ["a", "gone", "b", "c"] });
  const popular = { items: { strategy: "popular", limit: 5 } };

  const { hero } = answerScene({
    experiences: { popular },
    placements: { hero: { items: { limit: 2 } } },
    shelf,
  });

  expect(hero?.items?.map(({ product }) => product)).toEqual(["a", "b"]);
  expect(hero?.reason.code).toBe("everyone");
});

test("what is sold out at the store where the customer stands is not shown there, and online it is", () => {
  const shelf = aShelf({ products: ["a", "b"], popular: ["a", "b"], soldOut: ["a@leeds", "b"] });
  const ask = (context: Scene["context"]) =>
    answerScene({ experiences: { p: { items: { strategy: "popular" } } }, shelf, context: context ?? {} })[
      "hero"
    ]?.items?.map(({ product }) => product);

  expect([ask({ store: "leeds" }), ask({})]).toEqual([["b"], ["a"]]);
});

test("bought together starts from the product that is looked at, which needs no consent; else from the cart, which does", () => {
  const shelf = aShelf({
    products: ["cup", "tea", "milk"],
    together: { cup: ["tea", "milk"], tea: ["cup", "milk"] },
  });
  const experiences = { together: { items: { strategy: "boughtTogether" } } };
  const ask = (scene: Partial<Scene>) => answerScene({ experiences, shelf, ...scene })["hero"];
  const withTea = { cart: ["tea"] };

  const looking = ask({ context: { productId: "cup" }, customer: aCustomer(withTea) });
  const carting = ask({ customer: aCustomer({ ...consenting, ...withTea }) });
  const withheld = ask({ customer: aCustomer(withTea) });

  expect([looking?.items?.map(({ product }) => product), looking?.reason.code]).toEqual([
    ["tea", "milk"],
    "everyone",
  ]);
  expect([carting?.items?.map(({ product }) => product), carting?.reason.code]).toEqual([
    ["cup", "milk"],
    "personalised",
  ]);
  expect([withheld?.experience, withheld?.reason.code]).toEqual([null, "noConsent"]);
});

test("what was viewed lately comes with the latest first, without the product that is looked at", () => {
  const shelf = aShelf({ products: ["a", "b", "c"] });
  const customer = aCustomer({ ...consenting, viewed: ["b", "a", "c"] });

  const { hero } = answerScene({
    experiences: { again: { items: { strategy: "recentlyViewed" } } },
    shelf,
    customer,
    context: { productId: "a" },
  });

  expect(hero?.items?.map(({ product }) => product)).toEqual(["b", "c"]);
});

test("a decision's id says nothing of the channel and changes with the customer's data that was used", () => {
  const ask = (scene: Partial<Scene>) =>
    decideScene({ experiences: { vip, plain: {} }, ...scene }).decisionId;
  const other = aCustomer({ ...consenting, traits: { tier: "gold", town: "Leeds" } });

  expect(ask({ customer: gold, channel: "web" })).toBe(ask({ customer: gold, channel: "store" }));
  expect(ask({ customer: gold })).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(ask({ customer: gold })).not.toBe(ask({ customer: other }));
});

test("the record holds no identifier and no trait of the customer", () => {
  const { record } = decideScene({ experiences: { vip }, customer: gold });

  const { versions, ...rest } = JSON.parse(record);
  expect(JSON.stringify(rest)).not.toContain("gold");
  expect(versions).toMatchObject({ definitions: 5, placements: { hero: 1 } });
});
