/*
 * Reading typed arrays in loops that run millions of times. One function for each kind of array: the engine makes a function fast for the kinds
 * of array it has met, and one that meets all of them is several times slower.
 */

export function wholeAt(numbers: Int32Array, place: number): number {
  return numbers[place] ?? 0;
}

export function smallAt(numbers: Float32Array, place: number): number {
  return numbers[place] ?? 0;
}

export function numberAt(numbers: Float64Array, place: number): number {
  return numbers[place] ?? 0;
}

export function addTo(numbers: Float64Array, place: number, by: number): void {
  numbers[place] = (numbers[place] ?? 0) + by;
}

/** The sum of `length` products of weights and values. Two sums at a time: neither waits for the other. */
export function dot(
  weights: Float64Array,
  from: number,
  values: Float32Array,
  valuesFrom: number,
  length: number,
): number {
  let [even, odd, at] = [0, 0, 0];
  for (; at + 1 < length; at += 2) {
    even += numberAt(weights, from + at) * smallAt(values, valuesFrom + at);
    odd += numberAt(weights, from + at + 1) * smallAt(values, valuesFrom + at + 1);
  }
  if (at < length) even += numberAt(weights, from + at) * smallAt(values, valuesFrom + at);
  return even + odd;
}

/** What a value must reach to be among the `most` largest. By halves (Hoare): sorting all would take several times as long. */
export function leastOfLargest(values: Float64Array, most: number): number {
  if (values.length <= most) return Number.NEGATIVE_INFINITY;
  const left = values.slice();
  const wanted = left.length - Math.max(1, most);
  let [low, high] = [0, left.length - 1];
  while (low < high) {
    const [before, after] = divide(left, low, high);
    if (wanted <= before) high = before;
    else if (wanted >= after) low = after;
    else break;
  }
  return numberAt(left, wanted);
}

/** Smaller ones to the left, larger ones to the right; what lies between the places it returns is equal to the middle. */
function divide(values: Float64Array, low: number, high: number): readonly [before: number, after: number] {
  const middle = numberAt(values, (low + high) >> 1);
  let [left, right] = [low, high];
  while (left <= right) {
    while (numberAt(values, left) < middle) left += 1;
    while (numberAt(values, right) > middle) right -= 1;
    if (left > right) break;
    const swapped = numberAt(values, left);
    values[left] = numberAt(values, right);
    values[right] = swapped;
    left += 1;
    right -= 1;
  }
  return [right, left];
}
