import {
  type DimensionName,
  dimensionBands,
  dimensionNames,
  type LifecycleStage,
  type RfmGroup,
} from "@attune/contract";

/** What is computed of a customer's shopping, at a moment. */
export interface LoyaltyAt {
  readonly accountType: "consumer" | "trade" | "staff";
  /** null: no data. Money in minor units of the brand's currency, shares from 0 to 1. */
  readonly values: Readonly<Record<DimensionName, number | null>>;
  readonly bands: Readonly<Record<DimensionName, string>>;
  /** 0 to 100; null without a value or before the first thresholds. */
  readonly percentiles: Readonly<Record<DimensionName, number | null>>;
  /** null: nothing was bought yet. */
  readonly rfm: { readonly r: number; readonly f: number; readonly m: number } | null;
  readonly rfmGroup: RfmGroup;
  readonly stage: LifecycleStage;
  readonly subStage: string;
  /** Epoch milliseconds. */
  readonly stageSince: number;
  readonly flags: { readonly atRisk: boolean; readonly returned: boolean };
  readonly regularStores: readonly string[];
  readonly joinedStore: string | null;
  readonly catchment: string | null;
  /** Everything but the moving numbers holds up to here; undefined: for ever. Epoch milliseconds. */
  readonly until: number | undefined;
  /** The first moment from which a moving number is at least (strict: more than) this; undefined: it does not move, or has no value. */
  reaches(name: DimensionName, value: number, strict?: boolean): number | undefined;
}

const none = <Value>(of: (name: DimensionName) => Value): Readonly<Record<DimensionName, Value>> =>
  Object.fromEntries(dimensionNames.map((name) => [name, of(name)])) as Record<DimensionName, Value>; // of all names

const counts: readonly DimensionName[] = [
  "shopCountAll",
  "shopCount12m",
  "categoryBreadth12m",
  "netSpend12m",
  "netSpendAll",
  "activeMonths12m",
  "channelMix",
  "channelBreadth12m",
];

/** A customer of whom nothing is known. */
export const noLoyalty: LoyaltyAt = {
  accountType: "consumer",
  values: none((name) => (counts.includes(name) ? 0 : null)),
  bands: none((name) => dimensionBands[name][0]?.[0] ?? ""),
  percentiles: none(() => null),
  rfm: null,
  rfmGroup: "PROSPECTS",
  stage: "acquire",
  subStage: "newLead",
  stageSince: 0,
  flags: { atRisk: false, returned: false },
  regularStores: [],
  joinedStore: null,
  catchment: null,
  until: undefined,
  reaches: () => undefined,
};
