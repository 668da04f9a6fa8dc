import type { GeoArea } from "@attune/contract";

export interface Spot {
  readonly key: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** What a map shows, in degrees, and how degrees become parts of it from 0 to 1. */
export interface Frame {
  readonly x: (longitude: number) => number;
  readonly y: (latitude: number) => number;
  /** Height of the map for a width of 1. */
  readonly height: number;
}

/** At least so many degrees of latitude, so that a coast comes into sight by which one knows where one is. */
const leastDegrees = 6;
const margin = 0.18;

/**
 * A plain plot of degrees, narrowed by the cosine of the middle latitude so that distances look alike both ways. Not for stores on both
 * sides of the date line, which then lie far apart.
 */
export function frameOf(spots: readonly Spot[], areas: readonly GeoArea[]): Frame {
  const points = [
    ...spots.map(({ longitude, latitude }) => [longitude, latitude] as const),
    ...areas.flatMap((area) => ringsOf(area).flat()),
  ];
  const longitudes = points.map(([longitude]) => longitude);
  const latitudes = points.map(([, latitude]) => latitude);
  const middle = (least(latitudes) + most(latitudes)) / 2;
  const narrow = Math.max(Math.cos((middle * Math.PI) / 180), 0.1);
  const inner = Math.max(most(longitudes) - least(longitudes), leastDegrees / narrow) * (1 + 2 * margin);
  const tall =
    Math.max(most(latitudes) - least(latitudes), leastDegrees, inner * narrow * 0.6) * (1 + 2 * margin);
  // Never a narrow strip: as wide as it is tall at least.
  const width = Math.max(inner, tall / narrow);
  const left = (least(longitudes) + most(longitudes) - width) / 2;
  const top = middle + tall / 2;
  return {
    x: (longitude) => (longitude - left) / width,
    y: (latitude) => (top - latitude) / (width * narrow),
    height: tall / (width * narrow),
  };
}

/** All rings of an area, holes too. */
export function ringsOf(area: GeoArea): readonly (readonly (readonly [number, number])[])[] {
  return area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
