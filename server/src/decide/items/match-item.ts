import type { ItemMatch } from "@attune/contract";
import type { Shelf } from "../shelf.ts";
import type { ItemFacts } from "./facts.ts";

export type ItemTest = (product: string, shelf: Shelf) => boolean;

/** Of several members all must hold; of a list one. Names are compared as they are written, but for large and small letters. */
export function itemTest(match: ItemMatch): ItemTest {
  const products = match.products && new Set(match.products);
  const [categories, brands, tags] = [match.categories, match.brands, match.tags].map(lowered);
  const tests: ItemTest[] = [
    ...(products === undefined ? [] : [(product: string) => products.has(product)]),
    ...namesTest(categories, ({ category }) => category),
    ...namesTest(brands, ({ brand }) => (brand === undefined ? [] : [brand])),
    ...namesTest(tags, (facts) => facts.tags),
    ...priceTest(match),
  ];
  return (product, shelf) => tests.every((test) => test(product, shelf));
}

function priceTest({ priceFromMinor: from, priceUntilMinor: until }: ItemMatch): readonly ItemTest[] {
  if (from === undefined && until === undefined) return [];
  return [
    (product, shelf) => {
      const price = shelf.product(product)?.priceMinor;
      return price !== undefined && price >= (from ?? 0) && price < (until ?? Number.POSITIVE_INFINITY);
    },
  ];
}

function namesTest(
  names: ReadonlySet<string> | undefined,
  own: (facts: ItemFacts) => readonly string[],
): readonly ItemTest[] {
  if (names === undefined) return [];
  return [(product, shelf) => own(shelf.facts(product)).some((name) => names.has(name.toLowerCase()))];
}

function lowered(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names && new Set(names.map((name) => name.toLowerCase()));
}
