import type { JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedRecord } from "./decision-log.ts";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { answerScene, decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

const everybody = { all: { share: 1 } };
const gold = { ...consenting, traits: { tier: "gold" } } as const;
const forGold = { condition: { trait: "tier", is: "gold" }, priority: 5 } as const;
const experiences: Scene["experiences"] = { vip: forGold, plain: {} };

test("a customer in the hold-out is shown what a stranger is shown, and the reason says so", () => {
  const scene: Scene = { experiences, customer: aCustomer(gold), holdOuts: everybody };

  expect(answerScene(scene)["hero"]).toMatchObject({ experience: "plain", reason: { code: "heldOut" } });
  expect(fatesOfScene(scene)[0]).toMatchObject({ stage: "eligibility", reason: "heldOut" });
  expect(answerScene({ ...scene, holdOuts: {} })["hero"]).toMatchObject({ experience: "vip" });
});

test("in the hold-out no variant is dealt, and nothing is chosen by what the customer did", () => {
  const content = "Tea";
  const variants = [{ key: "b", content: "B" }];
  const scene: Scene = {
    experiences: {
      tea: { content, variants },
      lately: { priority: 9, items: { strategy: "recentlyViewed" } },
    },
    customer: aCustomer({ ...gold, viewed: ["p"] }),
    holdOuts: everybody,
  };

  expect(answerScene(scene)["hero"]).toEqual({
    experience: "tea",
    content,
    reason: { code: "heldOut", text: expect.any(String) },
  });
  const { fresh, record } = decideScene(scene);
  expect(fresh).toEqual([]);
  expect(record).toContain('"exposure":[null,"heldOut",null,1,1]');
});

test.each<[string, Scene["placements"], JsonObject]>([
  ["a placement of service", { hero: { nature: "service" } }, {}],
  ["a placement of entitlements", { hero: { nature: "entitlement" } }, {}],
  ["a staff screen", { hero: { staff: true } }, {}],
  ["an experience of service", { hero: {} }, { nature: "service" }],
  ["an entitlement", { hero: {} }, { nature: "entitlement" }],
])("nothing is kept back by a hold-out: %s", (_what, placements = {}, more) => {
  const scene: Scene = {
    experiences: { vip: { ...forGold, ...more }, plain: {} },
    placements,
    customer: aCustomer(gold),
    holdOuts: everybody,
  };

  expect(answerScene(scene)["hero"]).toMatchObject({ experience: "vip", reason: { code: "personalised" } });
});

test("the hold-out of a programme keeps back what has its tag and nothing else", () => {
  const scene: Scene = {
    experiences: { club: { ...forGold, tags: ["club"] }, vip: { ...forGold, priority: 4 } },
    customer: aCustomer(gold),
    holdOuts: { club: { share: 1, scope: { tag: "club" } } },
  };

  expect(fatesOfScene(scene).map(({ experience, reason }) => [experience, reason])).toEqual([
    ["club", "heldOut"],
    ["vip", "chosen"],
  ]);
});

test("the hold-out of one experience keeps it back whole, also when it is shown to everyone, and nothing else", () => {
  const scene: Scene = {
    experiences: { banner: { priority: 9 }, vip: forGold, plain: {} },
    customer: aCustomer(gold),
    holdOuts: { banner: { share: 1, scope: { experience: "banner" } } },
  };
  const outcomes = (one: Scene) => fatesOfScene(one).map(({ experience, reason }) => [experience, reason]);

  expect(outcomes(scene)).toEqual([
    ["banner", "heldOut"],
    ["vip", "chosen"],
    ["plain", "outranked"],
  ]);
  expect(outcomes({ ...scene, customer: undefined })[0]).toEqual(["banner", "chosen"]);
  expect(outcomes({ ...scene, holdOuts: { all: { share: 1 } } })[0]).toEqual(["banner", "chosen"]);
  expect(outcomes({ ...scene, placements: { hero: { nature: "service" } } })[0]).toEqual([
    "banner",
    "chosen",
  ]);
});

test("the hold-out of one experience keeps it back from whoever is recognised, agreed or not, and the log tells it; a stranger sees it", () => {
  const scene: Scene = {
    experiences: { banner: { priority: 9 }, plain: {} },
    customer: aCustomer({ traits: gold.traits }),
    holdOuts: { all: { share: 1 }, banner: { share: 1, scope: { experience: "banner" } } },
  };
  const { holdOuts }: LoggedRecord = JSON.parse(decideScene(scene).record);

  expect(answerScene(scene)["hero"]).toMatchObject({ experience: "plain", reason: { code: "heldOut" } });
  expect(holdOuts).toEqual({ banner: [1, 1] });
  expect(answerScene({ ...scene, customer: undefined })["hero"]).toMatchObject({ experience: "banner" });
  expect(answerScene({ ...scene, overrides: { banner: "pin" } })["hero"]).toMatchObject({
    reason: { code: "pinned" },
  });
});

const heldOf = (customer: Scene["customer"], holdOuts: NonNullable<Scene["holdOuts"]>) => {
  const record: LoggedRecord = JSON.parse(decideScene({ experiences, customer, holdOuts }).record);
  return record.holdOuts;
};

test("each decision tells which hold-outs were in force and whether the customer was in them; of whom nothing may be known, it does not", () => {
  const holdOuts = { all: { share: 0 }, club: { share: 1, scope: { tag: "club" } } };

  expect(heldOf(aCustomer(gold), holdOuts)).toEqual({ all: [1, 0], club: [1, 1] });
  expect(heldOf(aCustomer({ traits: gold.traits }), holdOuts)).toBeUndefined();
  expect(heldOf(undefined, holdOuts)).toBeUndefined();
});

test("a hold-out is as large as it says, within chance, and keeps those it has when it grows", () => {
  const count = 10_000;
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  const isIn = (profileId: number, share: number): boolean =>
    heldOf(aCustomer({ ...gold, profileId }), { all: { share } })?.["all"]?.[1] === 1;

  const small = ids.filter((id) => isIn(id, 0.05));

  expect(Math.abs(small.length / count - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / count));
  expect(small.filter((id) => !isIn(id, 0.1))).toEqual([]);
});

test("over a merge the older of the two decides who is in the hold-out, whichever profile goes on", () => {
  const holdOuts = { all: { share: 0.5 } };
  for (let older = 1; older <= 50; older += 1) {
    const alone = heldOf(aCustomer({ ...gold, profileId: older }), holdOuts);
    expect(heldOf(aCustomer({ ...gold, profileId: 90, leafIds: [older, 90] }), holdOuts)).toEqual(alone);
  }
});

test("who is in no hold-out is shown what there would be without any, variants included", () => {
  const variants = [{ key: "a" }, { key: "b" }];
  const scene: Scene = { experiences: { vip: { ...forGold, variants }, plain: { variants } } };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (profileId, percent) => {
      const customer = aCustomer({ ...gold, profileId });
      const holdOuts = { all: { share: percent / 100 }, club: { share: 1, scope: { tag: "club" } } };
      const held = heldOf(customer, holdOuts)?.["all"]?.[1] === 1;

      const answer = answerScene({ ...scene, customer, holdOuts });
      const without = answerScene({ ...scene, customer });

      if (!held) expect(answer).toEqual(without);
    }),
  );
});
