import {
  defaultLoyaltySettings,
  type ExchangeRates,
  exchangeRatesSchema,
  type GeoArea,
  type LoyaltySettings,
  loyaltySettingsSchema,
} from "@attune/contract";
import { type Decimal, parseDecimal } from "../../../kernel/decimal.ts";
import { type Day, type LocalDays, localDaysOf, parseDay } from "../../../kernel/local-date.ts";
import type { Queryable } from "../../../platform/postgres/database.ts";
import { type Catchments, createCatchments, placeOf } from "../catchment.ts";
import type { LoyaltyRules, ProductTraits } from "../rules.ts";
import type { Thresholds } from "../thresholds.ts";
import { readThresholds } from "./thresholds-store.ts";

/** All that loyalty hangs on beside the customer, but the catalogue, which is too large to read for a few sales. */
export interface BrandGround {
  readonly thresholds: Thresholds;
  readonly catchments: Catchments;
  readonly settings: LoyaltySettings;
  /** The brand's calendar. */
  readonly days: LocalDays;
  /** The rules, with what the catalogue says of products. */
  rulesWith(products: ReadonlyMap<string, ProductTraits>): LoyaltyRules;
}

export interface GroundBrand {
  readonly brandId: number;
  readonly timeZone: string;
  readonly currency: string;
}

export async function readGround(database: Queryable, brand: GroundBrand): Promise<BrandGround> {
  const [definitions, stores, thresholds] = await Promise.all([
    readDefinitions(database, brand.brandId),
    readStores(database, brand.brandId),
    readThresholds(database, brand.brandId),
  ]);
  const settings = settingsIn(definitions);
  const rateOn = ratesIn(definitions);
  const zones = new Map<string, LocalDays>();
  for (const { key, time_zone } of stores) if (time_zone !== null) zones.set(key, localDaysOf(time_zone));
  const days = localDaysOf(brand.timeZone);
  return {
    thresholds,
    settings,
    days,
    catchments: createCatchments(
      stores.map((store) => ({
        key: store.key,
        place: placeOf(store.latitude ?? undefined, store.longitude ?? undefined),
        area: store.catchment ?? undefined,
      })),
      settings.catchment.furthestKm,
    ),
    rulesWith: (products) => ({
      settings,
      days,
      daysOfStore: (key) => zones.get(key),
      currency: brand.currency,
      rateOn,
      product: (key) => products.get(key),
    }),
  };
}

interface DefinitionRow {
  readonly kind: string;
  readonly key: string;
  readonly body: unknown;
}

function readDefinitions(database: Queryable, brandId: number): Promise<DefinitionRow[]> {
  return database.query<DefinitionRow>(
    `select d.kind, d.key, v.body
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     where d.brand_id = $1
       and d.kind in ('loyalty', 'exchange-rate')
     order by d.kind, d.key`,
    [brandId],
  );
}

/** A body that this program refuses was let in by another one: then it is as shipped. */
function settingsIn(definitions: readonly DefinitionRow[]): LoyaltySettings {
  const body = definitions.find(({ kind }) => kind === "loyalty")?.body;
  const parsed = loyaltySettingsSchema.safeParse(body ?? {});
  return parsed.success ? parsed.data : defaultLoyaltySettings;
}

function ratesIn(definitions: readonly DefinitionRow[]): LoyaltyRules["rateOn"] {
  const byCurrency = new Map<string, readonly (readonly [from: Day, rate: Decimal])[]>();
  for (const { kind, body } of definitions) {
    const parsed = kind === "exchange-rate" ? exchangeRatesSchema.safeParse(body) : undefined;
    if (parsed?.success === true) byCurrency.set(parsed.data.currency, entriesOf(parsed.data));
  }
  return (currency, day) => byCurrency.get(currency)?.findLast(([from]) => from <= day)?.[1];
}

function entriesOf({ rates }: ExchangeRates): readonly (readonly [from: Day, rate: Decimal])[] {
  return rates
    .flatMap(({ from, rate }): (readonly [Day, Decimal])[] => {
      const [day, decimal] = [parseDay(from), parseDecimal(rate)];
      return day === undefined || decimal === undefined ? [] : [[day, decimal]];
    })
    .sort(([a], [b]) => a - b);
}

interface StoreRow {
  readonly key: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly time_zone: string | null;
  readonly catchment: GeoArea | null;
}

function readStores(database: Queryable, brandId: number): Promise<StoreRow[]> {
  return database.query<StoreRow>(
    "select key, latitude, longitude, time_zone, catchment from store where brand_id = $1",
    [brandId],
  );
}

/** A text that is another when what customers were worked out by is: what `readGround` reads but thresholds. */
export async function readGroundMark(database: Queryable, brand: GroundBrand): Promise<string> {
  const [row] = await database.query<{ mark: string }>(
    `select md5(concat_ws(' ', $2::text, $3::text,
       (select string_agg(concat_ws(' ', d.definition_id, d.live_version), ',' order by d.definition_id)
        from definition d
        where d.brand_id = $1 and d.kind in ('loyalty', 'exchange-rate')),
       (select string_agg(concat_ws(' ', s.key, s.latitude, s.longitude, s.time_zone, s.catchment), ',' order by s.key)
        from store s
        where s.brand_id = $1))) as mark`,
    [brand.brandId, brand.timeZone, brand.currency],
  );
  return row?.mark ?? "";
}

/** The same of what the catalogue says of products. */
export async function readCatalogueMark(database: Queryable, brandId: number): Promise<string> {
  const [row] = await database.query<{ mark: string | null }>(
    `select md5(string_agg(concat_ws(' ', key, category[1], attributes ->> 'size', attributes ->> 'Size'), ',' order by key)) as mark
     from product
     where brand_id = $1`,
    [brandId],
  );
  return row?.mark ?? "";
}
