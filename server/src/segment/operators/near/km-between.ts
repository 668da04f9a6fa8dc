import type { Point } from "../../brand-world.ts";

/** The mean radius of the earth. */
const radiusKm = 6_371.0088;

/** By great circle. */
export function kmBetween(a: Point, b: Point): number {
  const [φa, φb] = [radians(a.latitude), radians(b.latitude)];
  const north = Math.sin((φb - φa) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const chord = Math.min(1, north * north + Math.cos(φa) * Math.cos(φb) * east * east);
  return 2 * radiusKm * Math.asin(Math.sqrt(chord));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
