import { refusals } from "./refusals.ts";

/** How many of something a report needs to say anything. */
export interface Floor {
  readonly what: string;
  readonly pointer: string;
  readonly found: number;
  readonly needed: number;
}

/** Refuses with everything that there is too little of. */
export function refuseTooFew(floors: readonly Floor[]): void {
  const missed = floors.filter(({ found, needed }) => found < needed);
  if (missed.length === 0) return;
  throw refusals.tooFew(
    missed.map(({ what, pointer, found, needed }) => ({
      pointer,
      message: `There are ${found} ${what}; at least ${needed} are needed.`,
    })),
  );
}
