import type { ItemChoice } from "@attune/contract";
import type { Audience } from "../audience.ts";
import type { Shelf } from "../shelf.ts";
import type { ListDesk } from "./kept-lists.ts";

export interface Situation {
  readonly nowMs: number;
  /** "" is online. */
  readonly store: string;
  readonly productId: string | undefined;
  /** Those that are to be put in order, where the choice says so. */
  readonly products?: readonly string[] | undefined;
  /** What formulas read as `context.<name>`. */
  readonly numbers?: Readonly<Record<string, number>> | undefined;
  /** Where there is a context id. */
  readonly lists?: ListDesk | undefined;
}

/** What a list is made for and of. */
export interface Asked {
  readonly choice: ItemChoice;
  readonly audience: Audience;
  readonly situation: Situation;
  readonly shelf: Shelf;
}

/** Product keys in order of merit, before what cannot be shown is left out. */
export interface Ranking {
  readonly keys: Iterable<string>;
  /** The customer's data went into the order. */
  readonly personalised: boolean;
  /** It would have, had it been allowed. */
  readonly withheld: boolean;
}

/** How a list is made; it has something to show whenever it can, so that a stranger and a newcomer get one too. */
export type Strategy = (asked: Asked) => Ranking;

export function forEveryone(keys: Iterable<string>): Ranking {
  return { keys, personalised: false, withheld: false };
}

export function forThisCustomer(keys: Iterable<string>): Ranking {
  return { keys, personalised: true, withheld: false };
}

/** What strangers get where a customer would get her own. */
export function forStrangers(keys: Iterable<string>): Ranking {
  return { keys, personalised: false, withheld: true };
}
