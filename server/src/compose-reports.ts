import { setImmediate } from "node:timers/promises";
import type { ComparedThing } from "@attune/contract";
import { localDaysOf } from "./kernel/local-date.ts";
import type { Parts } from "./parts.ts";
import { behaviourAt, pastDimensions, viewOf } from "./profile/index.ts";
import { personOf } from "./profile/loyalty/person.ts";
import { readProductTraits } from "./profile/loyalty/postgres/product-traits.ts";
import { readGround } from "./profile/loyalty/postgres/read-ground.ts";
import { readSoldSales } from "./profile/loyalty/postgres/sold-sales.ts";
import type { Lists } from "./segment/index.ts";
import { createLookAlikes, createSegmentReports, type SegmentPorts, TraitCounts } from "./segment/index.ts";
import type { FactCount } from "./segment/reports/fact-counts.ts";
import { segmentReportRoutes } from "./segment/reports/http/report-routes.ts";
import { countBoughtFacts } from "./segment/reports/postgres/count-bought-facts.ts";
import { countLoyaltyFacts } from "./segment/reports/postgres/count-loyalty-facts.ts";
import { readFactsFrom, readFactsOf } from "./segment/reports/postgres/read-customer-facts.ts";
import { readMemberSets } from "./segment/reports/postgres/read-member-sets.ts";
import { readSchemes } from "./segment/reports/postgres/read-schemes.ts";
import { readShoppersBy } from "./segment/reports/postgres/read-shoppers-by.ts";
import type { ReportPorts } from "./segment/reports/report-ports.ts";

/** Parsing so many rows stops everything else for some 10 ms. */
const rowsAtOnce = 500;

/** Reports on segments, and look-alikes of lists. */
export function composeReports(
  { router, database, brand }: Pick<Parts, "router" | "database" | "brand">,
  segments: SegmentPorts,
  lists: Pick<Lists, "change">,
): void {
  const memberSets: ReportPorts["memberSets"] = (brandId, ids) => readMemberSets(database, brandId, ids);
  const breathe = (): Promise<void> => setImmediate();
  const days = localDaysOf(brand.timeZone);
  const reports = createSegmentReports({
    ...segments,
    memberSets,
    breathe,
    statedSchemes: (brandId) => readSchemes(database, brandId),
    countFacts: (brandId, first, second, about) =>
      countFacts({ database, segments }, brandId, { first, second, about }),
    shoppersBy: (brandId, thenMs) =>
      readShoppersBy(database, brandId, new Date(days.dayOf(thenMs) * 86_400_000).toISOString().slice(0, 10)),
    pastCustomers: (_brandId, profileIds, moments, attribute) =>
      pastCustomers({ database, brand, segments }, profileIds, moments, attribute),
  });
  const lookAlikes = createLookAlikes({
    ...segments,
    memberSets,
    breathe,
    lists,
    factsOf: (brandId, profileIds) => readFactsOf(database, brandId, profileIds),
    factsFrom: (brandId, afterId, limit) => readFactsFrom(database, brandId, afterId, limit),
  });
  segmentReportRoutes(router, reports, lookAlikes);
}

interface Asked {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly about: readonly ComparedThing[] | undefined;
}

async function countFacts(
  { database, segments }: Pick<Parts, "database"> & { readonly segments: SegmentPorts },
  brandId: number,
  { first, second, about }: Asked,
): Promise<readonly FactCount[]> {
  const isAsked = (thing: ComparedThing): boolean => about === undefined || about.includes(thing);
  const isBought = (thing: ComparedThing): boolean => thing.startsWith("bought");
  const kinds = about ?? ["trait", "band", "boughtCategory"];
  const counts = await Promise.all([
    kinds.includes("trait") ? countTraits(segments, brandId, first, second) : [],
    kinds.some((thing) => thing !== "trait" && !isBought(thing))
      ? countLoyaltyFacts(database, brandId, { first, second })
      : [],
    kinds.some(isBought) ? countBoughtFacts(database, brandId, { first, second }) : [],
  ]);
  return counts.flat().filter((count) => isAsked(count.about));
}

async function countTraits(
  { store }: SegmentPorts,
  brandId: number,
  first: readonly number[],
  second: readonly number[],
): Promise<readonly FactCount[]> {
  const counts = new TraitCounts();
  for (const [side, ids] of [
    ["first", first],
    ["second", second],
  ] as const)
    for (let from = 0; from < ids.length; from += rowsAtOnce)
      counts.add(await store.profiles(brandId, ids.slice(from, from + rowsAtOnce)), side);
  return counts.counts();
}

async function pastCustomers(
  { database, brand, segments }: Pick<Parts, "database" | "brand"> & { readonly segments: SegmentPorts },
  profileIds: readonly number[],
  { thenMs, nowMs }: { readonly thenMs: number; readonly nowMs: number },
  attribute: string,
): ReturnType<ReportPorts["pastCustomers"]> {
  const { brandId } = brand;
  const [ground, products] = await Promise.all([
    readGround(database, brand),
    readProductTraits(database, brandId, "all"),
  ]);
  const rules = ground.rulesWith(products);
  const found = [];
  for (let from = 0; from < profileIds.length; from += rowsAtOnce) {
    const profiles = await segments.store.profiles(brandId, profileIds.slice(from, from + rowsAtOnce));
    const leafIds = profiles.flatMap(({ state }) => Object.keys(state.leaves).map(Number));
    const sales = Map.groupBy(await readSoldSales(database, brandId, leafIds), ({ leafId }) => leafId);
    for (const { profileId, state } of profiles) {
      const view = viewOf(profileId, state);
      const own = Object.keys(state.leaves).flatMap((leafId) => sales.get(Number(leafId)) ?? []);
      const person = personOf(view, rules.days, ground.catchments);
      const past = behaviourAt(
        own.map(({ sale }) => sale),
        person,
        { rules, thresholds: ground.thresholds },
        thenMs,
        nowMs,
      );
      if (past === undefined) continue;
      found.push({
        behaviour: pastDimensions.map((name) => past.bands[name]),
        boughtAgain: past.shoppedSince,
        attribute: view.trait(attribute),
      });
    }
  }
  return found;
}
