import { type DecisionItem, mostSafetyStock } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import {
  type CatalogueIndex,
  type IndexedProduct,
  indexCatalogue,
  untrainedIndex,
} from "./items/catalogue-index.ts";
import { type ItemFacts, noFacts } from "./items/facts.ts";
import type { ItemModels } from "./items/models.ts";
import { noPopularity, type Popularity, PopularityCount } from "./items/popularity.ts";
import { bandOf } from "./items/price-bands.ts";
import { type Basket, noRecommendations, type Recommendations, train } from "./items/recommendations.ts";
import type { Shelf } from "./shelf.ts";
import type { ShelfStoreHours } from "./store-hours.ts";

/** What changed in catalogue and stock. Times are epoch milliseconds. */
export interface ShelfChanges {
  /** Where the next reading goes on; opaque. */
  readonly mark: string;
  readonly products: readonly ShelvedProduct[];
  readonly stock: readonly {
    readonly product: string;
    readonly store: string;
    readonly quantity: number;
    readonly changedAt: number;
  }[];
  /** All of them, each time: they are few. */
  readonly stores: readonly (ShelfStoreHours & { readonly key: string })[];
}

export interface ShelvedProduct {
  readonly item: DecisionItem;
  readonly facts: ItemFacts;
  readonly changedAt: number;
}

export interface ShelfStore {
  /** Everything, or what was committed since the mark: nothing is left out, something may come again. */
  changes(brandId: number, mark: string | undefined): Promise<ShelfChanges>;
  /** The newest sales since a moment, newest first; each made when it is taken. */
  baskets(brandId: number, sinceMs: number, most: number): Promise<Iterable<Basket>>;
  /** What the members of a segment kept of their sales since a moment, the most popular first. */
  popularAmong(brandId: number, segment: string, sinceMs: number): Promise<readonly string[]>;
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
  /** Keys of segments whose members' favourites are shown somewhere. */
  readonly segments: (brandId: number) => readonly string[];
  readonly clock: Clock;
  /** Lets others run in the midst of a long computation. */
  readonly pause: () => Promise<void>;
  readonly report: (job: string, error: unknown) => void;
}

const dayMs = 86_400_000;
const basketDays = 90;
const viewDays = 7;
const segmentDays = 30;
const mostBaskets = 50_000;

interface Book {
  mark: string | undefined;
  changedAt: number;
  trainedAt: number;
  readonly products: Map<string, ShelvedProduct>;
  /** Store → pieces of the products that are scarce there. */
  readonly scarce: Map<string, Map<string, number>>;
  stores: ReadonlyMap<string, ShelfStoreHours>;
  /** The reading under way: an older one must not be entered after a newer one. */
  reading: Promise<unknown>;
  recommendations: Recommendations;
  popularity: Popularity;
  popularAmong: ReadonlyMap<string, readonly string[]>;
  index: CatalogueIndex;
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
    scarce: new Map(),
    stores: new Map(),
    reading: Promise.resolve(),
    recommendations: noRecommendations,
    popularity: noPopularity,
    popularAmong: new Map(),
    index: untrainedIndex([]),
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
    product: (key) => book.products.get(key)?.item,
    facts: (key) => book.products.get(key)?.facts ?? noFacts,
    priceBand: (key) => {
      const product = book.products.get(key);
      return bandOf(book.index.bounds, product?.facts.category[0], product?.item.priceMinor);
    },
    isInStock: (key, store, above = 0) => (book.scarce.get(store)?.get(key) ?? above + 1) > above,
    ofStyle: (style) => book.index.ofStyle(style),
    inCategory: (category) => book.index.inCategory(category),
    store: (key) => book.stores.get(key),
    popular: () => book.recommendations.popular,
    popularInStore: (store) => book.popularity.inStore(store),
    popularInSegment: (segment) => book.popularAmong.get(segment) ?? [],
    rising: () => book.popularity.rising,
    newest: () => book.index.newest,
    boughtWith: (key) => book.recommendations.boughtWith(key),
    get models() {
      return models();
    },
  };
}

function enter(book: Book, changes: ShelfChanges): void {
  book.mark = changes.mark;
  book.stores = new Map(changes.stores.map((store) => [store.key, store]));
  for (const product of changes.products) {
    book.products.set(product.item.product, product);
    book.changedAt = Math.max(book.changedAt, product.changedAt);
  }
  for (const { product, store, quantity, changedAt } of changes.stock) {
    const scarce = book.scarce.get(store) ?? new Map<string, number>();
    book.scarce.set(store, scarce);
    if (quantity > mostSafetyStock) scarce.delete(product);
    else scarce.set(product, quantity);
    book.changedAt = Math.max(book.changedAt, changedAt);
  }
  if (book.trainedAt === 0) book.index = untrainedIndex(productsOf(book).values());
}

async function trainBook(ports: Ports, brandId: number, book: Book): Promise<number> {
  const nowMs = ports.clock.now();
  const baskets = await ports.store.baskets(brandId, nowMs - basketDays * dayMs, mostBaskets);
  try {
    book.views = await ports.views.viewCounts(brandId, nowMs - viewDays * dayMs);
  } catch (error) {
    ports.report("count-views", error); // popularity goes on with the views of the last time
  }
  const count = new PopularityCount(nowMs);
  const recommendations = await train(count.reading(baskets), book.views, nowMs, ports.pause);
  const popularAmong = new Map<string, readonly string[]>();
  for (const segment of ports.segments(brandId))
    popularAmong.set(segment, await ports.store.popularAmong(brandId, segment, nowMs - segmentDays * dayMs));
  const index = await indexCatalogue(productsOf(book), recommendations.popular, nowMs, ports.pause);
  Object.assign(book, { recommendations, popularity: count.close(), popularAmong, index, trainedAt: nowMs });
  return recommendations.sales;
}

function productsOf(book: Book): ReadonlyMap<string, IndexedProduct> {
  return new Map(
    [...book.products].map(([key, { item, facts }]) => [key, { key, facts, priceMinor: item.priceMinor }]),
  );
}
