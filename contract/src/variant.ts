import { z } from "zod";
import { bucketShare } from "./condition-bucket.ts";
import { definitionKey } from "./definition.ts";
import type { Json } from "./inbox-record.ts";
import { type Locales, localesSchema } from "./localisation.ts";

/** One of several contents of an experience, of which each customer is dealt one and keeps it. */
export interface Variant {
  readonly key: string;
  /** Its share of those who are dealt one. All have a weight, and they add up to 1, or none has and all are equal. */
  readonly weight?: number;
  /** The experience's own when it has none. */
  readonly content?: Json;
  /** That content in other languages. */
  readonly locales?: Locales;
}

/** How customers are dealt to variants. */
export interface Dealing {
  /** Share of the customers who are dealt a variant, 0 to 1; 1 unless told. The others are shown the experience's own content. */
  readonly coverage?: number;
  /** What customers are dealt by; another one deals them anew, those too who have kept a variant. The experience's key unless told. */
  readonly salt?: string;
  /** Only customers whose place in the namespace is in [from, until): experiences whose parts do not overlap share nobody. */
  readonly namespace?: { readonly id: string; readonly from: number; readonly until: number };
  /** Who was dealt a variant by an earlier version of the experience takes no part any longer: what was compared before was something else. */
  readonly minVersion?: number;
}

export const variantSchema: z.ZodType<Variant> = z.strictObject({
  key: definitionKey,
  weight: z.number().min(0).max(1).exactOptional(),
  content: z.json().exactOptional(),
  locales: localesSchema.exactOptional(),
});

export const dealingSchema: z.ZodType<Dealing> = z.strictObject({
  coverage: bucketShare.exactOptional(),
  salt: z.string().min(1).max(100).exactOptional(),
  namespace: z
    .strictObject({ id: z.string().min(1).max(100), from: bucketShare, until: bucketShare })
    .refine(({ from, until }) => from < until, { message: "until lies behind from.", path: ["until"] })
    .exactOptional(),
  minVersion: z.int().min(1).exactOptional(),
});

export interface VariantFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with variants that are each well formed. */
export function variantFaults(
  variants: readonly Variant[] | undefined,
  dealing: Dealing | undefined,
): readonly VariantFault[] {
  if (variants === undefined)
    return dealing === undefined ? [] : [{ path: ["dealing"], message: "There are no variants to deal." }];
  const keys = variants.map(({ key }) => key);
  const repeated = keys.flatMap((key, at) =>
    keys.indexOf(key) < at
      ? [{ path: ["variants", at, "key"], message: "There is another of this key." }]
      : [],
  );
  return [...repeated, ...weightFaults(variants)];
}

function weightFaults(variants: readonly Variant[]): readonly VariantFault[] {
  const weights = variants.flatMap(({ weight }) => weight ?? []);
  if (weights.length === 0) return [];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === variants.length && Math.abs(sum - 1) <= 0.01) return [];
  return [{ path: ["variants"], message: "Give all variants a weight, adding up to 1, or none." }];
}
