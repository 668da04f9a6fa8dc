import type { GeoArea } from "@attune/contract";

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface StorePlace {
  readonly key: string;
  readonly place: Place | undefined;
  /** Whose customers live in it are this store's, however near another is. */
  readonly area: GeoArea | undefined;
}

export interface Catchments {
  /** The store in whose area a place lies, of several the nearest; else the nearest store by great circle that is near enough. */
  storeOf(place: Place | undefined): string | null;
}

export function placeOf(latitude: number | undefined, longitude: number | undefined): Place | undefined {
  if (latitude === undefined || longitude === undefined) return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

export function createCatchments(stores: readonly StorePlace[], furthestKm: number): Catchments {
  const areas = stores.filter(({ area }) => area !== undefined);
  return {
    storeOf: (place) => {
      if (place === undefined) return null;
      const around = areas.filter(({ area }) => area !== undefined && isInside(place, area));
      return around.length > 0
        ? nearest(place, around, Number.MAX_VALUE)
        : nearest(place, stores, furthestKm);
    },
  };
}

const kmADegree = 111;

/** Of equally near ones the first by key. A store that does not say where it stands is as far as may be. */
function nearest(place: Place, stores: readonly StorePlace[], furthestKm: number): string | null {
  let best: string | null = null;
  let bestKm = furthestKm;
  for (const { key, place: there } of stores) {
    const km = there === undefined ? Number.MAX_VALUE : kmWithin(place, there, bestKm);
    const isNearer = km < bestKm || (km === bestKm && (best === null || key < best));
    if (!isNearer) continue;
    best = key;
    bestKm = km;
  }
  return best;
}

/** Infinite when it is surely further: so far north or south need not be measured. */
function kmWithin(a: Place, b: Place, km: number): number {
  return Math.abs(a.latitude - b.latitude) * kmADegree > km ? Number.POSITIVE_INFINITY : kmBetween(a, b);
}

const earthKm = 6_371.0088;

/** Along the great circle, on a sphere: within half a per cent of the way on the real earth. */
export function kmBetween(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const [fromLat, toLat] = [a.latitude * radians, b.latitude * radians];
  const [dLat, dLon] = [toLat - fromLat, (b.longitude - a.longitude) * radians];
  const chord = Math.sin(dLat / 2) ** 2 + Math.cos(fromLat) * Math.cos(toLat) * Math.sin(dLon / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Inside a polygon and in none of its holes; on its edge may be either. */
function isInside(place: Place, area: GeoArea): boolean {
  const polygons = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  return polygons.some(([outer, ...holes]) => {
    if (outer === undefined || !isInRing(place, outer)) return false;
    return !holes.some((hole) => isInRing(place, hole));
  });
}

type Ring = readonly (readonly [longitude: number, latitude: number])[];

function isInRing({ latitude, longitude }: Place, ring: Ring): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [x, y] = ring[at] ?? [0, 0];
    const [fromX, fromY] = ring[before] ?? [0, 0];
    const crosses = y > latitude !== fromY > latitude;
    if (crosses && longitude < ((fromX - x) * (latitude - y)) / (fromY - y) + x) inside = !inside;
  }
  return inside;
}
