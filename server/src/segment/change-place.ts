/** A place in the stream of changes: places are in the order in which changes were committed. */
export interface ChangePlace {
  readonly position: number;
  readonly ordinal: number;
}

export function isBefore(a: ChangePlace, b: ChangePlace): boolean {
  return a.position !== b.position ? a.position < b.position : a.ordinal < b.ordinal;
}
