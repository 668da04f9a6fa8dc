/**
 * Who comes next, for any number of people, in 20 bytes each: people wait in linked lists, one for each slice of
 * time, all in typed arrays.
 */
export interface VisitQueue {
  /** When the entry comes next; past the end it never comes again. */
  schedule(entry: number, at: number): void;
  nextAt(entry: number): number;
  /** Takes the next entry that waits in this slice, or −1. */
  take(slice: number): number;
  /** How often the entry was taken before. */
  readonly taken: Uint32Array;
}

export function createVisitQueue(
  entries: number,
  startAt: number,
  sliceMs: number,
  slices: number,
  shape: (at: number) => number,
): VisitQueue {
  const times = new Float64Array(entries);
  const following = new Int32Array(entries);
  const first = new Int32Array(slices).fill(-1);
  const taken = new Uint32Array(entries);
  return {
    taken,
    nextAt: (entry) => times[entry] ?? 0,
    schedule: (entry, at) => {
      times[entry] = at;
      const slice = Math.floor((shape(at) - startAt) / sliceMs);
      if (slice < 0 || slice >= slices) return;
      following[entry] = first[slice] ?? -1;
      first[slice] = entry;
    },
    take: (slice) => {
      const entry = first[slice] ?? -1;
      if (entry < 0) return -1;
      first[slice] = following[entry] ?? -1;
      taken[entry] = (taken[entry] ?? 0) + 1;
      return entry;
    },
  };
}
