import type { CustomerView } from "../profile-state.ts";
import type { Catchments } from "./catchment.ts";
import { type CustomerChange, noticeChanges } from "./customer-changes.ts";
import type { LoyaltyGround } from "./loyalty-at.ts";
import { type LoyaltyRow, rowOf, type StoredLoyalty } from "./loyalty-row.ts";
import type { LoyalPerson } from "./measure.ts";
import { deliveryAreaOf, personOf } from "./person.ts";
import { changeHistory, historyOf, noHistory, type SaleChange, type ShopHistory } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";

/** What one batch did to one customer. */
export interface LoyaltyWork {
  readonly profileId: number;
  /** As kept before; undefined when nothing was. */
  readonly stored: StoredLoyalty | undefined;
  readonly history: ShopHistory | undefined;
  /** Before the batch; undefined for a customer who is new. */
  readonly before: CustomerView | undefined;
  readonly after: CustomerView;
  readonly sales: readonly SaleChange[];
  /** Leaves came or went. */
  readonly isReshaped: boolean;
  /** All sales of all leaves, as they are after the batch: given when asked for. */
  readonly allSales: readonly SoldSale[] | undefined;
}

export interface FoldGround extends LoyaltyGround {
  readonly catchments: Catchments;
}

export interface FoldedLoyalty {
  readonly row: LoyaltyRow;
  /** Undefined: as it was. */
  readonly history: ShopHistory | undefined;
  readonly changes: readonly CustomerChange[];
}

/** The customer's row after a batch, and what is noticed. "needs all sales": give `allSales` and ask again. */
export function foldLoyalty(
  work: LoyaltyWork,
  ground: FoldGround,
  nowMs: number,
): FoldedLoyalty | "needs all sales" {
  const history = historyAfter(work, ground, nowMs);
  if (history === undefined) return "needs all sales";
  const { rules, catchments } = ground;
  const seen = personOf(work.after, rules.days, catchments);
  const person = work.isReshaped ? seen : withEarlier(seen, work.stored?.person);
  const row = rowOf({ profileId: work.profileId, person, history }, work.stored, ground, nowMs);
  const noticed = noticeChanges(
    work.stored === undefined
      ? undefined
      : {
          loyalty: {
            stage: work.stored.stage,
            returned: work.stored.returned,
            preferredChannel: work.stored.preferredChannel,
          },
          stageSince: work.stored.stageSince,
          sizes: work.history?.sizes ?? {},
          deliveryArea: work.before === undefined ? undefined : deliveryAreaOf(work.before),
        },
    {
      loyalty: {
        stage: row.loyalty.stage,
        returned: row.loyalty.returned,
        preferredChannel: row.loyalty.measures.preferredChannel,
      },
      stageSince: row.stageSince,
      sizes: history.sizes,
      deliveryArea: deliveryAreaOf(work.after),
    },
    work.isReshaped,
  );
  const isAsItWas = history === (work.history ?? noHistory);
  return { row, history: isAsItWas ? undefined : history, changes: noticed };
}

/** What was known of interactions before leaves kept them (postgres/fill-loyalty.ts) stays known. */
export function withEarlier(person: LoyalPerson, stored: LoyalPerson | undefined): LoyalPerson {
  if (stored === undefined) return person;
  const engagedOn = { ...stored.engagedOn };
  for (const [channel, day] of Object.entries(person.engagedOn))
    engagedOn[channel] = Math.max(engagedOn[channel] ?? day, day);
  return { ...person, engagedOn, firstSeenOn: earlier(person.firstSeenOn, stored.firstSeenOn) };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** Without a change of sales the history stays; with single changes it is changed; else it is made of all sales. */
function historyAfter(work: LoyaltyWork, { rules }: FoldGround, nowMs: number): ShopHistory | undefined {
  if (work.allSales !== undefined)
    return work.allSales.length === 0 ? noHistory : historyOf(work.allSales, rules, nowMs);
  if (work.isReshaped || work.stored === undefined) return undefined;
  if (work.sales.length === 0) return work.history ?? noHistory;
  return changeHistory(work.history ?? noHistory, work.sales, rules, nowMs);
}
