import type { CustomerChangeKind } from "@attune/contract";
import type { Loyalty } from "./evaluate.ts";
import type { Sizes } from "./sizes.ts";

/** Something that was noticed of a customer. `about`: the category of a size. */
export interface CustomerChange {
  readonly kind: CustomerChangeKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly about: string | null;
  /** When a stage that was left had been entered. */
  readonly since: number | null;
}

/** What changes are noticed by. */
export interface Noticed {
  readonly loyalty: Pick<Loyalty, "stage" | "returned"> & { readonly preferredChannel: string | null };
  readonly stageSince: number;
  readonly sizes: Sizes;
  readonly deliveryArea: string | undefined;
}

/**
 * What a shop, a statement or the clock changed of a customer who was known before. `isReshaped`: customers
 * were joined or parted, so what differs is not what one of them did; only the stage is told.
 */
export function noticeChanges(
  before: Noticed | undefined,
  after: Noticed,
  isReshaped: boolean,
): readonly CustomerChange[] {
  if (before === undefined) return [];
  const [was, is] = [before.loyalty.stage, after.loyalty.stage];
  const entered = was === is ? [] : [{ ...change("stage.changed", was, is), since: before.stageSince }];
  if (isReshaped) return entered;
  const [from, to] = [before.loyalty.preferredChannel, after.loyalty.preferredChannel];
  return [
    ...entered,
    ...(!before.loyalty.returned && after.loyalty.returned ? [change("customer.returned", was, is)] : []),
    ...(from !== null && to !== null && from !== to ? [change("channel.switched", from, to)] : []),
    ...(hasMoved(before.deliveryArea, after.deliveryArea) ? [change("customer.moved", null, null)] : []),
    ...sizeChanges(before.sizes, after.sizes),
  ];
}

function change(
  kind: CustomerChangeKind,
  from: string | null,
  to: string | null,
  about: string | null = null,
): CustomerChange {
  return { kind, from, to, about, since: null };
}

function sizeChanges(before: Sizes, after: Sizes): readonly CustomerChange[] {
  return Object.entries(after).flatMap(([category, [, size]]) => {
    const known = before[category]?.[1];
    return known === undefined || known === size ? [] : [change("size.changed", known, size, category)];
  });
}

/** Where from and to is personal, so it is not told. */
function hasMoved(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after;
}
