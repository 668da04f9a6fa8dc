import type { CurrencyLift, Estimate, GroupSales, LiftVerdict, UndecidedReason } from "@attune/contract";
import type { CurrencyTally } from "./tally.ts";
import { detectableBy, differenceOf } from "./welch.ts";

/** In each group. With fewer the mean of so skewed amounts is not yet normal, and the interval would promise what it does not keep. */
const leastCustomers = 100;
const leastBuyers = 20;

/** `isRatioRight`: whether the groups are as large as chance makes them. */
export function compareGroups(
  currency: string,
  heldOut: CurrencyTally,
  complement: CurrencyTally,
  isRatioRight: boolean,
): CurrencyLift {
  const groups = { heldOut: salesOf(heldOut), complement: salesOf(complement) };
  const unknown = {
    differenceMinor: null,
    relative: null,
    detectableMinor: null,
    incrementalMinor: null,
    adjustment: null,
  };
  if (isTooSmall(heldOut) || isTooSmall(complement))
    return { currency, ...groups, ...unknown, verdict: "undecided", because: "tooFew" };
  const { value, from, until, standardError, unadjusted, varianceRemoved } = differenceOf(
    complement,
    heldOut,
  );
  const isAdjusted = heldOut.xx + complement.xx > 0;
  const base = groups.heldOut.perCustomerMinor;
  return {
    currency,
    ...groups,
    differenceMinor: rounded({ value, from, until }, 1),
    relative: base > 0 ? Number((value / base).toFixed(6)) : null,
    detectableMinor: round(detectableBy(standardError)),
    incrementalMinor: rounded({ value, from, until }, complement.customers),
    adjustment: isAdjusted
      ? { unadjustedMinor: round(unadjusted), varianceRemoved: Number(varianceRemoved.toFixed(6)) }
      : null,
    ...decide({ from, until }, isRatioRight),
  };
}

function isTooSmall({ customers, buyers }: CurrencyTally): boolean {
  return customers < leastCustomers || buyers < leastBuyers;
}

function decide(
  { from, until }: Pick<Estimate, "from" | "until">,
  isRatioRight: boolean,
): { readonly verdict: LiftVerdict; readonly because: UndecidedReason | null } {
  if (!isRatioRight) return { verdict: "undecided", because: "sampleRatio" };
  if (from <= 0 && until >= 0) return { verdict: "undecided", because: "interval" };
  return { verdict: from > 0 ? "more" : "less", because: null };
}

function salesOf({ customers, buyers, y }: CurrencyTally): GroupSales {
  return { buyers, netMinor: Math.round(y), perCustomerMinor: customers === 0 ? 0 : round(y / customers) };
}

function rounded({ value, from, until }: Estimate, times: number): Estimate {
  return { value: round(value * times), from: round(from * times), until: round(until * times) };
}

/** Hundredths of a minor unit. */
function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
