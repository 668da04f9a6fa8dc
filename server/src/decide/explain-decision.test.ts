import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { indexCandidates } from "./candidates.ts";
import type { LoggedDecision } from "./decision-log.ts";
import { explainDecision } from "./explain-decision.ts";
import { createSharedParts } from "./postgres/shared-parts.ts";
import type { SharedParts } from "./shared-parts.ts";
import { decideScene, liveExperiences, type Scene, traitConditions } from "./testing/ground.ts";
import { keepDefinition } from "./testing/keep-definitions.ts";

let stores: TestStores;
let parts: SharedParts;
beforeAll(async () => {
  stores = await openTestStores();
  parts = createSharedParts(stores.database);
});
afterAll(() => stores.close());

async function decideAndLog(scene: Scene): Promise<{ logged: LoggedDecision; answers: unknown }> {
  const { lineUp } = indexCandidates(1, liveExperiences(scene.experiences), traitConditions);
  await parts.keepLineUp(1, lineUp);
  const { decisionId, profileId, record, placements } = decideScene(scene);
  return { logged: { decisionId, profileId, record, decidedAt: 1_000 }, answers: JSON.parse(placements) };
}

test("what was answered is told word for word after experiences and placement have changed", async () => {
  const { database } = stores;
  const content = { title: "Été 1.0", parts: [1, null, { "0": "a" }] };
  const experiences = { sale: { content, priority: 2 }, plain: {} };
  await keepDefinition(database, { kind: "experience", key: "sale", version: 1 }, { content });
  await keepDefinition(database, { kind: "placement", key: "row", version: 1 }, { content: ["empty"] });
  const placements = { hero: {}, row: { content: ["empty"] }, strip: {} };
  await keepDefinition(database, { kind: "placement", key: "strip", version: 1 }, {});
  const { logged, answers } = await decideAndLog({ experiences, placements });
  await keepDefinition(database, { kind: "experience", key: "sale", version: 2 }, { content: "other" });
  await decideAndLog({ experiences: { other: {} } });

  const told = await explainDecision(parts, 1, logged);

  expect(JSON.stringify(told.answer)).toBe(JSON.stringify(answers));
  expect(told.explanation).toEqual({
    hero: [
      { experience: "sale", version: 1, stage: "chosen", reason: "chosen" },
      { experience: "plain", version: 1, stage: "ranking", reason: "outranked" },
    ],
    row: [],
    strip: [],
  });
});

test("a decision that was kept in the earlier form is explained as it was kept", async () => {
  const answer = { hero: { experience: "vip", content: "vip", reason: { code: "everyone", text: "Then." } } };
  const record = {
    input: { placements: ["hero"], context: {} },
    versions: { profile: null, definitions: 5, placements: { hero: 1 }, shelf: 1, recommendations: 1 },
    explanation: { hero: [["vip", 3, "chosen"]] },
    answer,
  };

  const told = await explainDecision(parts, 1, {
    decisionId: "00000000-0000-8000-8000-000000000000",
    decidedAt: 0,
    profileId: null,
    record: JSON.stringify(record),
  });

  expect(told.answer).toEqual(answer);
  expect(told.explanation).toEqual({
    hero: [{ experience: "vip", version: 3, stage: "chosen", reason: "chosen" }],
  });
});

test("a decision whose candidates are not known any more is not explained by others", async () => {
  const { decisionId, profileId, record } = decideScene({ experiences: { never: {} } });

  const told = explainDecision(parts, 1, { decisionId, profileId, record, decidedAt: 0 });

  await expect(told).rejects.toThrow();
});
