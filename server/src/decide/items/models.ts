/** Product keys with scores, the strongest first, equal ones by key. Scores of one answer can be compared, those of two answers only by place. */
export type Scored = readonly (readonly [key: string, score: number])[];

/** What a customer did, as far as it may be used. Product key and epoch milliseconds, newest first. */
export interface Deeds {
  readonly viewed: readonly (readonly [key: string, at: number])[];
  readonly bought: readonly (readonly [key: string, at: number])[];
}

/**
 * What was learned from what all customers did. Answers come from memory, in well under a millisecond, and are a function of their
 * arguments and of `version`. `undefined`: this model is not trained, or refused for want of data; then something simpler serves, and
 * `card` says why. An empty answer: trained, but nothing is known of what was given. Products are not filtered: some may be sold out or
 * gone from the catalogue, so ask for more than are shown.
 */
export interface ItemModels {
  /** Of all models here, which are swapped together; 0 before the first training. Part of what a decision stands on. */
  readonly version: number;
  /** What comes next in a visit: `session` is what was looked at so far, oldest first, repeats included. Answers hold products of the visit too. */
  nextInSession(session: readonly string[], most: number): Scored | undefined;
  /** What was bought in the same sale as these; never one of them. */
  boughtWith(keys: readonly string[], most: number): Scored | undefined;
  /** What was looked at in the same visit as these; never one of them. */
  viewedWith(keys: readonly string[], most: number): Scored | undefined;
  /** What the next basket holds: often what was bought before, then what others like this customer buy. */
  nextBasket(deeds: Deeds, nowMs: number, most: number): Scored | undefined;
  /** What may please and was not bought yet: from what was viewed and bought. */
  forYou(deeds: Deeds, nowMs: number, most: number): Scored | undefined;
}

/** Before the first training. */
export const noModels: ItemModels = {
  version: 0,
  nextInSession: () => undefined,
  boughtWith: () => undefined,
  viewedWith: () => undefined,
  nextBasket: () => undefined,
  forYou: () => undefined,
};
