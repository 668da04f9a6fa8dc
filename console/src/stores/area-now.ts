import type { StoreArea } from "@attune/contract";

/** The area that holds on a day: that of the last entry that has begun. */
export function areaNow(areas: readonly StoreArea[], day: string): StoreArea | undefined {
  return areas.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
}
