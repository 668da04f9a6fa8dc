import { z } from "zod";
import { conditionNumber } from "./condition-number.ts";
import { conditionText } from "./condition-text.ts";

/**
 * `{ "bucket": "spring-test", "until": 0.1 }`: a stable share of all customers, here a tenth. Each name deals customers anew; a
 * customer's place in `[0, 1)` never moves, so that a larger share contains the smaller. Ten thousand places.
 */
export interface BucketCondition {
  readonly bucket: string;
  /** Included; 0 unless told. */
  readonly from?: number;
  /** Not included. */
  readonly until: number;
}

/** 0 to 1, in ten-thousandths. */
export const bucketShare: z.ZodType<number> = conditionNumber
  .min(0, "At least 0.")
  .max(1, "At most 1.")
  .refine((value) => Number.isInteger(Number((value * 10_000).toFixed(6))), "At most four decimal places.");

export const bucketConditionSchema: z.ZodType<BucketCondition> = z
  .strictObject({ bucket: conditionText(1, 100), from: bucketShare.exactOptional(), until: bucketShare })
  .refine(({ from = 0, until }) => from < until, { message: "until lies behind from.", path: ["until"] });
