import { expect, test } from "vitest";
import { landOf } from "./land-of.ts";

test("an outline is put together from its arcs, also from one that runs the other way", () => {
  const square = landOf({
    transform: { scale: [2, 1], translate: [10, 50] },
    arcs: [
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
    ],
    objects: { land: { geometries: [{ arcs: [[[0, ~1]]] }] } },
  });

  expect(square).toEqual([
    [
      [10, 50],
      [12, 50],
      [12, 51],
      [10, 51],
      [10, 50],
    ],
  ]);
});
