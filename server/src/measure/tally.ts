import type { Sums } from "./welch.ts";

/** What one customer bought in one currency, net, in minor units. */
export interface Bought {
  readonly currency: string;
  readonly net: number;
  /** Before anything was held back. */
  readonly before: number;
}

export interface CurrencyTally extends Sums {
  readonly buyers: number;
}

/** Adds up a group, customer by customer. */
export class Tally {
  #customers = 0;
  readonly #byCurrency = new Map<string, Float64Array>();

  get customers(): number {
    return this.#customers;
  }

  get currencies(): readonly string[] {
    return [...this.#byCurrency.keys()];
  }

  /** Whoever bought nothing counts too. */
  add(bought: readonly Bought[]): void {
    this.#customers++;
    for (const { currency, net, before } of bought) {
      const sums = this.#byCurrency.get(currency) ?? new Float64Array(6);
      this.#byCurrency.set(currency, sums);
      const parts = [net, net * net, before, before * before, net * before, net === 0 ? 0 : 1];
      for (const [at, part] of parts.entries()) sums[at] = (sums[at] ?? 0) + part;
    }
  }

  in(currency: string): CurrencyTally {
    const [y = 0, yy = 0, x = 0, xx = 0, xy = 0, buyers = 0] = this.#byCurrency.get(currency) ?? [];
    return { customers: this.#customers, y, yy, x, xx, xy, buyers };
  }
}
