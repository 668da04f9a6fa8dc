import type { ResumeEntry } from "@attune/contract";
import type { ProductFacts } from "./answer-profile.ts";
import type { LeftOff } from "./resume.ts";

/** As the API tells it: moments as ISO 8601, products with their names. */
export function answerResume(
  entries: readonly LeftOff[],
  products: { get(product: string): Pick<ProductFacts, "name"> | undefined },
  nowMs: number,
): readonly ResumeEntry[] {
  return entries.map(({ kind, id, channel, at, expiresAt, consent, left }) => ({
    kind,
    id,
    channel,
    at: new Date(at).toISOString(),
    ageSeconds: Math.max(0, Math.floor((nowMs - at) / 1_000)),
    expiresAt: new Date(expiresAt).toISOString(),
    consent,
    withheld: left === undefined,
    ...(left?.items === undefined
      ? {}
      : { items: left.items.map((one) => ({ ...one, name: products.get(one.product)?.name ?? null })) }),
    ...(left?.query === undefined ? {} : { query: left.query }),
    ...(left?.facts === undefined ? {} : { facts: left.facts }),
  }));
}

/** Whose names an answer tells. */
export function productsOfResume(entries: readonly LeftOff[]): readonly string[] {
  return [...new Set(entries.flatMap(({ left }) => left?.items?.map(({ product }) => product) ?? []))];
}
