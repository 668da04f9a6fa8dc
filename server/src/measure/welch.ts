/** Sums over the customers of a group: of what they bought for (y), and of what they had bought for before (x). */
export interface Sums {
  readonly customers: number;
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

/** Of means, each customer being one draw. */
export interface Difference {
  readonly value: number;
  readonly from: number;
  readonly until: number;
  readonly standardError: number;
  readonly unadjusted: number;
  /** Share of the squared standard error that x took away; 0 where it was of no use. */
  readonly varianceRemoved: number;
}

const z975 = 1.959963984540054;
const z80 = 0.8416212335729143;

/**
 * The mean of the first less that of the second, with its 95 % interval: B. L. Welch, The generalization of "Student's" problem when several
 * different population variances are involved, Biometrika 34 (1947), with the degrees of freedom of F. E. Satterthwaite (1946). What x tells of y
 * within the groups is taken off both beforehand: A. Deng, Y. Xu, R. Kohavi and T. Walker, Improving the sensitivity of online controlled
 * experiments by utilizing pre-experiment data, WSDM 2013. At least two customers in each.
 */
export function differenceOf(first: Sums, second: Sums): Difference {
  const [a, b] = [spreadOf(first), spreadOf(second)];
  const within = a.xx + b.xx;
  const slope = within > 0 ? (a.xy + b.xy) / within : 0;
  const unadjusted = a.meanY - b.meanY;
  const value = unadjusted - slope * (a.meanX - b.meanX);
  const [va, vb] = [varianceOfMean(a, slope), varianceOfMean(b, slope)];
  const variance = va + vb;
  const plain = varianceOfMean(a, 0) + varianceOfMean(b, 0);
  const standardError = Math.sqrt(variance);
  const freedom = variance > 0 ? variance ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1)) : a.n + b.n - 2;
  const reach = studentOf(z975, freedom) * standardError;
  return {
    value,
    from: value - reach,
    until: value + reach,
    standardError,
    unadjusted,
    varianceRemoved: plain > 0 ? 1 - variance / plain : 0,
  };
}

/** What would be found to differ from 0 at 95 % four times in five. */
export function detectableBy(standardError: number): number {
  return (z975 + z80) * standardError;
}

interface Spread {
  readonly n: number;
  readonly meanY: number;
  readonly meanX: number;
  /** Sums of squares and products about the means. */
  readonly yy: number;
  readonly xx: number;
  readonly xy: number;
}

function spreadOf({ customers: n, y, yy, x, xx, xy }: Sums): Spread {
  return {
    n,
    meanY: y / n,
    meanX: x / n,
    yy: Math.max(0, yy - (y * y) / n),
    xx: Math.max(0, xx - (x * x) / n),
    xy: xy - (x * y) / n,
  };
}

function varianceOfMean({ n, yy, xx, xy }: Spread, slope: number): number {
  return Math.max(0, yy - 2 * slope * xy + slope * slope * xx) / (n - 1) / n;
}

/**
 * Of Student's t, what z is of the normal distribution: the expansion of M. Abramowitz and I. A. Stegun, Handbook of mathematical functions, 26.7.5.
 * From 10 degrees of freedom on it is right to four digits.
 */
export function studentOf(z: number, freedom: number): number {
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3;
}
