import { experienceSchema, type JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import { createPreviews } from "./previews.ts";
import { aCustomer, consenting } from "./testing/a-customer.ts";
import { aHistory, historyNow } from "./testing/a-history.ts";

const ann = aCustomer({ ...consenting, profileId: 1, traits: { tier: "gold" } });
const ben = aCustomer({ ...consenting, profileId: 2, traits: { tier: "silver" } });

const judged: string[] = [];
const scene = aHistory({
  experiences: { plain: {}, gold: { priority: 5, condition: { trait: "tier", is: "gold" } } },
  visits: [
    [ann, 5],
    [ben, 5],
  ],
});
const previews = createPreviews({
  ...scene,
  customers: { ...scene.customers, find: async () => undefined },
  overrides: { of: () => new Map() },
  judge: async (_brandId, key, body, pointer) => {
    judged.push(pointer);
    return experienceSchema.parse({ name: key, placement: "hero", priority: 0, ...body });
  },
});

const preview = (profile: string | undefined, drafts: Readonly<Record<string, JsonObject>>, at?: string) =>
  previews.preview(1, {
    identity: {},
    ...(profile && { profile }),
    ...(at && { at }),
    placements: ["hero", "nowhere"],
    context: {},
    drafts,
  });

test("an experience that is only written is shown as it would be, and what became of it is told", async () => {
  const fresh = { content: "Fresh", priority: 9 };

  const { placements, record } = await preview("prf_2", { fresh });

  expect(placements["hero"]).toMatchObject({ experience: "fresh", content: "Fresh" });
  expect(record?.profile).toBe("prf_2");
  expect(record?.explanation["hero"]).toEqual([
    expect.objectContaining({ experience: "fresh", reason: "chosen" }),
    expect.objectContaining({ experience: "gold", reason: "outranked" }),
    expect.objectContaining({ experience: "plain", reason: "outranked" }),
  ]);
  expect(placements["nowhere"]?.reason.code).toBe("unknownPlacement");
  expect(judged.at(-1)).toBe("/drafts/fresh");
});

test("another condition is asked of the customer as they are; what is live stays as it is for everybody else", async () => {
  const forSilver = { content: "Hello", priority: 5, condition: { trait: "tier", is: "silver" } };

  const [gold, silver] = [
    await preview("prf_1", { gold: forSilver }),
    await preview("prf_2", { gold: forSilver }),
  ];

  expect(gold.placements["hero"]?.experience).toBe("plain");
  expect(silver.placements["hero"]).toMatchObject({ experience: "gold", content: "Hello" });
  expect((await preview("prf_1", {})).placements["hero"]?.experience).toBe("gold");
});

test("its dates count for the moment that is asked for, and a stranger sees what is for everybody", async () => {
  const soon = { content: "Soon", priority: 9, from: new Date(historyNow + 60_000).toISOString() };

  const [now, then] = [
    await preview(undefined, { soon }),
    await preview(undefined, { soon }, new Date(historyNow + 120_000).toISOString()),
  ];

  expect(now.placements["hero"]?.experience).toBe("plain");
  expect(then.placements["hero"]).toMatchObject({ experience: "soon", content: "Soon" });
});
