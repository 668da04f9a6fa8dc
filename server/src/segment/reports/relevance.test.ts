import { expect, test } from "vitest";
import { attributeFacts } from "./attribute-facts.ts";
import { chanceOf } from "./chance.ts";
import { judgeAttribute, type PastCustomer } from "./relevance.ts";

const breathe = (): Promise<void> => Promise.resolve();

/** Customers who buy again by what they do and by an attribute, each as strong as told, in log-odds. */
function made(count: number, byBehaviour: number, byAttribute: number): readonly PastCustomer[] {
  const chance = chanceOf(42);
  return Array.from({ length: count }, () => {
    const [often, young] = [chance() < 0.5, chance() < 0.5];
    const odds = byBehaviour * (often ? 1 : -1) + byAttribute * (young ? 1 : -1);
    return {
      behaviour: [often ? "N4" : "N1"],
      attribute: [young ? "young" : "old"],
      boughtAgain: chance() < 1 / (1 + Math.exp(-odds)),
    };
  });
}

test("an attribute that has nothing to do with buying adds nothing clear, and behaviour tells more", async () => {
  const judged = await judgeAttribute(made(3_000, 1, 0), breathe);

  expect(judged.verdict).toBe("addsNothingClear");
  expect(judged.gainOverBehaviour.until).toBeLessThan(0.002);
  expect(judged.gainInsteadOfBehaviour.until).toBeLessThan(0);
  expect(judged.models.behaviour.auc).toBeGreaterThan(0.65);
});

test("an attribute that tells something behaviour does not adds to it", async () => {
  const judged = await judgeAttribute(made(3_000, 1, 0.5), breathe);

  expect(judged.verdict).toBe("addsToBehaviour");
  expect(judged.models.both.logLoss).toBeLessThan(judged.models.behaviour.logLoss);
});

test("an attribute that tells more than behaviour does is said to", async () => {
  const judged = await judgeAttribute(made(3_000, 0.2, 1.2), breathe);

  expect(judged.verdict).toBe("moreThanBehaviour");
  expect(judged.gainInsteadOfBehaviour.from).toBeGreaterThan(0);
});

test("an attribute that only repeats what behaviour tells adds nothing clear", async () => {
  const customers = made(3_000, 1, 0).map((one) => ({ ...one, attribute: one.behaviour }));

  expect((await judgeAttribute(customers, breathe)).verdict).toBe("addsNothingClear");
});

test("numbers of many values are told by fifths, rare texts as one, lists by their elements", () => {
  const ages = attributeFacts([...Array.from({ length: 50 }, (_, at) => at), undefined]);
  expect(new Set(ages.flat())).toEqual(
    new Set(["0 to under 10", "10 to under 20", "20 to under 30", "30 to under 40", "40 and more"]),
  );
  expect(ages.at(-1)).toEqual([]);
  const towns = attributeFacts(Array.from({ length: 100 }, (_, at) => (at < 50 ? "Bath" : `town ${at}`)));
  expect([towns[0], towns[99]]).toEqual([["Bath"], ["(another)"]]);
  expect(attributeFacts([["mugs", "lamps"], true, 3, null])).toEqual([
    ["mugs", "lamps"],
    ["true"],
    ["3"],
    [],
  ]);
});
