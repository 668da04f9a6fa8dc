/** An exact decimal: `units` × 10^−`scale`. Numbers from outside become one of these, never a sum of doubles. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const form = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:e([+-]?\d{1,3}))?$/i;
/** Beyond this no price, quantity or weight is meant; it bounds the work a hostile exponent can cause. */
const largestExponent = 60;

/** The decimal that a JSON number or a text ("12.50", "-3", "1e-3") stands for; undefined when it is none. */
export function parseDecimal(value: unknown): Decimal | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const parts = form.exec(String(value).trim());
  if (parts === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return undefined;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > largestExponent) return undefined;
  const units = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** The nearest whole number of 10^−`scale`; a half goes away from zero, so that the value of a return is that of its sale. */
export function roundTo(value: Decimal, scale: number): bigint {
  if (value.scale <= scale) return value.units * 10n ** BigInt(scale - value.scale);
  return divideHalfUp(value.units, 10n ** BigInt(value.scale - scale));
}

/** `dividend` / `divisor` to the nearest whole number, a half away from zero; `divisor` is positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}
