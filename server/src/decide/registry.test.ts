import { type Experience, experienceSchema, type JsonObject, placementSchema } from "@attune/contract";
import { expect, test } from "vitest";
import type { LiveSet } from "../govern/index.ts";
import { Refusal } from "../kernel/refusal.ts";
import { experienceKind, placementKind, touchpointKind } from "./kinds.ts";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { answerScene, decideScene, liveExperiences } from "./testing/ground.ts";
import { listTouchpoints } from "./touchpoints.ts";

const home = { name: "Home page", stage: "before", channel: "web", owner: "Online shop" } as const;
const schema = { type: "object", required: ["title"], properties: { title: { type: "string" } } } as const;
const hero = placementSchema.parse({ name: "Hero", contentSchema: schema });
const experience = (more: JsonObject): Experience =>
  experienceSchema.parse({ name: "Tea", placement: "hero", content: { title: "Tea" }, priority: 0, ...more });

function othersOf(bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>>): {
  of(kind: string): ReadonlyMap<string, unknown>;
} {
  return { of: (kind) => new Map(Object.entries(bodies[kind] ?? {})) };
}

async function faultsOf(check: Promise<void> | undefined): Promise<readonly string[]> {
  try {
    await check;
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
}

test("a touchpoint names its stage, its channel and who answers for it", () => {
  expect(touchpointKind.parse(home)).toEqual(home);
  expect(() => touchpointKind.parse({ name: "Home page" })).toThrow(Refusal);
  expect(placementKind.references?.(placementSchema.parse({ name: "Hero", touchpoint: "home" }))).toEqual([
    { kind: "touchpoint", key: "home", pointer: "/touchpoint" },
  ]);
});

test.each([
  [experience({}), []],
  [experience({ content: { headline: "Tea" } }), ["/content/title"]],
  [experience({ locales: { de: { title: 5 } } }), ["/locales/de/title"]],
  [experience({ locales: { de: { image: "t.png" } } }), []],
  [experience({ variants: [{ key: "a" }, { key: "b", content: "Tea" }] }), ["/variants/1/content"]],
])("content is judged by its placement's schema when it is defined", async (body, pointers) => {
  const check = experienceKind.check?.("tea", body, othersOf({ placement: { hero } }));

  expect(await faultsOf(check)).toEqual(pointers);
});

test("a schema that live content would not keep is refused, and so is a placement on another channel than its touchpoint", async () => {
  const old = experience({ content: { headline: "Tea" } });
  const live = othersOf({ experience: { old, other: { ...old, placement: "row" } }, touchpoint: { home } });
  const inApp = placementSchema.parse({ name: "Hero", touchpoint: "home", channel: "app" });

  expect(await faultsOf(placementKind.check?.("hero", hero, live))).toEqual(["/contentSchema"]);
  expect(await faultsOf(placementKind.check?.("shelf", hero, live))).toEqual([]);
  expect(await faultsOf(placementKind.check?.("hero", inApp, live))).toEqual(["/channel"]);
});

test("content comes in the language that was asked for, else in the nearest, else as it is", () => {
  const experiences = { tea: { content: { title: "Tea" }, locales: { de: { title: "Tee" } } } };
  const inLanguage = (language: string | undefined) =>
    answerScene({ experiences, context: language === undefined ? {} : { language } })["hero"];

  expect(inLanguage("de-AT")).toMatchObject({ locale: "de", content: { title: "Tee" } });
  for (const other of ["fr", "???", undefined])
    expect(inLanguage(other)).toMatchObject({ experience: "tea", content: { title: "Tea" } });
  expect(inLanguage("fr")).not.toHaveProperty("locale");
});

test("what a placement shows of its own comes in languages too, and a language that changes nothing makes no other decision", () => {
  const placements = { hero: { content: "Hello", locales: { fr: "Bonjour" } } };
  const idIn = (language: string) =>
    decideScene({ experiences: {}, placements, context: { language } }).decisionId;

  expect(answerScene({ experiences: {}, placements, context: { language: "fr-CA" } })["hero"]).toMatchObject({
    experience: null,
    content: "Bonjour",
  });
  expect(idIn("de")).toBe(idIn("en"));
  expect(idIn("fr")).not.toBe(idIn("en"));
});

test("a service is an experience of its kind, and whoever is held out of promotion gets it all the same", () => {
  const experiences = {
    express: {
      kind: "deliveryOption",
      content: { promise: "Tomorrow" },
      condition: { trait: "vip", is: true },
    },
  };
  const customer = aCustomer({ ...consenting, traits: { vip: true } });

  const answer = answerScene({ experiences, customer, holdOuts: { all: { share: 1 } } })["hero"];

  expect(answer).toMatchObject({ experience: "express", kind: "deliveryOption" });
});

test("touchpoints come in the order of the journey, and those where nothing is decided at the moment are told", () => {
  const set = <Body>(bodies: Readonly<Record<string, Body>>): LiveSet<Body> => ({
    position: 1,
    byKey: new Map(Object.entries(bodies).map(([key, body]) => [key, { id: 1, key, version: 1, body }])),
  });
  const listed = listTouchpoints(
    {
      touchpoints: set({
        returns: { ...home, stage: "after" as const },
        till: { ...home, stage: "during" as const },
        home,
      }),
      placements: set({
        hero: { name: "Hero", touchpoint: "home" },
        hint: { name: "Hint", touchpoint: "till" },
        loose: { name: "Loose" },
      }),
      experiences: liveExperiences({
        now: { until: "2026-12-01T00:00:00Z" },
        gone: { until: "2026-01-01T00:00:00Z" },
        later: { placement: "hint", from: "2026-12-01T00:00:00Z" },
        elsewhere: { placement: "loose" },
      }),
    },
    Date.parse("2026-11-22T00:00:00Z"),
  );

  expect(listed.items.map(({ key, isDecided }) => [key, isDecided])).toEqual([
    ["home", true],
    ["till", false],
    ["returns", false],
  ]);
  expect(listed.items[0]?.placements).toEqual([{ key: "hero", name: "Hero", live: 1, waiting: 0 }]);
  expect(listed.items[1]?.placements).toEqual([{ key: "hint", name: "Hint", live: 0, waiting: 1 }]);
  expect(listed.coverage).toEqual({
    before: { touchpoints: 1, decided: 1 },
    during: { touchpoints: 1, decided: 0 },
    after: { touchpoints: 1, decided: 0 },
  });
});
