import { divideHalfUp, multiply, parseDecimal, roundTo } from "./decimal.ts";

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const exponents: ReadonlyMap<string, number> = new Map([
  ...[
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
  ].map((currency): [string, number] => [currency, 0]),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((currency): [string, number] => [currency, 3]),
  ...["CLF", "UYW"].map((currency): [string, number] => [currency, 4]),
]);

/** No single amount is larger, so that sums over thousands of lines stay safe integers. */
export const largestMinor = 1_000_000_000_000;

/** Decimal places of a currency: JPY 0, KWD 3, else 2. */
export function exponentOf(currency: string): number {
  return exponents.get(currency) ?? 2;
}

export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/**
 * A price as a decimal text or number → minor units: ("19.99", "EUR") → 1999. Exact; digits beyond the currency's are
 * rounded, a half away from zero. Undefined when it is no decimal or beyond `largestMinor`.
 */
export function toMinor(amount: unknown, currency: string): number | undefined {
  const quick = quickMinor(amount, exponentOf(currency));
  if (quick !== undefined) return quick;
  const decimal = parseDecimal(amount);
  return decimal === undefined ? undefined : safeMinor(roundTo(decimal, exponentOf(currency)));
}

/** Price × quantity in minor units, rounded once, at the end: (0.333, 3, "EUR") → 100. */
export function lineMinor(price: unknown, quantity: unknown, currency: string): number | undefined {
  const quick = quickMinor(price, exponentOf(currency));
  if (quick !== undefined && typeof quantity === "number" && Number.isInteger(quantity)) {
    const minor = quick * quantity;
    return Math.abs(minor) <= largestMinor ? minor + 0 : undefined;
  }
  const [unit, count] = [parseDecimal(price), parseDecimal(quantity)];
  if (unit === undefined || count === undefined) return undefined;
  return safeMinor(roundTo(multiply(unit, count), exponentOf(currency)));
}

/** 1999, "EUR" → "19.99". */
export function formatMinor(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return exponent === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** `minor` × `part` / `whole`, rounded, a half away from zero; 0 when `whole` is not positive. */
export function shareOf(minor: number, part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Number(divideHalfUp(BigInt(minor) * BigInt(part), BigInt(whole)));
}

/**
 * Splits an amount over weights (integers ≥ 0) so that the parts add up to it: largest remainder, ties to the first.
 * All weights 0 → equal weights. Empty weights → empty.
 */
export function allocate(minor: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n)
    return weights.length === 0
      ? []
      : allocate(
          minor,
          weights.map(() => 1),
        );
  const size = BigInt(Math.abs(minor));
  const shares = weights.map((weight, at) => {
    const exact = size * BigInt(weight);
    return { at, whole: exact / total, rest: exact % total };
  });
  let left = Number(size - shares.reduce((sum, share) => sum + share.whole, 0n));
  const parts = shares.map((share) => Number(share.whole));
  for (const { at } of shares.toSorted((a, b) => compare(b.rest, a.rest) || a.at - b.at)) {
    if (left <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return minor < 0 ? parts.map((part) => -part + 0) : parts;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** For a number with no more digits than the currency: k/10ⁿ is then the double itself, so k is exact. */
function quickMinor(amount: unknown, exponent: number): number | undefined {
  if (typeof amount !== "number") return undefined;
  const factor = 10 ** exponent;
  const minor = Math.round(amount * factor);
  return minor / factor === amount && Math.abs(minor) <= largestMinor ? minor + 0 : undefined;
}

function safeMinor(minor: bigint): number | undefined {
  const number = Number(minor);
  return Math.abs(number) <= largestMinor ? number : undefined;
}
