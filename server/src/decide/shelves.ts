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
  /** The same; undefined when it is no longer sold. */
  readonly offered: DecisionItem | undefined;
  readonly facts: ItemFacts;
  readonly changedAt: number;
}

export interface ShelfStore {
  /** Everything, or what was committed since the mark: nothing is left out, something may come again. */
  changes(brandId: number, mark: string | undefined): Promise<ShelfChanges>;
  /** Whether the caller is to count now: the last count began before that moment, and no other copy of the program was quicker. Epoch milliseconds. */
  claimCount(brandId: number, nowMs: number, begunBeforeMs: number): Promise<boolean>;
  /** Counts the newest sales since a moment and keeps what was counted, for all copies. Undefined: it is as it was some minutes ago. */
  keepCount(
    brandId: number,
    count: Omit<ItemCount, "version" | "baskets"> & { readonly sinceMs: number; readonly most: number },
  ): Promise<ItemCount | undefined>;
  /** What was counted last, unless it is this version. */
  otherCount(brandId: number, version: number): Promise<ItemCount | undefined>;
  /** What the members of a segment kept of their sales since a moment, the most popular first. */
  popularAmong(brandId: number, segment: string, sinceMs: number): Promise<readonly string[]>;
}

/** What one copy of the program counted for all: what is popular and goes together is worked out from it alone, and so alike. */
export interface ItemCount {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly countedAt: number;
  /** Newest first; each made when it is taken, once. */
  readonly baskets: Iterable<Basket>;
  readonly views: ReadonlyMap<string, number>;
  /** Segment → product keys, the most popular first. */
  readonly popularAmong: ReadonlyMap<string, readonly string[]>;
}

export interface ViewStore {
  /** Product → how often it was looked at since a moment. */
  viewCounts(brandId: number, sinceMs: number): Promise<ReadonlyMap<string, number>>;
}

export interface Shelves {
  of(brandId: number): Shelf;
  /** Resolves when all that was committed before the call is on the shelf: what is sold out is not shown any more. */
  refresh(brandId: number): Promise<void>;
  /** Counts for all copies. Without ClickHouse the views of the last time count. @returns how many sales it learnt from */
  train(brandId: number): Promise<number>;
  /** Trains unless another copy did within `restMs`; then what that counted serves. */
  trainWhenDue(brandId: number, restMs: number): Promise<number>;
  /** Resolves when what was counted last serves, whoever counted it. */
  follow(brandId: number): Promise<number>;
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
  /** Of the count that serves. */
  version: number;
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
  /** The training under way: an older count must not be entered after a newer one. */
  training: Promise<unknown>;
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
    train: (brandId) => count(ports, brandId, open(brandId).book),
    trainWhenDue: async (brandId, restMs) => {
      const nowMs = ports.clock.now();
      const { book } = open(brandId);
      const isDue = await ports.store.claimCount(brandId, nowMs, nowMs - restMs);
      return isDue ? count(ports, brandId, book) : follow(ports, brandId, book);
    },
    follow: (brandId) => follow(ports, brandId, open(brandId).book),
  };
}

async function follow(ports: Ports, brandId: number, book: Book): Promise<number> {
  const counted = await ports.store.otherCount(brandId, book.version);
  return counted === undefined ? book.recommendations.sales : trainBook(ports, book, counted);
}

function emptyBook(): Book {
  return {
    mark: undefined,
    changedAt: 0,
    trainedAt: 0,
    version: 0,
    products: new Map(),
    scarce: new Map(),
    stores: new Map(),
    reading: Promise.resolve(),
    recommendations: noRecommendations,
    popularity: noPopularity,
    popularAmong: new Map(),
    index: untrainedIndex([]),
    views: new Map(),
    training: Promise.resolve(),
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
    product: (key) => book.products.get(key)?.offered,
    known: (key) => book.products.get(key)?.item,
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

async function count(ports: Ports, brandId: number, book: Book): Promise<number> {
  const nowMs = ports.clock.now();
  try {
    book.views = await ports.views.viewCounts(brandId, nowMs - viewDays * dayMs);
  } catch (error) {
    ports.report("count-views", error); // popularity goes on with the views of the last time
  }
  const popularAmong = new Map<string, readonly string[]>();
  for (const segment of ports.segments(brandId))
    popularAmong.set(segment, await ports.store.popularAmong(brandId, segment, nowMs - segmentDays * dayMs));
  const counted = await ports.store.keepCount(brandId, {
    countedAt: nowMs,
    sinceMs: nowMs - basketDays * dayMs,
    most: mostBaskets,
    views: book.views,
    popularAmong,
  });
  return counted === undefined ? follow(ports, brandId, book) : trainBook(ports, book, counted);
}

/** One after the other. */
function trainBook(ports: Ports, book: Book, counted: ItemCount): Promise<number> {
  const train = (): Promise<number> => enterCount(ports, book, counted);
  const training = book.training.then(train, train);
  book.training = training;
  return training;
}

async function enterCount({ pause }: Ports, book: Book, counted: ItemCount): Promise<number> {
  const { version, countedAt, baskets, views, popularAmong } = counted;
  if (version <= book.version) return book.recommendations.sales;
  const popularity = new PopularityCount(countedAt);
  const recommendations = await train(popularity.reading(baskets), views, countedAt, pause);
  const index = await indexCatalogue(productsOf(book), recommendations.popular, countedAt, pause);
  Object.assign(book, {
    recommendations,
    popularity: popularity.close(),
    popularAmong,
    index,
    views,
    version,
    trainedAt: countedAt,
  });
  return recommendations.sales;
}

function productsOf(book: Book): ReadonlyMap<string, IndexedProduct> {
  return new Map(
    [...book.products].flatMap(([key, { offered, facts }]) =>
      offered === undefined ? [] : [[key, { key, facts, priceMinor: offered.priceMinor }] as const],
    ),
  );
}
