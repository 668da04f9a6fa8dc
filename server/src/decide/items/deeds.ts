import { type CustomerView, combineDeeds, openCart, readEntries } from "../../profile/index.ts";
import type { Deeds } from "./models.ts";

/** Something that a customer did with a product. */
export interface Touch {
  readonly product: string;
  readonly at: number;
  readonly deed: "viewed" | "wanted" | "bought" | "broughtBack";
}

export interface TraceOfProducts extends Deeds {
  /** In the order in which the products came into the cart. */
  readonly cart: readonly string[];
  /** All together, the newest first, equally late ones by product. */
  readonly touches: readonly Touch[];
  /** Stores that were visited or bought in, the newest day first. */
  readonly stores: readonly (readonly [store: string, at: number])[];
}

const traces = new WeakMap<CustomerView, TraceOfProducts>();

/** Read once for a view, however many lists are made of it. */
export function traceOf(view: CustomerView): TraceOfProducts {
  const known = traces.get(view) ?? readTrace(view);
  traces.set(view, known);
  return known;
}

function readTrace(view: CustomerView): TraceOfProducts {
  const leaf = combineDeeds(view.leaves);
  const sold = readEntries(leaf.trail?.bought);
  const cart = openCart(leaf.cart).map(({ product }) => product);
  const putAt = new Map(leaf.cart.steps.map(([at, , product]) => [product, at]));
  const touches: Touch[] = [
    ...leaf.viewed.map(([product, at]) => ({ product, at, deed: "viewed" as const })),
    ...cart.map((product) => ({ product, at: putAt.get(product) ?? 0, deed: "wanted" as const })),
    ...(leaf.trail?.listed ?? []).flatMap(([at, , , , product, on]) =>
      on === 1 ? [{ product, at, deed: "wanted" as const }] : [],
    ),
    ...sold.map(({ at, text }) => ({
      product: text.slice(1),
      at,
      deed: text.startsWith("+") ? ("bought" as const) : ("broughtBack" as const),
    })),
  ];
  touches.sort((a, b) => b.at - a.at || (a.product < b.product ? -1 : a.product > b.product ? 1 : 0));
  return {
    viewed: leaf.viewed.map(([product, at]) => [product, at]),
    bought: keptOf(sold),
    cart,
    touches,
    stores: readEntries(leaf.trail?.stores).map(({ at, text }) => [text, at]),
  };
}

/** What came back takes the latest purchase of the product before it off. */
function keptOf(sold: ReturnType<typeof readEntries>): readonly (readonly [string, number])[] {
  const back = new Map<string, number>();
  return sold.flatMap(({ at, text }) => {
    const product = text.slice(1);
    if (text.startsWith("-")) {
      back.set(product, (back.get(product) ?? 0) + 1);
      return [];
    }
    const returned = back.get(product) ?? 0;
    if (returned > 0) back.set(product, returned - 1);
    return returned > 0 ? [] : [[product, at] as const];
  });
}
