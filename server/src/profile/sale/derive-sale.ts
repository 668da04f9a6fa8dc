import { type AccountType, accountTypes, type SaleStatus } from "@attune/contract";
import { toMinor } from "../../kernel/money.ts";
import { bookReturns } from "./book-returns.ts";
import { priceLines } from "./price-lines.ts";
import { countsAsNet, type Sale, type SaleLine, type SaleReturn } from "./sale.ts";
import { type Fact, isEarlier, type SaleState, type Stamp, type StatedReturn } from "./sale-state.ts";

/** The sale that the events add up to. `brandCurrency` is meant where no event states one. */
export function deriveSale(state: SaleState, brandCurrency: string): Sale {
  const returned = countedReturns(state);
  const currency =
    text(state, "currency") ?? returned.find((entry) => entry.currency)?.currency ?? brandCurrency;
  const isCancelled =
    state.cancelled !== undefined &&
    (state.completed === undefined || !isReopened(state.cancelled, state.completed));
  const priced = priceLines(state, currency);
  const booked = bookReturns(
    priced,
    isCancelled ? [] : returned,
    currency,
    toMinor(state.facts.total?.[1], currency),
  );
  const lines = booked.accounts.map(
    ({ line, returnedQuantity, returnedMinor }): SaleLine => ({
      kind: line.kind,
      productKey: line.product,
      name: line.name,
      quantity: line.quantity,
      returnedQuantity,
      netMinor: line.netMinor,
      discountMinor: line.discountMinor,
      returnedMinor,
    }),
  );
  const [placedStamp, origin] = state.placed ?? state.first;
  return {
    status: statusOf(state, isCancelled, lines, booked.returns),
    placedAt: placedStamp[1],
    channel: origin.channel,
    storeKey: text(state, "storeKey"),
    staffKey: text(state, "staffKey"),
    tender: text(state, "tender"),
    accountType: accountTypeOf(state),
    currency,
    netMinor: isCancelled ? 0 : sum(lines, booked.returns, ({ kind }) => countsAsNet(kind)),
    merchandiseMinor: isCancelled ? 0 : sum(lines, booked.returns, ({ kind }) => kind === "merchandise"),
    simulated: origin.simulated ?? false,
    test: text(state, "test") === "yes",
    leafId: leafOf(state),
    lines,
    returns: booked.returns,
  };
}

/** Told at the same moment, an order was completed first and cancelled then. */
function isReopened([cancelledRank, cancelledAt]: Stamp, [rank, at]: Stamp): boolean {
  return rank === cancelledRank ? at > cancelledAt : rank > cancelledRank;
}

/** Who brings back what another bought does not become its buyer. */
function leafOf(state: SaleState): number | undefined {
  if (state.ownerLeaf !== undefined) return state.ownerLeaf[1];
  const teller = state.placed === undefined ? state.tellerLeaf : undefined;
  return (teller ?? state.receiptLeaf)?.[1];
}

/** A page cannot send back what a server sold. */
function countedReturns(state: SaleState): readonly StatedReturn[] {
  const rank = state.completed?.[0] ?? 0;
  return state.returns
    .filter(({ stamp }) => stamp[0] >= rank)
    .toSorted((a, b) => (isEarlier(a.stamp, b.stamp) ? -1 : 1));
}

function statusOf(
  state: SaleState,
  isCancelled: boolean,
  lines: readonly SaleLine[],
  returns: readonly SaleReturn[],
): SaleStatus {
  if (isCancelled) return "cancelled";
  if (state.placed === undefined) return returns.length > 0 ? "returnOnly" : "open";
  const isAllBack = lines.every((line) => !countsAsNet(line.kind) || line.netMinor <= line.returnedMinor);
  return returns.length > 0 && isAllBack ? "returned" : "completed";
}

/** Lines less all that came back: on lines of the sale, or named by a return alone. */
function sum(
  lines: readonly SaleLine[],
  returns: readonly SaleReturn[],
  counts: (entry: SaleLine | SaleReturn) => boolean,
): number {
  const sold = lines.filter(counts).reduce((total, line) => total + line.netMinor, 0);
  return returns.filter(counts).reduce((total, entry) => total - entry.netMinor, sold);
}

function text(state: SaleState, fact: Fact): string | undefined {
  const value = state.facts[fact]?.[1];
  return value === undefined ? undefined : String(value);
}

function accountTypeOf(state: SaleState): AccountType {
  return accountTypes.find((type) => type === state.facts.accountType?.[1]) ?? "consumer";
}
