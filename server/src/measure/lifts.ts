import type {
  Experience,
  HoldOut,
  LiftComparison,
  LiftPopulation,
  LiftReport,
  Placement,
} from "@attune/contract";
import { isHeldOut, isWithin, promotes, unitOfLeaf } from "../decide/index.ts";
import type { LiveDefinition, LiveKind } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { compareGroups } from "./compare-groups.ts";
import {
  firstDealtAt,
  heldOutSince,
  liveSince,
  pastHoldOuts,
  pastVersions,
  type StatedVersion,
} from "./in-force.ts";
import { refusals } from "./refusals.ts";
import { sampleRatioOf } from "./sample-ratio.ts";
import { type Bought, Tally } from "./tally.ts";

export interface LiftQuestion {
  readonly population: LiftPopulation;
  /** Epoch milliseconds; now when it is not told, or lies ahead. */
  readonly untilMs: number | undefined;
}

/** Times are epoch milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
  /** What was bought in [beforeFromMs, beforeUntilMs) is compared beforehand. */
  readonly beforeFromMs: number;
  readonly beforeUntilMs: number;
}

export interface CustomerSales {
  /** The oldest. */
  readonly leafId: number;
  readonly bought: readonly Bought[];
}

/** Customers for whom something was decided, in order of their numbers. */
export interface Reached {
  readonly profileIds: readonly number[];
  /** The first time. Epoch milliseconds. */
  readonly fromMs: readonly number[];
  /** How many of them were decided for on both sides. */
  readonly crossed: number;
}

export interface LiftPorts {
  readonly holdOuts: LiveKind<HoldOut>;
  readonly experiences: LiveKind<Experience>;
  readonly placements: LiveKind<Placement>;
  /** Newest first. */
  readonly versions: (
    brandId: number,
    ref: { readonly kind: "hold-out" | "experience"; readonly key: string },
  ) => Promise<readonly StatedVersion[]>;
  /** All visible customers, or those reached, in parts. Undefined `knownUpTo`: however lately they became known; else an inbox position. */
  readonly customers: (
    brandId: number,
    span: Span,
    whom: { readonly reached?: Reached; readonly knownUpTo?: number },
  ) => AsyncIterable<readonly CustomerSales[]>;
  /** By the log of decisions; `placement`: only where it was asked for. */
  readonly reached: (
    brandId: number,
    span: Pick<Span, "fromMs" | "untilMs">,
    about: { readonly holdOut: string; readonly placement: string | undefined },
  ) => Promise<Reached>;
  /** The inbox position that was reached at a moment. */
  readonly positionAt: (brandId: number, atMs: number) => Promise<number>;
  readonly clock: Clock;
}

/** What experiences add to net sales, as hold-outs tell. */
export interface Lifts {
  ofExperience(brandId: number, key: string, question: LiftQuestion): Promise<LiftReport>;
  ofHoldOut(brandId: number, key: string, question: LiftQuestion): Promise<LiftReport>;
}

const day = 86_400_000;
const daysBefore = 365;

export function createLifts(ports: LiftPorts): Lifts {
  return {
    ofExperience: async (brandId, key, question) => {
      const experience = ports.experiences.of(brandId).byKey.get(key);
      if (experience === undefined) throw refusals.notLive("experience", key);
      const holdOuts = holdOutsOf(ports, brandId, experience);
      if (holdOuts.length === 0) throw refusals.noHoldOut(key);
      const since = liveSince(pastVersions(await ports.versions(brandId, { kind: "experience", key }))) ?? 0;
      const { placement, from } = experience.body;
      const notBeforeMs = Math.max(since, from === undefined ? 0 : Date.parse(from));
      const comparisons = [];
      for (const holdOut of holdOuts)
        comparisons.push(await compare(ports, brandId, holdOut, { ...question, notBeforeMs, placement }));
      return { comparisons };
    },
    ofHoldOut: async (brandId, key, question) => {
      const holdOut = ports.holdOuts.of(brandId).byKey.get(key);
      if (holdOut === undefined) throw refusals.notLive("hold-out", key);
      const about = { ...question, notBeforeMs: 0, placement: undefined };
      return { comparisons: [await compare(ports, brandId, holdOut, about)] };
    },
  };
}

/** Those that keep the experience back, the narrowest first. */
function holdOutsOf(
  { holdOuts, placements }: LiftPorts,
  brandId: number,
  { key, body }: LiveDefinition<Experience>,
): readonly LiveDefinition<HoldOut>[] {
  const placement = placements.of(brandId).byKey.get(body.placement);
  if (placement === undefined || !promotes(placement.body)) return [];
  return [...holdOuts.of(brandId).byKey.values()]
    .filter((one) => isWithin(one.body, key, body))
    .sort((a, b) => widthOf(a.body) - widthOf(b.body) || (a.key < b.key ? -1 : 1));
}

function widthOf({ scope }: HoldOut): number {
  if (scope === "promotional") return 2;
  return scope.experience === undefined ? 1 : 0;
}

interface About extends LiftQuestion {
  readonly notBeforeMs: number;
  readonly placement: string | undefined;
}

async function compare(
  ports: LiftPorts,
  brandId: number,
  { key, body }: LiveDefinition<HoldOut>,
  about: About,
): Promise<LiftComparison> {
  const { population, placement } = about;
  const now = ports.clock.now();
  const span = spanOf(key, await ports.versions(brandId, { kind: "hold-out", key }), about, now);
  const reached =
    population === "reached" ? await ports.reached(brandId, span, { holdOut: key, placement }) : undefined;
  const isPast = reached === undefined && span.untilMs < now;
  const whom = {
    ...(reached && { reached }),
    ...(isPast && { knownUpTo: await ports.positionAt(brandId, span.untilMs) }),
  };
  const [heldOut, complement] = [new Tally(), new Tally()];
  for await (const part of ports.customers(brandId, span, whom)) {
    for (const { leafId, bought } of part)
      (isHeldOut(key, body, unitOfLeaf(leafId)) ? heldOut : complement).add(bought);
  }
  const sampleRatio = sampleRatioOf(body.share, heldOut.customers, complement.customers);
  const currencies = [...new Set([...heldOut.currencies, ...complement.currencies])].sort();
  return {
    holdOut: key,
    scope: body.scope,
    population,
    from: new Date(span.fromMs).toISOString(),
    until: new Date(span.untilMs).toISOString(),
    customers: { heldOut: heldOut.customers, complement: complement.customers },
    sampleRatio,
    crossed: reached?.crossed ?? null,
    currencies: currencies.map((currency) =>
      compareGroups(currency, heldOut.in(currency), complement.in(currency), sampleRatio.holds),
    ),
  };
}

/** What was bought before counts up to the first day on which anybody was held back: from then on it may differ between the groups. */
function spanOf(
  key: string,
  versions: readonly StatedVersion[],
  { notBeforeMs, untilMs }: About,
  now: number,
): Span {
  const past = pastHoldOuts(versions);
  const since = heldOutSince(key, past);
  const dealtMs = firstDealtAt(key, past);
  if (since === undefined || dealtMs === undefined) throw refusals.notLive("hold-out", key);
  const fromMs = Math.max(since, notBeforeMs);
  const until = Math.min(untilMs ?? now, now);
  if (until <= fromMs) throw refusals.notBegun(fromMs);
  return { fromMs, untilMs: until, beforeFromMs: dealtMs - daysBefore * day, beforeUntilMs: dealtMs };
}
