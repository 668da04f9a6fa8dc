import { defaultLoyaltySettings, type LoyaltySettings } from "@attune/contract";
import { parseDecimal } from "../../../kernel/decimal.ts";
import { localDaysOf } from "../../../kernel/local-date.ts";
import type { Loyalty } from "../evaluate.ts";
import { nobody, workOut } from "../loyalty-at.ts";
import type { LoyalPerson } from "../measure.ts";
import type { LoyaltyRules, ProductTraits } from "../rules.ts";
import { historyOf } from "../shop-history.ts";
import type { SoldSale } from "../sold-sale.ts";
import { noThresholds, type Thresholds } from "../thresholds.ts";

const products: Readonly<Record<string, ProductTraits>> = {
  mug: { category: "Home", size: undefined },
  lamp: { category: "Home", size: undefined },
  shirt: { category: "Women", size: "M" },
  "shirt-l": { category: "Women", size: "L" },
  boots: { category: "Shoes", size: "40" },
  spade: { category: "Garden", size: undefined },
};

const zones: Readonly<Record<string, string>> = {
  ny: "America/New_York",
  tokyo: "Asia/Tokyo",
  london: "Europe/London",
};

/** A brand in Berlin with euros; USD is worth 0.5 until March 2026 and 0.8 from then on; nobody says what a yen is worth. */
export function someRules(settings: Partial<LoyaltySettings> = {}): LoyaltyRules {
  return {
    settings: { ...defaultLoyaltySettings, ...settings },
    days: localDaysOf("Europe/Berlin"),
    daysOfStore: (key) => {
      const zone = zones[key];
      return zone === undefined ? undefined : localDaysOf(zone);
    },
    currency: "EUR",
    rateOn: (currency, day) =>
      currency === "USD" ? parseDecimal(day < Date.UTC(2026, 2, 1) / 86_400_000 ? "0.5" : "0.8") : undefined,
    product: (key) => products[key],
  };
}

type Line = SoldSale["lines"][number];

let keys = 0;

/** A sale of one mug for 10.00 in the web shop, unless told otherwise. Moments are ISO texts. */
export function sold(at: string, more: Partial<Omit<SoldSale, "placedAt">> = {}): SoldSale {
  keys += 1;
  return {
    key: `s${String(keys).padStart(5, "0")}`,
    status: "completed",
    placedAt: Date.parse(at),
    channel: "web",
    storeKey: undefined,
    accountType: "consumer",
    currency: "EUR",
    test: false,
    lines: [line("mug", 1, 1000)],
    returns: [],
    ...more,
  };
}

export function line(
  productKey: string | undefined,
  quantity: number,
  netMinor: number,
  more: Partial<Line> = {},
): Line {
  return {
    kind: "merchandise",
    productKey,
    quantity,
    netMinor,
    returnedQuantity: 0,
    discountMinor: 0,
    returnedMinor: 0,
    ...more,
  };
}

/** All of the sale brought back, booked by the ledger as it books them. */
export function broughtBack(sale: SoldSale, at: string, pieces?: number): SoldSale {
  return {
    ...sale,
    status: "returned",
    lines: sale.lines.map((one) => ({
      ...one,
      returnedQuantity: pieces ?? one.quantity,
      returnedMinor: Math.round((one.netMinor * (pieces ?? one.quantity)) / one.quantity),
    })),
    returns: sale.lines.map((one) => ({
      returnedAt: Date.parse(at),
      kind: one.kind,
      productKey: one.productKey,
      quantity: pieces ?? one.quantity,
      netMinor: Math.round((one.netMinor * (pieces ?? one.quantity)) / one.quantity),
    })),
  };
}

/** A customer with these sales at a moment. */
export function shopper(
  sales: readonly SoldSale[],
  asOf: string,
  more: {
    readonly person?: Partial<LoyalPerson>;
    readonly thresholds?: Partial<Thresholds>;
    readonly settings?: Partial<LoyaltySettings>;
  } = {},
): Loyalty {
  const rules = someRules(more.settings);
  const nowMs = Date.parse(asOf);
  return workOut(
    { person: { ...nobody, ...more.person }, history: historyOf(sales, rules, nowMs) },
    { rules, thresholds: { ...noThresholds, ...more.thresholds } },
    nowMs,
  );
}
