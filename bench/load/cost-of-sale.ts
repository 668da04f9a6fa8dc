import { defaultLoyaltySettings } from "@attune/contract";
import { localDaysOf } from "../../server/src/kernel/local-date.ts";
import { nobody } from "../../server/src/profile/loyalty/loyalty-at.ts";
import { rowOf } from "../../server/src/profile/loyalty/loyalty-row.ts";
import type { LoyaltyRules } from "../../server/src/profile/loyalty/rules.ts";
import { changeHistory, historyOf } from "../../server/src/profile/loyalty/shop-history.ts";
import type { SoldSale } from "../../server/src/profile/loyalty/sold-sale.ts";
import { noThresholds } from "../../server/src/profile/loyalty/thresholds.ts";
import { median } from "../report.ts";

const dayMs = 86_400_000;
const rounds = 2_000;

const rules: LoyaltyRules = {
  settings: defaultLoyaltySettings,
  days: localDaysOf("Europe/London"),
  daysOfStore: () => undefined,
  currency: "GBP",
  rateOn: () => undefined,
  product: () => ({ category: "Home", size: undefined }),
};

/** Microseconds to bring a customer's row up to one more sale, when so many sales in 20 years were before. */
export function costOfSale(sales: number): number {
  const now = Date.now();
  const before = Array.from({ length: sales }, (_, nth) =>
    sale(nth, now - ((nth + 1) / sales) * 7_300 * dayMs),
  );
  const history = historyOf(before, rules, now);
  const ground = { rules, thresholds: noThresholds };
  const taken = Array.from({ length: rounds }, (_, nth) => {
    const startedAt = performance.now();
    const after = changeHistory(
      history,
      [{ before: undefined, after: sale(sales + nth, now - 1) }],
      rules,
      now,
    );
    if (after === undefined) throw new Error("One more sale had all sales read.");
    rowOf({ profileId: 1, person: nobody, history: after }, undefined, ground, now);
    return (performance.now() - startedAt) * 1_000;
  });
  return median(taken);
}

function sale(nth: number, placedAt: number): SoldSale {
  return {
    key: `s${nth}`,
    status: "completed",
    placedAt,
    channel: nth % 3 === 0 ? "store" : "web",
    storeKey: nth % 3 === 0 ? "leeds" : undefined,
    accountType: "consumer",
    currency: "GBP",
    test: false,
    lines: [
      {
        kind: "merchandise",
        productKey: "mug",
        quantity: 1,
        returnedQuantity: 0,
        netMinor: 1_000,
        discountMinor: 0,
        returnedMinor: 0,
      },
    ],
    returns: [],
  };
}
