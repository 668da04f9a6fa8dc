import type { ComparedThing } from "@attune/contract";

/** Something that is true of some customers: they have a trait's value, are in a band, bought a category. */
export interface Fact {
  readonly about: ComparedThing;
  readonly name: string;
  readonly value: string;
}

/** Of how many of those asked of each set it is true. */
export interface FactCount extends Fact {
  readonly first: number;
  readonly second: number;
}
