/** The part of TopoJSON that the outline of the land is written in: arcs of differences, quantized. */
export interface LandTopology {
  readonly transform: {
    readonly scale: readonly [number, number];
    readonly translate: readonly [number, number];
  };
  readonly arcs: readonly (readonly (readonly number[])[])[];
  readonly objects: {
    readonly land: {
      readonly geometries: readonly { readonly arcs: readonly (readonly (readonly number[])[])[] }[];
    };
  };
}

export type LandRing = readonly (readonly [longitude: number, latitude: number])[];

/** Every ring of the land, in degrees; lakes are rings too. */
export function landOf({ transform, arcs, objects }: LandTopology): readonly LandRing[] {
  const { scale, translate } = transform;
  const plain = arcs.map((arc): LandRing => {
    let x = 0;
    let y = 0;
    return arc.map(([dx = 0, dy = 0]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  // ~3 is arc 3 the other way round.
  const points = (index: number): LandRing =>
    index < 0 ? (plain[~index] ?? []).toReversed() : (plain[index] ?? []);
  return objects.land.geometries.flatMap((geometry) =>
    geometry.arcs.flat().map((ring) => ring.flatMap((index, at) => points(index).slice(at === 0 ? 0 : 1))),
  );
}
