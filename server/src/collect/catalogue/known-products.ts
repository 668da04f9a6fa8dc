import type { JsonObject } from "@attune/contract";
import { CategoryTree } from "./category-tree.ts";
import { type ProductFacts, type ProductWord, wordOf } from "./product-word.ts";

export interface ProductChanges {
  /** Where the next reading goes on; opaque. */
  readonly mark: string;
  readonly products: readonly ProductFacts[];
}

/** Every product, or those of which something was committed since the mark: none is left out, some may come again. */
export type ReadProductChanges = (brandId: number, mark: string | undefined) => Promise<ProductChanges>;

/** A brand's catalogue in memory, as far as events are told of it. */
export interface KnownProducts {
  word(key: string): ProductWord | undefined;
  /** What is said of a category that is named without a product. */
  categoryWord(named: string): JsonObject | undefined;
  /** Resolves when all is known that was committed before the call. */
  refresh(): Promise<void>;
}

export function createKnownProducts(brandId: number, read: ReadProductChanges): KnownProducts {
  const words = new Map<string, ProductWord>();
  const paths = new Map<string, readonly string[]>();
  const tree = new CategoryTree();
  let mark: string | undefined;
  let reading: Promise<void> = Promise.resolve();
  const enter = (product: ProductFacts): void => {
    const word = wordOf(product);
    if (word === undefined) words.delete(product.key);
    else words.set(product.key, word);
    tree.remove(paths.get(product.key) ?? []);
    tree.add(product.category);
    paths.set(product.key, product.category);
  };
  const readOn = async (): Promise<void> => {
    const changes = await read(brandId, mark);
    for (const product of changes.products) enter(product);
    mark = changes.mark;
  };
  return {
    word: (key) => words.get(key),
    categoryWord: (named) => {
      const path = tree.pathOf(named);
      return path === undefined ? undefined : { category: path };
    },
    refresh: () => {
      // One after the other: an older reading must not be entered after a newer one.
      reading = reading.then(readOn, readOn);
      return reading;
    },
  };
}
