import type { SaleView } from "@attune/contract";
import { deriveSale } from "./derive-sale.ts";
import type { SaleState } from "./sale-state.ts";

/** A sale as the API tells it. */
export function viewSale(key: string, state: SaleState, brandCurrency: string): SaleView {
  const sale = deriveSale(state, brandCurrency);
  return {
    id: key,
    status: sale.status,
    placedAt: new Date(sale.placedAt).toISOString(),
    channel: sale.channel,
    store: sale.storeKey ?? null,
    staff: sale.staffKey ?? null,
    tender: sale.tender ?? null,
    accountType: sale.accountType,
    currency: sale.currency,
    netMinor: sale.netMinor,
    merchandiseMinor: sale.merchandiseMinor,
    simulated: sale.simulated,
    lines: sale.lines.map(({ productKey, name, ...line }) => ({
      ...line,
      product: productKey ?? null,
      name: name ?? null,
    })),
    returns: sale.returns.map(({ productKey, returnedAt, ...entry }) => ({
      ...entry,
      product: productKey ?? null,
      returnedAt: new Date(returnedAt).toISOString(),
    })),
  };
}
