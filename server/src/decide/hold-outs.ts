import { bucketHash, type Experience, type HoldOut, natureOf, type Placement } from "@attune/contract";
import type { LiveSet } from "../govern/index.ts";
import { formatId } from "../kernel/public-id.ts";
import type { Candidate } from "./candidates.ts";

/** What is kept back from one customer. */
export interface Holding {
  readonly everything: boolean;
  readonly tags: readonly string[];
  /** Not shown at all, personal or not. */
  readonly experiences: readonly string[];
  /** JSON: key → [version, 1 when the customer is in it], of all that are in force. */
  readonly fates: string;
  /** The same of those that keep an experience back whole, and so from whoever is recognised; undefined: there are none. */
  readonly wholeFates: string | undefined;
}

/** Undefined: no hold-out is in force. `unit`: as a Player's. */
export function holdingOf(holdOuts: LiveSet<HoldOut>, unit: string): Holding | undefined {
  if (holdOuts.byKey.size === 0) return undefined;
  const all = [...holdOuts.byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const holding = all.filter(({ key, body }) => isHeldOut(key, body, unit));
  const scopes = holding.map(({ body }) => body.scope);
  const fatesOf = (some: typeof all): string =>
    JSON.stringify(
      Object.fromEntries(some.map((one) => [one.key, [one.version, holding.includes(one) ? 1 : 0]])),
    );
  const whole = all.filter(({ body }) => isWhole(body));
  return {
    everything: scopes.includes("promotional"),
    tags: scopes.flatMap((scope) => (scope === "promotional" ? [] : (scope.tag ?? []))),
    experiences: scopes.flatMap((scope) => (scope === "promotional" ? [] : (scope.experience ?? []))),
    fates: fatesOf(all),
    wholeFates: whole.length === 0 ? undefined : fatesOf(whole),
  };
}

function isWhole({ scope }: HoldOut): boolean {
  return scope !== "promotional" && scope.experience !== undefined;
}

/** The id that the API shows of a leaf, so that others can tell too. A customer goes by the oldest leaf. */
export function unitOfLeaf(leafId: number): string {
  return formatId("prf", leafId);
}

/** No key holds a colon, so that an experience of the same key deals by another salt. */
export function isHeldOut(
  key: string,
  { salt, share }: Pick<HoldOut, "salt" | "share">,
  unit: string,
): boolean {
  return bucketHash(saltOf(key, salt), unit, 2) < share;
}

export function saltOf(key: string, salt: string | undefined): string {
  return salt ?? `hold-out:${key}`;
}

export function holdsBack(holding: Holding | undefined, { key, experience }: Candidate): boolean {
  if (holding === undefined || natureOf(experience) !== "promotional") return false;
  return (
    holding.everything ||
    holding.experiences.includes(key) ||
    experience.tags?.some((tag) => holding.tags.includes(tag)) === true
  );
}

/** Kept back although it is shown to everyone, and whatever the customer agreed to. */
export function holdsBackWhole(holding: Holding | undefined, { key, experience }: Candidate): boolean {
  return holding?.experiences.includes(key) === true && natureOf(experience) === "promotional";
}

/** Whether any hold-out counts there. */
export function promotes({
  nature = "promotional",
  staff = false,
}: Pick<Placement, "nature" | "staff">): boolean {
  return nature === "promotional" && !staff;
}

/** Of an experience, whatever its placement is. */
export function isWithin({ scope }: HoldOut, key: string, experience: Experience): boolean {
  if (natureOf(experience) !== "promotional") return false;
  if (scope === "promotional") return true;
  return (
    scope.experience === key || (scope.tag !== undefined && experience.tags?.includes(scope.tag) === true)
  );
}
