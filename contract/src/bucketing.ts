/** 1 is the older way, which deals unevenly where many tests run beside each other; it is used for namespaces only. */
export type BucketHashVersion = 1 | 2;

/** [from, until): from is included, until is not. */
export type BucketRange = readonly [from: number, until: number];

/**
 * The place of a value in [0, 1): one of 10,000 (version 1: of 1,000). The arithmetic of SDKs for experiments, so that whoever moves keeps
 * the places. Null: there is no such version. It counts UTF-16 units: outside ASCII it differs from ports that hash bytes of UTF-8.
 */
export function bucketHash(seed: string, value: string, version: BucketHashVersion): number;
export function bucketHash(seed: string, value: string, version: number): number | null;
export function bucketHash(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000;
  if (version === 1) return (fnv32a(value + seed) % 1_000) / 1_000;
  return null;
}

/** FNV-1a of 32 bits over UTF-16 units. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

export function isInBucketRange(place: number, [from, until]: BucketRange): boolean {
  return place >= from && place < until;
}

/** Whether a value falls to a test that has this part of a namespace: parts that do not overlap have nobody in common. */
export function isInBucketNamespace(namespace: string, value: string, range: BucketRange): boolean {
  return isInBucketRange(bucketHash(`__${namespace}`, value, 1), range);
}

/**
 * One range for each of `count` variants. Coverage (held within 0 and 1) shrinks each in its place: raising it moves nobody from one to
 * another. Weights that are not as many, or do not add up to 1 (0.99 to 1.01), count as equal ones.
 */
export function bucketRanges(
  count: number,
  coverage: number,
  weights?: readonly number[] | null,
): readonly BucketRange[] {
  const covered = Math.min(Math.max(coverage, 0), 1);
  let start = 0;
  return fittingWeights(count, weights).map((weight): BucketRange => {
    const from = start;
    start += weight;
    return [from, from + covered * weight];
  });
}

function fittingWeights(count: number, weights: readonly number[] | null | undefined): readonly number[] {
  const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0;
  if (weights?.length === count && sum >= 0.99 && sum <= 1.01) return weights;
  return Array.from({ length: Math.max(count, 0) }, () => 1 / count);
}

/** Which of the ranges a place is in, the first that fits; -1: none. */
export function chooseBucket(place: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex((range) => isInBucketRange(place, range));
}
