import { ownSize, tasteFor, tastesOf } from "./affinities.ts";
import { traceOf } from "./deeds.ts";
import type { Asked } from "./ranking.ts";
import type { Recipe } from "./recipe.ts";

/** What may stand on a list for a product: the product itself, the same article in the customer's size, or nothing. */
export interface Admission {
  admit(product: string): string | undefined;
  /** Also where a filter would leave it out: staff have put it there. Never what is not there to be bought. */
  admitPinned(product: string): string | undefined;
  /** The customer's data has a say. */
  readonly readsCustomer: boolean;
}

/** Only products of the catalogue that are in stock where the customer is, never the one that is looked at. */
export function admissionOf(asked: Asked, recipe: Recipe): Admission {
  const { situation, shelf, choice, audience } = asked;
  const { safetyStock = 0, size, bought } = choice.filters ?? {};
  const isThere = (key: string): boolean =>
    key !== situation.productId &&
    shelf.product(key) !== undefined &&
    shelf.isInStock(key, situation.store, safetyStock);
  const inSize = size === undefined ? inAnySize : inOwnSize(asked);
  const had = bought === undefined ? undefined : boughtBy(asked);
  const fits = (key: string): boolean => {
    if (recipe.only?.(key, shelf) === false || recipe.not.some((test) => test(key, shelf))) return false;
    return had === undefined || had.has(key) === (bought === "only");
  };
  const admitPinned = (product: string): string | undefined => inSize(product, isThere);
  return {
    admit: (product) => {
      if (!fits(product)) return undefined;
      const shown = admitPinned(product);
      return shown === undefined || shown === product || fits(shown) ? shown : undefined;
    },
    admitPinned,
    readsCustomer: audience.known && (size !== undefined || bought !== undefined),
  };
}

type InSize = (product: string, isThere: (key: string) => boolean) => string | undefined;

const inAnySize: InSize = (product, isThere) => (isThere(product) ? product : undefined);

/** Articles without sizes are for everybody. In her size, but of the same colour; who has told none gets what there is. */
function inOwnSize({ audience, shelf, situation }: Asked): InSize {
  const tastes = audience.known ? tastesOf(audience.view, shelf, situation.nowMs) : undefined;
  return (product, isThere) => {
    const { size, category } = shelf.facts(product);
    const own = size === undefined || tastes === undefined ? undefined : ownSize(tastes, category[0]);
    const fits = own === undefined || own === size;
    if (fits && isThere(product)) return product;
    if (size === undefined || own === size) return undefined;
    return otherSize(product, own, shelf, isThere);
  };
}

function otherSize(
  product: string,
  wanted: string | undefined,
  shelf: Asked["shelf"],
  isThere: (key: string) => boolean,
): string | undefined {
  const { style, colour } = shelf.facts(product);
  const others = style === undefined ? [] : shelf.ofStyle(style);
  return others.find((key) => {
    const facts = shelf.facts(key);
    return facts.colour === colour && (wanted === undefined || facts.size === wanted) && isThere(key);
  });
}

/** What was bought and kept, in any size. */
function boughtBy({ audience, shelf }: Asked): { has(key: string): boolean } {
  const keys = new Set(audience.known ? traceOf(audience.view).bought.map(([key]) => key) : []);
  const styles = new Set([...keys].flatMap((key) => shelf.facts(key).style ?? []));
  return {
    has: (key) => {
      const { style } = shelf.facts(key);
      return keys.has(key) || (style !== undefined && styles.has(style));
    },
  };
}

/** What the customer has said she does not like is in no list that is hers. */
export function dislikedBy({ audience, shelf, situation }: Asked): (product: string) => boolean {
  if (!audience.known || !hasStated(audience.view.leaves)) return () => false;
  const tastes = tastesOf(audience.view, shelf, situation.nowMs);
  return (product) => tasteFor(tastes, product, shelf).isDisliked;
}

function hasStated(leaves: readonly { readonly traits: object }[]): boolean {
  return leaves.some(({ traits }) => Object.keys(traits).some((path) => path.startsWith("preferences.")));
}
