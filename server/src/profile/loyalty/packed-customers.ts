import { accountTypes, channels } from "@attune/contract";
import type { LoyalPerson, Measures } from "./measure.ts";

export interface MeasuredCustomer {
  readonly profileId: number;
  readonly person: LoyalPerson;
  readonly measures: Measures;
}

type NumberName = {
  [Name in keyof Measures]: Measures[Name] extends number | null ? Name : never;
}[keyof Measures];

const numberNames = [
  "firstShop",
  "secondShop",
  "previousShop",
  "lastShop",
  "engaged",
  "joined",
  "ownGap",
  "ownGapBefore",
  "shopCountAll",
  "keptShopCount",
  "shopCount12m",
  "lastGapDays",
  "averageGapDays",
  "daysFirstToSecond",
  "categoryBreadth12m",
  "netSpend12m",
  "netSpendAll",
  "averageTransaction12m",
  "discountShare12m",
  "returnRate12m",
  "daysJoinToFirstShop",
  "activeMonths12m",
  "channelMix",
  "channelMix12m",
  "onlineShare12m",
  "channelBreadth12m",
  "slidesOn",
] as const satisfies readonly NumberName[];

/** Behind the numbers: profile, account, first seen, bought before joining; category, channel, regular stores, joined store, catchment as words; engagement by channel. */
const others = 9;
const width = numberNames.length + others + channels.length;
const rowsPerChunk = 8_192;

/** Measured customers as numbers: a million objects would take four times the memory, and the collector of garbage a third of the time. */
export class PackedCustomers {
  readonly #chunks: Float64Array[] = [];
  readonly #words = new Map<string, number>();
  readonly #known: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push({ profileId, person, measures }: MeasuredCustomer): void {
    const { chunk, at } = this.#place(this.#length);
    this.#length += 1;
    let to = at;
    for (const name of numberNames) {
      chunk[to] = measures[name] ?? Number.NaN;
      to += 1;
    }
    for (const number of [
      profileId,
      accountTypes.indexOf(person.accountType),
      person.firstSeenOn ?? Number.NaN,
      measures.purchasedBeforeJoin ? 1 : 0,
      this.#number(measures.mainCategory),
      this.#number(measures.preferredChannel),
      this.#number(measures.regularStores.length === 0 ? null : JSON.stringify(measures.regularStores)),
      this.#number(person.joinedStore),
      this.#number(person.catchment),
    ]) {
      chunk[to] = number;
      to += 1;
    }
    for (const channel of channels) {
      chunk[to] = person.engagedOn[channel] ?? Number.NaN;
      to += 1;
    }
  }

  at(index: number): MeasuredCustomer {
    const { chunk, at } = this.#place(index);
    const numbers: Partial<Record<NumberName, number | null>> = {};
    numberNames.forEach((name, nth) => {
      numbers[name] = known(chunk[at + nth]);
    });
    const other = (nth: number): number => chunk[at + numberNames.length + nth] ?? Number.NaN;
    const stores = this.#word(other(6));
    return {
      profileId: other(0),
      person: {
        accountType: accountTypes[other(1)] ?? "consumer",
        joinedOn: numbers.joined ?? null,
        firstSeenOn: known(other(2)),
        engagedOn: this.#engaged(chunk, at + numberNames.length + others),
        joinedStore: this.#word(other(7)),
        catchment: this.#word(other(8)),
      },
      measures: {
        ...numbers,
        purchasedBeforeJoin: other(3) === 1,
        mainCategory: this.#word(other(4)),
        preferredChannel: this.#word(other(5)),
        regularStores: stores === null ? [] : (JSON.parse(stores) as readonly string[]), // written by push
      } as Measures, // push has written every number, and null only where a number may be missing
    };
  }

  #place(index: number): { readonly chunk: Float64Array; readonly at: number } {
    const nth = Math.floor(index / rowsPerChunk);
    let chunk = this.#chunks[nth];
    if (chunk === undefined) {
      chunk = new Float64Array(rowsPerChunk * width);
      this.#chunks[nth] = chunk;
    }
    return { chunk, at: (index % rowsPerChunk) * width };
  }

  #engaged(chunk: Float64Array, from: number): LoyalPerson["engagedOn"] {
    const engaged: Record<string, number> = {};
    channels.forEach((channel, nth) => {
      const day = known(chunk[from + nth]);
      if (day !== null) engaged[channel] = day;
    });
    return engaged;
  }

  #number(word: string | null): number {
    if (word === null) return Number.NaN;
    let number = this.#words.get(word);
    if (number === undefined) {
      number = this.#known.length;
      this.#words.set(word, number);
      this.#known.push(word);
    }
    return number;
  }

  #word(number: number): string | null {
    return Number.isNaN(number) ? null : (this.#known[number] ?? null);
  }
}

function known(number: number | undefined): number | null {
  return number === undefined || Number.isNaN(number) ? null : number;
}
