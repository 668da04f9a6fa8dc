/**
 * The newest so many of a set of short texts, each led by its time, as one text: what is read and written with every event of a customer must
 * be small. A function of the set, so the order of arrival says nothing: the newest of a union are among the newest of its parts.
 */
export type NewestEntries = string;

const beginning = Date.UTC(1990, 0, 1);
const timeLength = 6;
const latest = 36 ** timeLength - 1;
const gap = " ";

/** `at` epoch milliseconds, kept to the second, from 1990 to 2058. `text` may be anything. */
export function entryOf(at: number, text: string): NewestEntries {
  const seconds = Math.min(latest, Math.max(0, Math.floor((at - beginning) / 1_000)));
  return seconds.toString(36).padStart(timeLength, "0") + text.replaceAll("%", "%25").replaceAll(gap, "%20");
}

/** The newest `most` of both, each once. */
export function mergeEntries(a: NewestEntries, b: NewestEntries, most: number): NewestEntries {
  return a === b ? a : newestEntries([...a.split(gap), ...b.split(gap)], most);
}

/** Of single entries. */
export function newestEntries(entries: readonly NewestEntries[], most: number): NewestEntries {
  return [...new Set(entries)]
    .sort((x, y) => (x < y ? 1 : -1))
    .slice(0, most)
    .join(gap);
}

/** The newest first; equally late ones in an order of their own. */
export function readEntries(
  entries: NewestEntries | undefined,
): readonly { readonly at: number; readonly text: string }[] {
  if (entries === undefined || entries === "") return [];
  return entries.split(gap).map((entry) => ({
    at: beginning + Number.parseInt(entry.slice(0, timeLength), 36) * 1_000,
    text: entry.slice(timeLength).replaceAll("%20", gap).replaceAll("%25", "%"),
  }));
}
