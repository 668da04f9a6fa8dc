import { decideAnswerSchema } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawnAt, drawnScene, hourMs } from "./testing/drawn-scene.ts";
import { decideScene, fatesOfScene, type Scene } from "./testing/ground.ts";

test("whatever is asked, the same in gives the same bytes, in whatever order definitions and contacts come, and the answer has its form", () => {
  fc.assert(
    fc.property(drawnScene, (drawn) => {
      const one = decideScene(drawn);
      const turned: Scene = {
        ...drawn,
        experiences: Object.fromEntries(Object.entries(drawn.experiences).toReversed()),
        policies: Object.fromEntries(Object.entries(drawn.policies ?? {}).toReversed()),
        past: { rows: (drawn.past?.rows ?? []).toReversed(), boughtAt: [] },
      };

      expect(decideScene(turned)).toEqual(one);
      decideAnswerSchema.parse({ decisionId: one.decisionId, placements: JSON.parse(one.placements) });
      expect(fatesOfScene(drawn)).toHaveLength(Object.keys(drawn.experiences).length);
    }),
  );
});

test("nothing is shown that a cap, a cool-down, an open case, staff or the clock keeps back, but what staff pinned", () => {
  fc.assert(
    fc.property(drawnScene, (drawn) => {
      const fates = fatesOfScene(drawn);
      const of = (...reasons: readonly string[]): readonly string[] =>
        fates.filter(({ reason }) => reasons.includes(reason)).map(({ experience }) => experience);

      for (const one of of("chosen", "pinned")) {
        expect(drawn.overrides?.[one]).not.toBe("suppress");
        expect(drawn.experiences[one]?.["until"]).not.toBe("2026-01-01T00:00:00Z");
      }
      for (const one of of("chosen")) expect(keptBack(one, drawn)).toEqual([]);
    }),
  );
});

/** Counted anew, in the plainest way. */
function keptBack(experience: string, { experiences, past, customer }: Scene): readonly string[] {
  const {
    caps = [],
    coolDown,
    nature,
  } = (experiences[experience] ?? {}) as {
    caps?: readonly { readonly by: string; readonly most: number }[];
    coolDown?: string;
    nature?: string;
  };
  const count = (kind: string, hours: number): number =>
    (past?.rows ?? [])
      .filter((one) => one.kind === kind && one.experience === experience)
      .flatMap(({ times }) => times)
      .filter((at) => at > drawnAt - hours * hourMs).length;
  const changedAt = customer?.care.openCaseChangedAt() ?? Number.NEGATIVE_INFINITY;
  const isCared = nature !== "service" && drawnAt < changedAt + 14 * 24 * hourMs;
  return [
    ...caps.filter(({ by, most }) => count(by, 24) >= most).map(({ by }) => `capped by ${by}`),
    ...(coolDown !== undefined && count("refused", 48) > 0 ? ["cooling down"] : []),
    ...(isCared ? ["open case"] : []),
  ];
}

test("what a contact policy stops would have passed all stages before it", () => {
  fc.assert(
    fc.property(drawnScene, (drawn) => {
      const free: Scene = {
        ...drawn,
        policies: {},
        past: { rows: [], boughtAt: [] },
        placements: { hero: { slots: { most: 20 } } },
      };
      const stageOf = new Map(fatesOfScene(free).map(({ experience, stage }) => [experience, stage]));

      for (const { experience, stage } of fatesOfScene(drawn).filter((one) => one.stage === "contactPolicy"))
        expect(["applicability", "ranking", "slots", "chosen"], stage).toContain(stageOf.get(experience));
    }),
  );
});
