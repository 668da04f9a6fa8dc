import { bucketHash } from "@attune/contract";
import { expect, test } from "vitest";
import { emptyLeaf, viewOf } from "../../../profile/index.ts";
import { programOf } from "../../testing/program-of.ts";

const spring = { bucket: "spring", until: 0.5 } as const;
const isIn = (leafId: number): boolean => bucketHash("spring", `prf_${leafId.toString(36)}`, 2) < 0.5;

test("a customer's place is that of the oldest leaf: with a younger one who was joined, and when nothing was ever told of the oldest", () => {
  const program = programOf({ spring });
  const holds = (profileId: number, leafIds: readonly number[], oldest?: number): boolean => {
    const leaves = Object.fromEntries(leafIds.map((id) => [id, emptyLeaf]));
    const view = viewOf(profileId, { leaves, segments: {}, ...(oldest === undefined ? {} : { oldest }) });
    return (
      program.evaluate(view, [program.definitions[0]?.segmentId ?? 0], 0, () => false)[0]?.isMember === true
    );
  };
  for (let older = 1; older <= 30; older += 1) {
    expect(holds(90, [older, 90])).toBe(isIn(older));
    expect(holds(90, [90], older)).toBe(isIn(older));
  }
});
