import { bucketHash, type HoldOut, natureOf } from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";
import type { Candidate } from "./candidates.ts";

/** What is kept back from one customer. */
export interface Holding {
  readonly everything: boolean;
  readonly tags: readonly string[];
  /** JSON: key → [version, 1 when the customer is in it], of all that are in force. */
  readonly fates: string;
}

/** Undefined: no hold-out is in force. `unit`: as a Player's. */
export function holdingOf(holdOuts: LiveSet<HoldOut>, unit: string): Holding | undefined {
  if (holdOuts.byKey.size === 0) return undefined;
  const all = [...holdOuts.byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const holding = all.filter((one) => isIn(one, unit));
  const fates = all.map(({ key, version }, at) => {
    const held = holding.some((one) => one === all[at]);
    return [key, [version, held ? 1 : 0]] as const;
  });
  return {
    everything: holding.some(({ body }) => body.scope === "promotional"),
    tags: holding.flatMap(({ body }) => (body.scope === "promotional" ? [] : body.scope.tag)),
    fates: JSON.stringify(Object.fromEntries(fates)),
  };
}

/** No key holds a colon, so that an experience of the same key deals by another salt. */
function isIn({ key, body }: LiveDefinition<HoldOut>, unit: string): boolean {
  return bucketHash(body.salt ?? `hold-out:${key}`, unit, 2) < body.share;
}

export function holdsBack(holding: Holding | undefined, { experience }: Candidate): boolean {
  if (holding === undefined || natureOf(experience) !== "promotional") return false;
  return holding.everything || experience.tags?.some((tag) => holding.tags.includes(tag)) === true;
}
