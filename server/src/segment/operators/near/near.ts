import type { NearCondition } from "@attune/contract";
import type { CustomerView } from "../../../profile/index.ts";
import type { BrandWorld, Point } from "../../brand-world.ts";
import { always } from "../../verdict.ts";
import { pathWords, quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";
import { kmBetween } from "./km-between.ts";

const names = { latitude: ["latitude", "lat"], longitude: ["longitude", "lon", "lng"] } as const;
const home = "address";

export interface PlacePaths {
  readonly latitude: readonly string[];
  readonly longitude: readonly string[];
}

/** The traits that say where the customer lives; of each the first that is known counts. */
export function placePaths({ of = home }: NearCondition): PlacePaths {
  return {
    latitude: names.latitude.map((name) => `${of}.${name}`),
    longitude: names.longitude.map((name) => `${of}.${name}`),
  };
}

export const nearOperator: Operator<NearCondition> = {
  compile: (condition, compiler) => {
    for (const path of Object.values(placePaths(condition)).flat()) compiler.dependsOnTrait(path);
    const target = targetOf(condition, compiler.world);
    const distance = (view: CustomerView): number | undefined => {
      const point = pointOf(view, condition.of ?? home);
      return point === undefined || target === undefined ? undefined : kmBetween(point, target);
    };
    const holds = (view: CustomerView): boolean =>
      (distance(view) ?? Number.POSITIVE_INFINITY) <= condition.km;
    return {
      ask: ({ view }) => always(holds(view)),
      explain: ({ view }) => {
        const km = distance(view);
        const found = km === undefined ? "at a place that is not known" : `${Number(km.toFixed(1))} km`;
        return {
          ...always(holds(view)),
          fact: `${pathWords(condition.of ?? home)} is ${found} from ${targetWords(condition)}`,
          parts: [],
        };
      },
    };
  },
  select: (condition, sets) => sets.people(condition),
  words: (condition) =>
    `whose ${pathWords(condition.of ?? home)} is at most ${condition.km} km from ${targetWords(condition)}`,
};

/** Undefined: a store of which nothing is known, or not where it is. */
export function targetOf({ near }: NearCondition, world: BrandWorld): Point | undefined {
  return near.store === undefined ? near : world.stores.get(near.store);
}

/** Where both numbers are known and lie on the earth. */
function pointOf(view: CustomerView, of: string): Point | undefined {
  const latitude = degrees(view, of, names.latitude, 90);
  const longitude = degrees(view, of, names.longitude, 180);
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** The first of the names that is known counts. */
function degrees(view: CustomerView, of: string, under: readonly string[], most: number): number | undefined {
  const value = under.map((name) => view.trait(`${of}.${name}`)).find((one) => one !== undefined);
  return typeof value === "number" && Math.abs(value) <= most ? value : undefined;
}

function targetWords({ near }: NearCondition): string {
  return near.store === undefined ? `${near.latitude}, ${near.longitude}` : `the store ${quoted(near.store)}`;
}
