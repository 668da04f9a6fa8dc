import type { CountComparison, DidCondition } from "@attune/contract";
import { billionths } from "./naive-comparison.ts";

/** Of as many numbers in a window, or since another event, nothing is told. */
const tooMany = { within: 500, since: 100 } as const;

/** What is asked of the sum, the average, the least and the greatest of a property's numbers. */
export function numbersAre(
  { sum, avg, min, max, within, since }: DidCondition,
  numbersOf: (of: string) => readonly bigint[],
): boolean {
  const inWindow = within === undefined ? Number.POSITIVE_INFINITY : tooMany.within;
  const most = since === undefined ? inWindow : tooMany.since;
  const mostOfExtremes = since === undefined ? Number.POSITIVE_INFINITY : tooMany.since;
  return [
    is(sum, most, (one, numbers) => amountIs(one, total(numbers))),
    is(avg, most, meanIs),
    is(min, mostOfExtremes, (one, numbers) => extremeIs(one, numbers, -1n)),
    is(max, mostOfExtremes, (one, numbers) => extremeIs(one, numbers, 1n)),
  ].every((holds) => holds);

  function is(
    asked: (CountComparison & { readonly of: string }) | undefined,
    bound: number,
    test: (comparison: CountComparison, numbers: readonly bigint[]) => boolean,
  ): boolean {
    if (asked === undefined) return true;
    const numbers = numbersOf(asked.of);
    return numbers.length < bound && test(asked, numbers);
  }
}

export function whole(count: number): bigint {
  return BigInt(count) * 1_000_000_000n;
}

export function total(numbers: readonly bigint[]): bigint {
  return numbers.reduce((a, b) => a + b, 0n);
}

/** All numbers times their count, so that nothing is divided. */
function meanIs(comparison: CountComparison, numbers: readonly bigint[]): boolean {
  if (numbers.length === 0) return false;
  const { gt, gte, lt, lte, eq } = comparison;
  const sum = total(numbers);
  const than = (wanted: number): bigint => (billionths(wanted) ?? 0n) * BigInt(numbers.length);
  return (
    (gt === undefined || sum > than(gt)) &&
    (gte === undefined || sum >= than(gte)) &&
    (lt === undefined || sum < than(lt)) &&
    (lte === undefined || sum <= than(lte)) &&
    (eq === undefined || sum === than(eq))
  );
}

function extremeIs(comparison: CountComparison, numbers: readonly bigint[], sign: bigint): boolean {
  const [first, ...rest] = numbers;
  if (first === undefined) return false;
  return amountIs(
    comparison,
    rest.reduce((most, one) => ((one - most) * sign > 0n ? one : most), first),
  );
}

export function amountIs(comparison: CountComparison, amount: bigint): boolean {
  const { gt, gte, lt, lte, eq } = comparison;
  const than = (wanted: number): bigint => billionths(wanted) ?? 0n;
  return (
    (gt === undefined || amount > than(gt)) &&
    (gte === undefined || amount >= than(gte)) &&
    (lt === undefined || amount < than(lt)) &&
    (lte === undefined || amount <= than(lte)) &&
    (eq === undefined || amount === than(eq))
  );
}
