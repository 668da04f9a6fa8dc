import type { Json } from "@attune/contract";

/** A number of more different values than these is told by fifths. */
const mostNumbers = 12;
const mostValues = 20;

/**
 * Facts of one attribute of customers: each of its most frequent values, the others together; numbers of many values by fifths. Of a list each
 * element. None where nothing is known.
 */
export function attributeFacts(values: readonly (Json | undefined)[]): readonly (readonly string[])[] {
  const numbers = values.filter((value) => typeof value === "number");
  if (new Set(numbers).size > mostNumbers) {
    const label = fifthsOf(numbers);
    return values.map((value) => (typeof value === "number" ? [label(value)] : []));
  }
  const texts = values.map(textsOf);
  const counts = new Map<string, number>();
  for (const text of texts.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  const frequent = new Set(
    [...counts]
      .sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
      .slice(0, mostValues)
      .map(([text]) => text),
  );
  return texts.map((some) => [...new Set(some.map((text) => (frequent.has(text) ? text : "(another)")))]);
}

/** What a trait says, as texts: a text, a number, a truth, or each of a list. */
export function textsOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : textsOf(one)));
  if (typeof value === "string") return value === "" || value.length > 100 ? [] : [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}

/** `10 to 19`: the fifth of these numbers that one of them is in, by its least and greatest. */
export function fifthsOf(numbers: readonly number[]): (number: number) => string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const starts = [
    ...new Set([0, 1, 2, 3, 4].map((nth) => sorted[Math.floor((nth * sorted.length) / 5)] ?? 0)),
  ];
  return (number) => {
    const at = Math.max(
      0,
      starts.findLastIndex((start) => start <= number),
    );
    const next = starts[at + 1];
    return next === undefined ? `${starts[at]} and more` : `${starts[at]} to under ${next}`;
  };
}
