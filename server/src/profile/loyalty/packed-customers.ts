import { accountTypes, channels } from "@attune/contract";
import type { LoyalPerson, Measures } from "./measure.ts";

export interface MeasuredCustomer {
  readonly profileId: number;
  readonly person: LoyalPerson;
  readonly measures: Measures;
}

/** Numbers of a customer, as `push` writes and `at` reads them; behind them the last interaction on each channel. */
const numbersOfOne = 36;
const width = numbersOfOne + channels.length;
const rowsPerChunk = 8_192;

/** Measured customers as numbers: a million objects would take four times the memory, and the collector of garbage a third of the time. */
export class PackedCustomers {
  readonly #chunks: Float64Array[] = [];
  readonly #words = new Words();
  readonly #stores = new Map<number, readonly string[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push({ profileId, person, measures }: MeasuredCustomer): void {
    const row = this.#row(this.#length);
    this.#length += 1;
    row.add(profileId);
    row.add(accountTypes.indexOf(person.accountType));
    row.add(person.firstSeenOn);
    row.add(this.#words.numberOf(person.joinedStore));
    row.add(this.#words.numberOf(person.catchment));
    row.add(measures.firstShop);
    row.add(measures.secondShop);
    row.add(measures.previousShop);
    row.add(measures.lastShop);
    row.add(measures.engaged);
    row.add(measures.joined);
    row.add(measures.ownGap);
    row.add(measures.ownGapBefore);
    row.add(this.#words.numberOf(measures.mainCategory));
    row.add(measures.shopCountAll);
    row.add(measures.keptShopCount);
    row.add(measures.shopCount12m);
    row.add(measures.lastGapDays);
    row.add(measures.averageGapDays);
    row.add(measures.daysFirstToSecond);
    row.add(measures.categoryBreadth12m);
    row.add(measures.netSpend12m);
    row.add(measures.netSpendAll);
    row.add(measures.averageTransaction12m);
    row.add(measures.discountShare12m);
    row.add(measures.returnRate12m);
    row.add(measures.daysJoinToFirstShop);
    row.add(measures.purchasedBeforeJoin ? 1 : 0);
    row.add(measures.activeMonths12m);
    row.add(measures.channelMix);
    row.add(measures.channelMix12m);
    row.add(measures.onlineShare12m);
    row.add(measures.channelBreadth12m);
    row.add(this.#words.numberOf(measures.preferredChannel));
    row.add(this.#storesNumber(measures.regularStores));
    row.add(measures.slidesOn);
    for (const channel of channels) row.add(person.engagedOn[channel] ?? null);
  }

  at(index: number): MeasuredCustomer {
    const row = this.#row(index);
    const profileId = row.next();
    const accountType = accountTypes[row.next()] ?? "consumer";
    const firstSeenOn = row.maybe();
    const joinedStore = this.#words.wordOf(row.maybe());
    const catchment = this.#words.wordOf(row.maybe());
    const measures: Measures = {
      firstShop: row.maybe(),
      secondShop: row.maybe(),
      previousShop: row.maybe(),
      lastShop: row.maybe(),
      engaged: row.maybe(),
      joined: row.maybe(),
      ownGap: row.maybe(),
      ownGapBefore: row.maybe(),
      mainCategory: this.#words.wordOf(row.maybe()),
      shopCountAll: row.next(),
      keptShopCount: row.next(),
      shopCount12m: row.next(),
      lastGapDays: row.maybe(),
      averageGapDays: row.maybe(),
      daysFirstToSecond: row.maybe(),
      categoryBreadth12m: row.next(),
      netSpend12m: row.maybe(),
      netSpendAll: row.maybe(),
      averageTransaction12m: row.maybe(),
      discountShare12m: row.maybe(),
      returnRate12m: row.maybe(),
      daysJoinToFirstShop: row.maybe(),
      purchasedBeforeJoin: row.next() === 1,
      activeMonths12m: row.next(),
      channelMix: row.next(),
      channelMix12m: row.next(),
      onlineShare12m: row.maybe(),
      channelBreadth12m: row.next(),
      preferredChannel: this.#words.wordOf(row.maybe()),
      regularStores: this.#storesOf(row.maybe()),
      slidesOn: row.maybe(),
    };
    const engagedOn: Record<string, number> = {};
    for (const channel of channels) {
      const day = row.maybe();
      if (day !== null) engagedOn[channel] = day;
    }
    return {
      profileId,
      person: { accountType, joinedOn: measures.joined, firstSeenOn, engagedOn, joinedStore, catchment },
      measures,
    };
  }

  #row(index: number): Row {
    const nth = Math.floor(index / rowsPerChunk);
    let chunk = this.#chunks[nth];
    if (chunk === undefined) {
      chunk = new Float64Array(rowsPerChunk * width);
      this.#chunks[nth] = chunk;
    }
    return new Row(chunk, (index % rowsPerChunk) * width);
  }

  #storesNumber(stores: readonly string[]): number | null {
    if (stores.length === 0) return null;
    const number = this.#words.numberOf(JSON.stringify(stores));
    if (number !== null && !this.#stores.has(number)) this.#stores.set(number, stores);
    return number;
  }

  #storesOf(number: number | null): readonly string[] {
    return number === null ? [] : (this.#stores.get(number) ?? []);
  }
}

/** One customer's numbers, one after the other. */
class Row {
  readonly #chunk: Float64Array;
  #at: number;

  constructor(chunk: Float64Array, at: number) {
    this.#chunk = chunk;
    this.#at = at;
  }

  add(number: number | null): void {
    this.#chunk[this.#at] = number ?? Number.NaN;
    this.#at += 1;
  }

  /** One that `add` was never given as null. */
  next(): number {
    const number = this.#chunk[this.#at] ?? Number.NaN;
    this.#at += 1;
    return number;
  }

  maybe(): number | null {
    const number = this.next();
    return Number.isNaN(number) ? null : number;
  }
}

/** Words that many customers share, each as a number. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  numberOf(word: string | null): number | null {
    if (word === null) return null;
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.length;
      this.#numbers.set(word, number);
      this.#words.push(word);
    }
    return number;
  }

  wordOf(number: number | null): string | null {
    return number === null ? null : (this.#words[number] ?? null);
  }
}
