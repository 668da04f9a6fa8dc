import { expect, test } from "vitest";
import { funnelOf } from "./funnel-of.ts";

test("each candidate leaves at its stage, and what is shown is what is left", () => {
  const steps = funnelOf([
    { experience: "cart", version: 1, stage: "suitability", reason: "conditionNotMet" },
    { experience: "regulars", version: 2, stage: "chosen", reason: "chosen" },
    { experience: "abroad", version: 1, stage: "ranking", reason: "outranked" },
  ]);

  expect(steps.map(({ stage, before, ended }) => [stage, before, ended.length])).toEqual([
    ["eligibility", 3, 0],
    ["applicability", 3, 0],
    ["suitability", 3, 1],
    ["contactPolicy", 2, 0],
    ["ranking", 2, 1],
    ["slots", 1, 0],
    ["chosen", 1, 1],
  ]);
});
