/** So many of so many. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
}

export interface Interval {
  readonly from: number;
  readonly until: number;
}

/**
 * The share with its score interval: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
 * Journal of the American Statistical Association 22 (1927). Of nobody it is anything.
 */
export function wilson({ count, of }: Proportion, z: number): Interval {
  if (of === 0) return { from: 0, until: 1 };
  const share = count / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const middle = share + (z * z) / (2 * of);
  const scale = 1 + (z * z) / of;
  return {
    from: count === 0 ? 0 : (middle - spread) / scale,
    until: count === of ? 1 : (middle + spread) / scale,
  };
}

/**
 * The first share less the second: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
 * eleven methods, Statistics in Medicine 17 (1998), method 10, made of both score intervals.
 */
export function newcombe(first: Proportion, second: Proportion, z: number): Interval {
  const [p, q] = [shareIn(first), shareIn(second)];
  const [a, b] = [wilson(first, z), wilson(second, z)];
  return {
    from: p - q - Math.hypot(p - a.from, b.until - q),
    until: p - q + Math.hypot(a.until - p, q - b.from),
  };
}

/**
 * The first share by the second, of the same two score intervals: A. Donner and G. Y. Zou, Closed-form confidence intervals for functions of
 * the normal mean and standard deviation, Statistical Methods in Medical Research 21 (2012). `until` is infinite where nothing bounds it.
 */
export function ratioInterval(first: Proportion, second: Proportion, z: number): Interval {
  const [p, q] = [shareIn(first), shareIn(second)];
  const [a, b] = [wilson(first, z), wilson(second, z)];
  const low = root(p, q, a.from, b.until);
  const high = root(p, q, a.until, b.from);
  return {
    // The published form, multiplied out: it has no pole.
    from: a.from === 0 ? 0 : (a.from * (2 * p - a.from)) / (p * q + low),
    until: b.from > 0 ? (p * q + high) / (b.from * (2 * q - b.from)) : Number.POSITIVE_INFINITY,
  };
}

function root(p: number, q: number, end: number, other: number): number {
  return Math.sqrt(Math.max(0, (p * q) ** 2 - end * other * (2 * p - end) * (2 * q - other)));
}

function shareIn({ count, of }: Proportion): number {
  return of === 0 ? 0 : count / of;
}

/** How many standard deviations hold so much of the normal distribution: 0.95 → 1.96. By P. J. Acklam's approximation, to nine digits. */
export function zOf(confidence: number): number {
  const tail = (1 - confidence) / 2;
  if (tail < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(tail));
    return -polynomial(farTop, q) / polynomial(farBottom, q);
  }
  const q = tail - 0.5;
  return -(q * polynomial(nearTop, q * q)) / polynomial(nearBottom, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((value, coefficient) => value * x + coefficient, 0);
}

const nearTop = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const nearBottom = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const farTop = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const farBottom = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
