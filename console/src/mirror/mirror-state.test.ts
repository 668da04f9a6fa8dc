import type { TouchpointsAnswer } from "@attune/contract";
import { expect, test } from "vitest";
import { textsOf } from "./content-texts.ts";
import { placesOf, productsOf, shownOf } from "./mirror-state.ts";

const none = { touchpoints: 0, decided: 0 };
const placement = (key: string, live: number): TouchpointsAnswer["items"][number]["placements"][number] => ({
  key,
  name: key,
  live,
  waiting: 0,
});
const touchpoints: TouchpointsAnswer = {
  items: [
    {
      key: "home",
      name: "Home",
      stage: "before",
      channel: "web",
      owner: "Shop",
      isDecided: true,
      placements: [placement("quiet", 0), placement("hero", 2)],
    },
    {
      key: "till",
      name: "Till",
      stage: "during",
      channel: "store",
      owner: "Stores",
      isDecided: false,
      placements: [],
    },
  ],
  coverage: { before: none, during: none, after: none },
};

test("where something may be shown comes first, and a channel without placements has none", () => {
  expect(placesOf(touchpoints, "web").map(({ key }) => key)).toEqual(["hero", "quiet"]);
  expect(placesOf(touchpoints, "store")).toEqual([]);
});

test("a product that two placements show is there once", () => {
  const lamp = { product: "lamp", name: "Lamp" };
  const answer = {
    experience: null,
    content: null,
    items: [lamp],
    reason: { code: "everyone", text: "" },
  } as const;
  const shown = shownOf(placesOf(touchpoints, "web"), {
    decisionId: "1",
    placements: { hero: answer, quiet: answer },
  });

  expect(shown.map(({ key }) => key)).toEqual(["hero", "quiet"]);
  expect(productsOf(shown)).toEqual([lamp]);
});

test("of a content the heading comes first, and addresses are nothing to read", () => {
  expect(
    textsOf({ action: "See", link: "https://shop.example", headline: "Hello" }).map(({ text }) => text),
  ).toEqual(["Hello", "See"]);
  expect(textsOf(null)).toEqual([]);
  expect(textsOf("Hello")).toEqual([{ name: "text", text: "Hello" }]);
});
