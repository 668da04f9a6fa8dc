import { leastOfLargest, numberAt, wholeAt } from "./numbers.ts";

/** What was found for each candidate of one question: a row of sums by the order in which candidates turned up. Used again and again, so that a question allocates little. */
export interface Sheet {
  readonly width: number;
  /** Row by product; -1: none yet. */
  readonly rowOf: Int32Array;
  /** Product by row. */
  readonly found: Int32Array;
  readonly sums: Float64Array;
  count: number;
}

/** Bounds the time of a question; what turns up later is left out. */
const mostCandidates = 4_096;

export function emptySheet(products: number, width: number): Sheet {
  return {
    width,
    rowOf: new Int32Array(products).fill(-1),
    found: new Int32Array(mostCandidates),
    sums: new Float64Array(mostCandidates * width),
    count: 0,
  };
}

/** Where the product's sums begin; -1 when the sheet is full. */
export function sumsOf(sheet: Sheet, product: number): number {
  const { rowOf, width } = sheet;
  const known = wholeAt(rowOf, product);
  if (known >= 0) return known * width;
  const row = sheet.count;
  if (row === mostCandidates) return -1;
  rowOf[product] = row;
  sheet.found[row] = product;
  sheet.sums.fill(0, row * width, (row + 1) * width);
  sheet.count = row + 1;
  return row * width;
}

export function clearSheet(sheet: Sheet): void {
  for (let row = 0; row < sheet.count; row += 1) sheet.rowOf[wholeAt(sheet.found, row)] = -1;
  sheet.count = 0;
}

/** Places of the `most` largest of the first `count` values, the largest first; equal ones in their order. */
export function largest(values: Float64Array, count: number, most: number): Int32Array {
  const least = leastOfLargest(values.subarray(0, count), most);
  const places = new Int32Array(count);
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    if (numberAt(values, at) < least) continue;
    places[kept] = at;
    kept += 1;
  }
  return places
    .subarray(0, kept)
    .sort((a, b) => numberAt(values, b) - numberAt(values, a) || a - b)
    .subarray(0, most);
}
