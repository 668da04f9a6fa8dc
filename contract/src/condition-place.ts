import { z } from "zod";
import { storeKey } from "./condition-loyalty.ts";
import { conditionNumber } from "./condition-number.ts";
import { conditionText } from "./condition-text.ts";

/**
 * `{ "near": { "store": "sydney-1" }, "km": 5 }`: the customer lives at most so far from a store or a point, by great circle.
 * Where they live: the numbers `latitude` (or `lat`) and `longitude` (or `lon`, `lng`) below the trait `of`, `address` unless told.
 */
export interface NearCondition {
  readonly near: Place;
  readonly km: number;
  readonly of?: string;
}

export type Place =
  | { readonly store: string; readonly latitude?: undefined; readonly longitude?: undefined }
  | { readonly store?: undefined; readonly latitude: number; readonly longitude: number };

const placeNeeded = 'This is { "store": … } or { "latitude": …, "longitude": … }.';

const placeSchema: z.ZodType<Place> = z.union(
  [
    z.strictObject({ store: storeKey() }),
    z.strictObject({
      latitude: conditionNumber.min(-90, "At least -90.").max(90, "At most 90."),
      longitude: conditionNumber.min(-180, "At least -180.").max(180, "At most 180."),
    }),
  ],
  placeNeeded,
);

export const nearConditionSchema: z.ZodType<NearCondition> = z.strictObject({
  near: placeSchema,
  km: conditionNumber.positive("More than 0 km.").max(20_100, "Half way round the earth is 20,015 km."),
  of: conditionText(1, 200).exactOptional(),
});
