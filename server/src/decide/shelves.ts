import type { DecisionItem } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import type { ItemModels } from "./items/models.ts";
import { type Basket, noRecommendations, type Recommendations, train } from "./items/recommendations.ts";
import type { Shelf } from "./shelf.ts";
import type { ShelfStoreHours } from "./store-hours.ts";

/** What changed in catalogue and stock. Times are epoch milliseconds. */
export interface ShelfChanges {
  /** Where the next reading goes on; opaque. */
  readonly mark: string;
  readonly products: readonly (DecisionItem & { readonly changedAt: number })[];
  readonly stock: readonly {
    readonly product: string;
    readonly store: string;
    readonly quantity: number;
    readonly changedAt: number;
  }[];
  /** All of them, each time: they are few. */
  readonly stores: readonly (ShelfStoreHours & { readonly key: string })[];
}

export interface ShelfStore {
  /** Everything, or what was committed since the mark: nothing is left out, something may come again. */
  changes(brandId: number, mark: string | undefined): Promise<ShelfChanges>;
  /** The newest sales since a moment, newest first; each made when it is taken. */
  baskets(brandId: number, sinceMs: number, most: number): Promise<Iterable<Basket>>;
}

export interface ViewStore {
  /** Product → how often it was looked at since a moment. */
  viewCounts(brandId: number, sinceMs: number): Promise<ReadonlyMap<string, number>>;
}

export interface Shelves {
  of(brandId: number): Shelf;
  /** Resolves when all that was committed before the call is on the shelf: what is sold out is not shown any more. */
  refresh(brandId: number): Promise<void>;
  /** Every few seconds. Without ClickHouse the views of the last time count. @returns how many sales it learnt from */
  train(brandId: number): Promise<number>;
}

interface Ports {
  readonly store: ShelfStore;
  readonly modelsOf: (brandId: number) => ItemModels;
  readonly views: ViewStore;
  readonly clock: Clock;
  /** Lets others run in the midst of a long computation. */
  readonly pause: () => Promise<void>;
  readonly report: (job: string, error: unknown) => void;
}

const dayMs = 86_400_000;
const basketDays = 90;
const viewDays = 7;
const mostBaskets = 50_000;

interface Book {
  mark: string | undefined;
  changedAt: number;
  trainedAt: number;
  readonly products: Map<string, DecisionItem>;
  /** Store → products that are sold out there. */
  readonly soldOut: Map<string, Set<string>>;
  stores: ReadonlyMap<string, ShelfStoreHours>;
  /** The reading under way: an older one must not be entered after a newer one. */
  reading: Promise<unknown>;
  recommendations: Recommendations;
  views: ReadonlyMap<string, number>;
}

export function createShelves(ports: Ports): Shelves {
  const books = new Map<number, { readonly book: Book; readonly shelf: Shelf }>();
  const open = (brandId: number): { readonly book: Book; readonly shelf: Shelf } => {
    const known = books.get(brandId);
    if (known !== undefined) return known;
    const book = emptyBook();
    const opened = { book, shelf: shelfOf(book, () => ports.modelsOf(brandId)) };
    books.set(brandId, opened);
    return opened;
  };
  return {
    of: (brandId) => open(brandId).shelf,
    refresh: (brandId) => {
      const { book } = open(brandId);
      const read = async (): Promise<void> => enter(book, await ports.store.changes(brandId, book.mark));
      const reading = book.reading.then(read, read);
      book.reading = reading;
      return reading;
    },
    train: (brandId) => trainBook(ports, brandId, open(brandId).book),
  };
}

function emptyBook(): Book {
  return {
    mark: undefined,
    changedAt: 0,
    trainedAt: 0,
    products: new Map(),
    soldOut: new Map(),
    stores: new Map(),
    reading: Promise.resolve(),
    recommendations: noRecommendations,
    views: new Map(),
  };
}

function shelfOf(book: Book, models: () => ItemModels): Shelf {
  return {
    get changedAt() {
      return book.changedAt;
    },
    get trainedAt() {
      return book.trainedAt;
    },
    product: (key) => book.products.get(key),
    isInStock: (key, store) => book.soldOut.get(store)?.has(key) !== true,
    store: (key) => book.stores.get(key),
    popular: () => book.recommendations.popular,
    boughtWith: (key) => book.recommendations.boughtWith(key),
    get models() {
      return models();
    },
  };
}

function enter(book: Book, changes: ShelfChanges): void {
  book.mark = changes.mark;
  book.stores = new Map(changes.stores.map((store) => [store.key, store]));
  for (const { changedAt, ...product } of changes.products) {
    book.products.set(product.product, product);
    book.changedAt = Math.max(book.changedAt, changedAt);
  }
  for (const { product, store, quantity, changedAt } of changes.stock) {
    const soldOut = book.soldOut.get(store) ?? new Set();
    book.soldOut.set(store, soldOut);
    if (quantity > 0) soldOut.delete(product);
    else soldOut.add(product);
    book.changedAt = Math.max(book.changedAt, changedAt);
  }
}

async function trainBook(ports: Ports, brandId: number, book: Book): Promise<number> {
  const nowMs = ports.clock.now();
  const baskets = await ports.store.baskets(brandId, nowMs - basketDays * dayMs, mostBaskets);
  try {
    book.views = await ports.views.viewCounts(brandId, nowMs - viewDays * dayMs);
  } catch (error) {
    ports.report("count-views", error); // popularity goes on with the views of the last time
  }
  book.recommendations = await train(baskets, book.views, nowMs, ports.pause);
  book.trainedAt = nowMs;
  return book.recommendations.sales;
}
