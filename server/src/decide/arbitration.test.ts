import type { JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import type { ContactRow } from "./contact/contact.ts";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { aShelf } from "./testing/a-shelf.ts";
import { answerScene, decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

const day = 86_400_000;
const nowMs = Date.UTC(2026, 5, 10, 12);
const known = aCustomer(consenting);

const fatesOf = (scene: Scene): string[] =>
  fatesOfScene(scene).map(({ experience, stage, reason }) => `${experience} ${stage} ${reason}`);

const shown = (scene: Scene): string | null | undefined => answerScene(scene)["hero"]?.experience;

const met = (times: readonly number[], more: Partial<ContactRow> = {}): ContactRow => ({
  leafId: 7,
  kind: "served",
  experience: "promo",
  placement: "hero",
  channel: "web",
  tags: [],
  promotes: true,
  times,
  ...more,
});

test("a candidate stops at the first stage that keeps it back, in the order of the stages", () => {
  const customer = aCustomer({ ...consenting, openCaseChangedAt: nowMs - day });
  const all = { purpose: "marketing", until: "2026-01-01T00:00:00Z", condition: { trait: "tier", is: "x" } };
  const stopOf = (body: Scene["experiences"][string], more: Partial<Scene> = {}) =>
    fatesOf({ experiences: { promo: body }, customer, nowMs, ...more })[0];
  const { purpose: _purpose, ...over } = all;
  const { until: _until, ...live } = over;

  expect(stopOf(all)).toBe("promo eligibility noPurpose");
  expect(stopOf(over)).toBe("promo applicability over");
  expect(stopOf(live)).toBe("promo suitability conditionNotMet");
  expect(stopOf({})).toBe("promo suitability openCase");
  const capped = { caps: [{ by: "served", most: 1 }] };
  const past = { rows: [met([nowMs - 5])], boughtAt: [] };
  expect(stopOf(capped, { customer: known, past })).toBe("promo contactPolicy capped");
});

test("an open complaint keeps promotion back for fourteen days after its last change, on every channel, and service never", () => {
  const experiences = { promo: { priority: 5 }, help: { nature: "service" } };
  const ask = (ageDays: number, more: Partial<Scene> = {}) =>
    shown({
      experiences,
      customer: aCustomer({ openCaseChangedAt: nowMs - ageDays * day }),
      nowMs,
      ...more,
    });

  expect([ask(0), ask(13.9, { channel: "store" }), ask(14)]).toEqual(["help", "help", "promo"]);
  expect(ask(1, { placements: { hero: { nature: "service" } } })).toBe("promo");
  const fates = fatesOfScene({
    experiences,
    customer: aCustomer({ openCaseChangedAt: nowMs - 4 * day }),
    nowMs,
  });
  expect(fates[0]).toMatchObject({ reason: "openCase", numbers: { daysLeft: 10 } });
});

test("what the law forbids is shown to nobody of whom it is not known that it may", () => {
  const experiences = { wine: { law: { minimumAge: 18, countries: ["GB"] } }, plain: {} };
  const ask = (traits: Record<string, string>) =>
    shown({
      experiences: { ...experiences, plain: { priority: -1 } },
      customer: aCustomer({ ...consenting, traits }),
      nowMs,
    });

  expect(ask({ birthday: "2008-06-10", "address.country": "gb" })).toBe("wine");
  expect(ask({ birthday: "2008-06-11", "address.country": "GB" })).toBe("plain");
  expect(ask({ birthday: "1980-01-01", "address.country": "FR" })).toBe("plain");
  expect(ask({ "address.country": "GB" })).toBe("plain");
});

test("an appointment in a store is offered only where the store is open, by its own clock", () => {
  const experiences = { visit: { openStore: true }, plain: { priority: -1 } };
  const shelf = aShelf({
    stores: {
      leeds: { timeZone: "Europe/London", hours: { wednesday: [{ from: "09:00", until: "13:00" }] } },
      nome: { timeZone: "America/Nome", hours: { wednesday: [{ from: "09:00", until: "17:00" }] } },
      dark: { timeZone: "Europe/London", hours: undefined },
      late: { timeZone: "Europe/London", hours: { wednesday: [{ from: "22:00", until: "02:00" }] } },
    },
  });
  const ask = (store?: string, at = nowMs) =>
    fatesOf({ experiences, shelf, nowMs: at, context: store === undefined ? {} : { store } })[0];

  // It is one in the afternoon in Leeds.
  expect(ask("leeds", nowMs - 60_000)).toBe("visit chosen chosen");
  expect(ask("leeds")).toBe("visit applicability storeClosed");
  expect(ask("nome")).toBe("visit applicability storeClosed");
  const hour = 3_600_000;
  expect([-12, 8.9, 9, 12.9, 13].map((hours) => ask("late", nowMs + hours * hour)?.split(" ")[2])).toEqual([
    "storeClosed",
    "storeClosed",
    "chosen",
    "chosen",
    "storeClosed",
  ]);
  expect(ask("dark")).toBe("visit applicability unknownStore");
  expect(ask("nowhere")).toBe("visit applicability unknownStore");
  expect(ask()).toBe("visit applicability unknownStore");
});

test("caps count what was served, seen, clicked and bought, in rolling windows and in days of the customer's zone", () => {
  const ask = (
    cap: JsonObject,
    rows: readonly ContactRow[],
    boughtAt: readonly number[] = [],
    zone?: string,
  ) =>
    shown({
      experiences: { promo: { caps: [cap] }, plain: { priority: -1 } },
      customer: aCustomer(zone === undefined ? {} : { zone }),
      past: { rows, boughtAt },
      nowMs,
    });

  expect(ask({ by: "served", most: 2, within: "1d" }, [met([nowMs - 1])])).toBe("promo");
  expect(ask({ by: "served", most: 2, within: "1d" }, [met([nowMs - 1, nowMs - day + 1])])).toBe("plain");
  expect(ask({ by: "served", most: 2, within: "1d" }, [met([nowMs - 1, nowMs - day])])).toBe("promo");
  expect(ask({ by: "seen", most: 1 }, [met([1])])).toBe("promo");
  expect(ask({ by: "seen", most: 1 }, [met([1], { kind: "seen" })])).toBe("plain");
  expect(
    ask({ by: "clicked", most: 1, within: "1mo" }, [met([Date.UTC(2026, 4, 12)], { kind: "clicked" })]),
  ).toBe("plain");
  // Half past eleven at night in Auckland was still yesterday there, though not in the brand's zone.
  const late = [met([Date.UTC(2026, 5, 10, 11, 30)])];
  expect(ask({ by: "served", most: 1, per: "day" }, late)).toBe("plain");
  expect(ask({ by: "served", most: 1, per: "day" }, late, [], "Pacific/Auckland")).toBe("promo");
  expect(ask({ by: "served", most: 1, per: "week" }, [met([Date.UTC(2026, 5, 7, 22, 59)])])).toBe("promo");
  expect(ask({ by: "served", most: 1, per: "week" }, [met([Date.UTC(2026, 5, 7, 23)])])).toBe("plain");
  expect(ask({ by: "bought", most: 1 }, [met([nowMs - 9 * day])], [nowMs - 3 * day])).toBe("plain");
  expect(ask({ by: "bought", most: 1 }, [met([nowMs - 11 * day])], [nowMs - 3 * day])).toBe("promo");
});

test("a policy counts over all that has its tag, stands at its placement or is shown on its channel, and says how often", () => {
  const experiences = {
    promo: { tags: ["sale"], priority: 5 },
    help: { tags: ["sale"], nature: "service", priority: 1 },
  };
  const cap = { caps: [{ by: "served", most: 1, within: "7d" }] };
  const elsewhere = met([nowMs - day], {
    experience: "old",
    placement: "row",
    channel: "app",
    tags: ["sale"],
  });
  const ask = (scope: unknown, row: ContactRow, more: Partial<Scene> = {}) =>
    fatesOfScene({
      experiences,
      policies: { quiet: { scope, ...cap } as never },
      customer: known,
      past: { rows: [row], boughtAt: [] },
      nowMs,
      channel: "app",
      ...more,
    })[0];

  expect(ask({ tag: "sale" }, elsewhere)).toMatchObject({
    stage: "contactPolicy",
    reason: "capped",
    numbers: { count: 1, most: 1 },
    because: "policy quiet: served at most 1 in 7d",
  });
  expect(ask({ tag: "other" }, elsewhere)?.reason).toBe("chosen");
  expect(ask("promotional", elsewhere)?.reason).toBe("capped");
  expect(ask({ channel: "app" }, elsewhere)?.reason).toBe("capped");
  expect(ask({ channel: "app" }, elsewhere, { channel: "web" })?.reason).toBe("chosen");
  expect(ask({ placement: "hero" }, elsewhere)?.reason).toBe("chosen");
  expect(ask({ placement: "hero" }, met([nowMs - day]))?.reason).toBe("capped");
  expect(ask("promotional", met([nowMs], { promotes: false }))?.reason).toBe("chosen");
});

test("what a customer refused is not shown again until it has cooled down", () => {
  const ask = (refusedAt: number) =>
    shown({
      experiences: { promo: { coolDown: "30d" }, plain: { priority: -1 } },
      customer: known,
      past: { rows: [met([refusedAt], { kind: "refused" })], boughtAt: [] },
      nowMs,
    });

  expect([ask(nowMs - 30 * day), ask(nowMs - 30 * day + 1)]).toEqual(["promo", "plain"]);
});

test("among equals the worth decides: a formula over profile, score, item and context, else propensity × value × lever", () => {
  const experiences = {
    low: { value: 10, propensity: "buys", lever: 0.5 },
    high: { value: 4, propensity: "buys" },
    formula: {
      formula: "score.buys * item.price + context.basket - profile.visits",
      items: { strategy: "popular" },
    },
    zero: {},
  };
  const customer = aCustomer({ ...consenting, traits: { "scores.buys": 0.5, visits: "3" } });
  const shelf = aShelf({ products: ["p"], popular: ["p"] });
  const scene = { experiences, customer, shelf, context: { numbers: { basket: 1 } }, nowMs };

  const fates = fatesOfScene({ ...scene, placements: { hero: { slots: { most: 4 } } } });
  const worth = Object.fromEntries(fates.map(({ experience, numbers }) => [experience, numbers?.["worth"]]));

  // 0.5 × 9.95 + 1 − 3
  expect(worth).toEqual({ formula: 2.975, high: 2, low: 2.5, zero: undefined });
  const slots = answerScene({ ...scene, placements: { hero: { slots: { most: 4 } } } })["hero"]?.slots;
  expect(slots?.map(({ experience }) => experience)).toEqual(["formula", "low", "high", "zero"]);
  expect(shown(scene)).toBe("formula");
  expect(answerScene(scene)["hero"]?.reason.code).toBe("personalised");
});

test("a formula that divides by zero or asks for a missing model counts as the experience says, with the reason, and is still shown", () => {
  const experiences = {
    broken: { formula: "1 / (profile.visits - profile.visits)", otherwise: 2 },
    modelless: { propensity: "gone", value: 100, otherwise: 3 },
    plain: { value: 1 },
  };
  const customer = aCustomer({ ...consenting, traits: { visits: 1 } });

  expect(shown({ experiences, customer })).toBe("modelless");
  expect(fatesOfScene({ experiences, customer })).toMatchObject([
    { experience: "broken", reason: "outranked", numbers: { worth: 2 }, because: "divides by zero" },
    { experience: "modelless", numbers: { worth: 3 }, because: "propensity is missing" },
    { experience: "plain", numbers: { worth: 1 } },
  ]);
});

test("without consent the ranking knows nothing of the customer", () => {
  const experiences = { a: { formula: "score.buys" }, b: { value: 0.5 } };
  const traits = { "scores.buys": 0.9 };

  expect(shown({ experiences, customer: aCustomer({ ...consenting, traits }) })).toBe("a");
  const { hero } = answerScene({ experiences, customer: aCustomer({ traits }) });
  expect([hero?.experience, hero?.reason.code]).toEqual(["b", "everyone"]);
});

test("several slots show nothing twice, not too much of a tag, and a group together in its order", () => {
  const experiences = {
    first: { priority: 9, tags: ["red"] },
    second: { priority: 8, tags: ["red"], group: { key: "steps", order: 2 } },
    third: { priority: 7, tags: ["red"] },
    fourth: { priority: 6, items: { strategy: "popular" } },
    fifth: { priority: 5, items: { strategy: "popular" } },
    sixth: { priority: 4, group: { key: "steps", order: 1 } },
    seventh: { priority: 3 },
  };
  const scene: Scene = {
    experiences,
    placements: { hero: { slots: { most: 4, perTag: 2 } } },
    shelf: aShelf({ products: ["p"], popular: ["p"] }),
  };

  expect(answerScene(scene)["hero"]?.slots?.map(({ experience }) => experience)).toEqual([
    "first",
    "sixth",
    "second",
    "fourth",
  ]);
  expect(fatesOf(scene).filter((fate) => !fate.endsWith("chosen"))).toEqual([
    "third slots tooAlike",
    "fifth slots tooAlike",
    "seventh ranking outranked",
  ]);
});

test("a cap holds within one answer too: over its slots, and over the placements that are asked for together", () => {
  const policies = { one: { scope: { tag: "sale" }, caps: [{ by: "served", most: 1, per: "day" }] } };
  const sale = { tags: ["sale"] };

  const slots = answerScene({
    experiences: { a: { ...sale, value: 2 }, b: { ...sale, value: 1 } },
    placements: { hero: { slots: { most: 2 } } },
    policies,
    customer: known,
  });
  const places = answerScene({
    experiences: { a: sale, b: { ...sale, placement: "row" } },
    placements: { hero: {}, row: {} },
    policies,
    customer: known,
  });

  expect(slots["hero"]?.slots?.map(({ experience }) => experience)).toEqual(["a"]);
  expect([places["hero"]?.experience, places["row"]?.experience]).toEqual(["a", null]);
});

test("staff can pin what neither suits nor has room, and suppress what does, but not against the law, the customer or the clock", () => {
  const experiences = {
    best: { priority: 9 },
    pinned: { condition: { trait: "tier", is: "x" }, caps: [{ by: "served", most: 1 }] },
  };
  const past = { rows: [met([nowMs - 1], { experience: "pinned" })], boughtAt: [] };
  const ask = (scene: Partial<Scene>) => fatesOf({ experiences, customer: known, past, nowMs, ...scene });

  expect(ask({ overrides: { pinned: "pin" } })).toEqual(["best ranking outranked", "pinned chosen pinned"]);
  expect(ask({ overrides: { best: "suppress" } })).toEqual([
    "best eligibility suppressed",
    "pinned suitability conditionNotMet",
  ]);
  expect(ask({ overrides: { pinned: "pin" }, customer: aCustomer() })[1]).toBe(
    "pinned eligibility noConsent",
  );
  const answer = answerScene({ experiences, customer: known, past, nowMs, overrides: { pinned: "pin" } });
  expect(answer["hero"]).toMatchObject({ experience: "pinned", reason: { code: "pinned" } });
});

test("what nobody looked at any more is told by its number, and the record of two thousand candidates stays small", () => {
  const experiences = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`e${at}`, {}]));

  const { record } = decideScene({ experiences });

  expect(JSON.parse(record).fates).toEqual({ hero: "co1999" });
  expect(fatesOfScene({ experiences })).toHaveLength(2_000);
});
