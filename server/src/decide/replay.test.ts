import type { DecisionReplay, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContactRow } from "./contact/contact.ts";
import type { Decision } from "./decide.ts";
import { replayDecision } from "./replay.ts";
import type { SharedParts } from "./shared-parts.ts";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { aShelf } from "./testing/a-shelf.ts";
import { drawnScene } from "./testing/drawn-scene.ts";
import { candidatesOf, decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

const nowMs = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;

/** What Postgres keeps of a scene: line-ups and bodies, and nothing else of that moment. */
function partsOf(scene: Scene): SharedParts {
  const { placements = { hero: {} } } = scene;
  const bodyOf = (kind: string, key: string): JsonObject => {
    const own = kind === "placement" ? placements[key] : scene.experiences[key];
    const rest = kind === "placement" ? {} : { placement: "hero", content: key, priority: 0 };
    return JSON.parse(JSON.stringify({ name: key, ...rest, ...own }));
  };
  return {
    keepLineUp: () => undefined,
    findLineUp: async () => JSON.parse(candidatesOf(scene).lineUp.text),
    findExperience: async () => undefined,
    findBodies: async (_brandId, wanted) => wanted.map(({ kind, key }) => bodyOf(kind, key)),
    findContents: async (_brandId, wanted) => wanted.map(() => ({ content: null })),
  };
}

const replay = (scene: Scene, { decisionId, profileId, record }: Decision): Promise<DecisionReplay> =>
  replayDecision(partsOf(scene), 1, { decisionId, decidedAt: scene.nowMs ?? 1_000, profileId, record });

async function expectSame(scene: Scene): Promise<void> {
  const decision = decideScene(scene);
  const replayed = await replay(scene, decision);

  expect(JSON.stringify(replayed.placements)).toBe(decision.placements);
  expect(replayed.isSame).toBe(true);
}

const served = (experience: string, times: readonly number[]): ContactRow => ({
  leafId: 7,
  kind: "served",
  experience,
  placement: "hero",
  channel: "web",
  tags: [],
  promotes: true,
  times,
});

/** Ranked by formulas, of which one cannot be worked out; pinned, suppressed, capped, cooling down, too alike, in a group, as lists by rules and blends. */
const full: Scene = {
  experiences: {
    bags: { formula: "profile.n * 3", group: { key: "g", order: 2 } },
    belts: { formula: "1 / (profile.n - 2)", otherwise: 5, tags: ["red"] },
    capped: { formula: "100", caps: [{ by: "served", most: 1, within: "1d" }] },
    cooling: { priority: 3, coolDown: "2d" },
    gone: { priority: 9 },
    hats: { formula: "profile.n * 2", tags: ["red"] },
    list: {
      priority: 1,
      items: {
        blend: { popular: 1, recentlyViewed: 2 },
        rules: [
          { do: "pin", what: { products: ["p3"] } },
          { do: "exclude", what: { products: ["p1"] } },
        ],
      },
    },
    shoes: {
      formula: "1",
      group: { key: "g", order: 1 },
      variants: [{ key: "a", content: "A" }, { key: "b" }],
    },
    staff: { priority: -5, content: { title: "Hello" }, locales: { de: { title: "Hallo" } } },
    stranger: { condition: { trait: "tier", is: "silver" } },
  },
  placements: { hero: { slots: { most: 5, perTag: 1 } } },
  customer: aCustomer({ ...consenting, traits: { tier: "gold", n: 2 }, viewed: ["p2"] }),
  overrides: { staff: "pin", gone: "suppress" },
  past: {
    rows: [served("capped", [nowMs - 1_000]), { ...served("cooling", [nowMs - day]), kind: "refused" }],
    boughtAt: [],
  },
  holdOuts: { none: { share: 0 } },
  shelf: aShelf({ products: ["p1", "p2", "p3"], popular: ["p1", "p2"] }),
  context: { language: "de", numbers: { k: 1 } },
  channel: "web",
  nowMs,
};

test("what is ranked, pinned, suppressed, capped, grouped, a list and a variant is answered again to the byte", async () => {
  const reasons = fatesOfScene(full).map(({ experience, reason }) => `${experience} ${reason}`);

  expect(reasons).toEqual([
    "gone suppressed",
    "cooling coolingDown",
    "list chosen",
    "bags chosen",
    "belts chosen",
    "capped capped",
    "hats tooAlike",
    "shoes chosen",
    "stranger conditionNotMet",
    "staff pinned",
  ]);
  await expectSame(full);
});

test("whatever was decided, it is decided again from its log alone", async () => {
  const list = fc.constantFrom<JsonObject>(
    {},
    {
      variants: [{ key: "a", content: "A" }, { key: "b" }],
    },
    {
      items: {
        blend: { popular: 1, recentlyViewed: 2 },
        rules: [{ do: "boost", what: { products: ["p"] } }],
      },
    },
    { locales: { de: "Tee" } },
  );
  await fc.assert(
    fc.asyncProperty(drawnScene, fc.array(list, { minLength: 5, maxLength: 5 }), async (drawn, more) => {
      const experiences = Object.entries(drawn.experiences).map(([key, body], at) => [
        key,
        { ...body, ...more[at] },
      ]);
      const { customer, ...rest } = drawn;

      await expectSame({
        ...drawn,
        experiences: Object.fromEntries(experiences),
        context: { language: "de" },
      });
      await expectSame({ ...rest, holdOuts: { all: { share: 0.5 } }, customer });
    }),
  );
});

test("what differs by less than the log tells is in the same order when it is decided again", async () => {
  await expectSame({
    experiences: { a: { formula: "0.3" }, b: { formula: "0.1 + 0.2" } },
    customer: aCustomer(consenting),
  });
});

test("catalogue, stock and models of now say nothing about a decision of then", async () => {
  const decision = decideScene(full);

  const replayed = await replay({ ...full, shelf: aShelf() }, decision);

  expect(replayed.isSame).toBe(true);
  expect(JSON.stringify(replayed.placements)).toBe(decision.placements);
});

test("a log that somebody changed is not the same", async () => {
  const decision = decideScene(full);
  const forged = { ...decision, record: decision.record.replace('"p2"', '"p9"') };

  expect((await replay(full, forged)).isSame).toBe(false);
});
