export interface Situation {
  readonly nowMs: number;
  /** "" is online. */
  readonly store: string;
  readonly productId: string | undefined;
}

/** Product keys in order of merit, before what cannot be shown is left out. */
export interface Ranking {
  readonly keys: Iterable<string>;
  readonly personalised: boolean;
  readonly withheld: boolean;
}
