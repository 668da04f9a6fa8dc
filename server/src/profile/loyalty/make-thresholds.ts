import type { AccountType, DimensionName, LoyaltySettings } from "@attune/contract";
import type { Day } from "../../kernel/local-date.ts";
import { valuesOf } from "./evaluate.ts";
import { expectedGap } from "./expected-gap.ts";
import type { Measures } from "./measure.ts";
import {
  type FifthName,
  fifthBounds,
  noThresholds,
  type Population,
  type Shares,
  sharesOf,
  type Thresholds,
} from "./thresholds.ts";

/** Numbers of one kind, of as many customers as come. */
class Column {
  #numbers = new Float64Array(1_024);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  pushAll(numbers: Float64Array): void {
    const length = this.#length + numbers.length;
    if (length > this.#numbers.length) {
      const wider = new Float64Array(Math.max(length, this.#numbers.length * 2));
      wider.set(this.numbers());
      this.#numbers = wider;
    }
    this.#numbers.set(numbers, this.#length);
    this.#length = length;
  }

  /** In the order in which they came, as long as they have not been sorted. */
  numbers(): Float64Array {
    return this.#numbers.subarray(0, this.#length);
  }

  sorted(): Float64Array {
    return this.numbers().sort();
  }
}

/** What is compared of those who have bought; engagement, tenure and breadth of channels are compared of everybody who has a value. */
const ofBuyers: readonly DimensionName[] = [
  "daysSinceShop",
  "lastGapDays",
  "shopCountAll",
  "shopCount12m",
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
  "onlineShare12m",
];
const ofEverybody: readonly DimensionName[] = ["daysSinceEngagement", "tenureDays", "channelBreadth12m"];

/** Who waits for the brand's and categories' gaps before their overdue index is known. */
interface Waiting {
  readonly lastShop: Column;
  readonly ownGap: Column;
  readonly category: Column;
}

interface Gathered {
  customers: number;
  readonly columns: Map<DimensionName | FifthName, Column>;
  readonly waiting: Waiting;
}

/** What was gathered of some customers, as plain values that another thread can take. */
export interface GatheredNumbers {
  readonly types: readonly (readonly [type: AccountType, numbers: GatheredOfType])[];
  readonly categories: readonly (readonly [category: string, gaps: Float64Array])[];
  readonly brandGaps: Float64Array;
}

interface GatheredOfType {
  readonly customers: number;
  readonly columns: readonly (readonly [name: DimensionName | FifthName, numbers: Float64Array])[];
  readonly waiting: { readonly [Name in keyof Waiting]: Float64Array };
}

/** Gathers the numbers of all customers and makes thresholds of them. Memory: some 200 bytes a customer. */
export class ThresholdMaker {
  readonly #today: Day;
  readonly #settings: LoyaltySettings;
  readonly #types = new Map<AccountType, Gathered>();
  readonly #categories = new Map<string, { readonly number: number; readonly gaps: Column }>();
  readonly #brandGaps = new Column();

  constructor(today: Day, settings: LoyaltySettings) {
    this.#today = today;
    this.#settings = settings;
  }

  /** Staff are left out. */
  add(accountType: AccountType, measures: Measures): void {
    if (accountType === "staff") return;
    const gathered = this.#of(accountType);
    gathered.customers += 1;
    const values = valuesOf(measures, null, this.#today);
    for (const name of ofEverybody) pushTo(gathered, name, values[name]);
    if (measures.lastShop === null) return;
    for (const name of ofBuyers) pushTo(gathered, name, values[name]);
    pushTo(gathered, "lastShop", measures.lastShop);
    this.#addGap(gathered, measures);
  }

  gathered(): GatheredNumbers {
    return {
      types: [...this.#types].map(([type, { customers, columns, waiting }]) => [
        type,
        {
          customers,
          columns: [...columns].map(([name, column]) => [name, column.numbers()] as const),
          waiting: {
            lastShop: waiting.lastShop.numbers(),
            ownGap: waiting.ownGap.numbers(),
            category: waiting.category.numbers(),
          },
        },
      ]),
      categories: [...this.#categories].map(([category, { gaps }]) => [category, gaps.numbers()]),
      brandGaps: this.#brandGaps.numbers(),
    };
  }

  /** Of other customers than those who came so far. */
  addGathered({ types, categories, brandGaps }: GatheredNumbers): void {
    this.#brandGaps.pushAll(brandGaps);
    const numbers = categories.map(([category, gaps]) => {
      const known = this.#category(category);
      known.gaps.pushAll(gaps);
      return known.number;
    });
    for (const [type, told] of types) {
      const gathered = this.#of(type);
      gathered.customers += told.customers;
      for (const [name, column] of told.columns) columnOf(gathered, name).pushAll(column);
      gathered.waiting.lastShop.pushAll(told.waiting.lastShop);
      gathered.waiting.ownGap.pushAll(told.waiting.ownGap);
      gathered.waiting.category.pushAll(told.waiting.category.map((number) => numbers[number] ?? -1));
    }
  }

  make(version: number, computedAt: number): Thresholds {
    const gaps: Thresholds = {
      ...noThresholds,
      version,
      computedAt,
      today: this.#today,
      brandGap: middle(this.#brandGaps.sorted()),
      categoryGaps: Object.fromEntries(
        [...this.#categories].flatMap(([category, { gaps }]) => {
          const gap = middle(gaps.sorted());
          return gap === null ? [] : [[category, gap]];
        }),
      ),
    };
    const populations: Partial<Record<AccountType, Population>> = {};
    for (const [type, gathered] of this.#types) populations[type] = this.#populationOf(gathered, gaps);
    return { ...gaps, populations };
  }

  #of(type: AccountType): Gathered {
    let gathered = this.#types.get(type);
    if (gathered === undefined) {
      gathered = {
        customers: 0,
        columns: new Map(),
        waiting: { lastShop: new Column(), ownGap: new Column(), category: new Column() },
      };
      this.#types.set(type, gathered);
    }
    return gathered;
  }

  #addGap({ waiting }: Gathered, { mainCategory, ownGap, shopCountAll, lastShop }: Measures): void {
    const category = mainCategory === null ? undefined : this.#category(mainCategory);
    if (ownGap !== null) {
      this.#brandGaps.push(ownGap);
      category?.gaps.push(ownGap);
    }
    waiting.lastShop.push(lastShop ?? 0);
    waiting.ownGap.push(shopCountAll >= 3 ? (ownGap ?? Number.NaN) : Number.NaN);
    waiting.category.push(category?.number ?? -1);
  }

  #category(name: string): { readonly number: number; readonly gaps: Column } {
    let known = this.#categories.get(name);
    if (known === undefined) {
      known = { number: this.#categories.size, gaps: new Column() };
      this.#categories.set(name, known);
    }
    return known;
  }

  #populationOf({ customers, columns, waiting }: Gathered, gaps: Thresholds): Population {
    columns.set("overdueIndex", this.#indices(waiting, gaps));
    const sorted = new Map([...columns].map(([name, column]) => [name, column.sorted()]));
    const spent = positive(sorted.get("netSpend12m"));
    const shares: Partial<Record<DimensionName, Shares>> = {};
    for (const name of [...ofBuyers, ...ofEverybody, "overdueIndex"] as const)
      shares[name] = sharesOf(sorted.get(name) ?? new Float64Array(0));
    const { bestShare } = this.#settings.stages;
    return {
      customers,
      shares,
      fifths: {
        netSpend12m: fifthBounds(spent),
        netSpendAll: fifthBounds(positive(sorted.get("netSpendAll"))),
        averageTransaction12m: fifthBounds(positive(sorted.get("averageTransaction12m"))),
        shopCount12m: fifthBounds(positive(sorted.get("shopCount12m"))),
        lastShop: fifthBounds(sorted.get("lastShop") ?? new Float64Array(0)),
      },
      bestFrom: spent[Math.floor(spent.length * (1 - bestShare))] ?? null,
    };
  }

  #indices({ lastShop, ownGap, category }: Waiting, gaps: Thresholds): Column {
    const names = [...this.#categories.keys()];
    const indices = new Column();
    const [own, categories] = [ownGap.numbers(), category.numbers()];
    lastShop.numbers().forEach((shop, at) => {
      const gap = own[at] ?? Number.NaN;
      const expected = expectedGap(
        {
          shopCountAll: Number.isNaN(gap) ? 1 : 3,
          ownGap: Number.isNaN(gap) ? null : gap,
          mainCategory: names[categories[at] ?? -1] ?? null,
        },
        gaps,
        this.#settings,
      );
      if (expected !== null) indices.push(Math.max(0, this.#today - shop) / expected);
    });
    return indices;
  }
}

function pushTo(gathered: Gathered, name: DimensionName | FifthName, value: number | null): void {
  if (value !== null) columnOf(gathered, name).push(value);
}

function columnOf(gathered: Gathered, name: DimensionName | FifthName): Column {
  let column = gathered.columns.get(name);
  if (column === undefined) {
    column = new Column();
    gathered.columns.set(name, column);
  }
  return column;
}

/** Of sorted numbers those above 0. */
function positive(sorted: Float64Array | undefined): Float64Array {
  if (sorted === undefined) return new Float64Array(0);
  const first = sorted.findIndex((number) => number > 0);
  return first === -1 ? new Float64Array(0) : sorted.subarray(first);
}

function middle(sorted: Float64Array): number | null {
  if (sorted.length === 0) return null;
  const upper = sorted[sorted.length >> 1] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? 0) + upper) / 2;
}
