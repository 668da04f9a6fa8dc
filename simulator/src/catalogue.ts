import { Random } from "./random.ts";

/** What is sold. The price is in minor units of `currency`. */
export interface Product {
  readonly key: string;
  readonly name: string;
  readonly brand: string;
  readonly category: readonly string[];
  readonly priceMinor: number;
  readonly currency: string;
  readonly url: string;
}

/** A catalogue as the simulated customers choose from it: by category, the popular ones first. */
export interface Catalogue {
  readonly products: readonly Product[];
  readonly categories: readonly string[];
  readonly brands: readonly string[];
  readonly currency: string;
  /** The more popular a product, the lower its place; place 0 is sold most. */
  inCategory(category: string): readonly Product[];
}

const ranges: Readonly<Record<string, readonly string[]>> = {
  Women: ["dress", "blouse", "skirt", "coat", "jumper"],
  Men: ["shirt", "chinos", "jacket", "jumper", "belt"],
  Children: ["romper", "raincoat", "pyjamas", "trainers"],
  Shoes: ["boots", "sneakers", "sandals", "loafers"],
  Home: ["lamp", "throw", "vase", "clock", "mirror"],
  Kitchen: ["teapot", "apron", "mug", "bowl", "tray"],
  Beauty: ["soap", "hand cream", "candle", "diffuser"],
  Garden: ["planter", "lantern", "bird feeder", "trowel"],
};
const makers = [
  "Alder",
  "Brook",
  "Calder",
  "Dene",
  "Ember",
  "Fell",
  "Grove",
  "Heath",
  "Isle",
  "Jessop",
  "Kite",
  "Larch",
];
const colours = ["blue", "red", "green", "black", "white", "grey", "navy", "yellow"];

/** Products made up from the seed: eight categories, twelve brands. */
export function makeCatalogue(seed: number, size: number): readonly Product[] {
  const random = new Random(seed, 0x9a7a);
  const categories = Object.keys(ranges);
  return Array.from({ length: size }, (_, at) => {
    const category = categories[at % categories.length] ?? "Home";
    const form = random.pick(ranges[category] ?? ["gift"]);
    const brand = random.pick(makers);
    const colour = random.pick(colours);
    const key = `P${String(at + 1).padStart(5, "0")}`;
    return {
      key,
      name: `${brand} ${colour} ${form}`,
      brand,
      category: [category, form],
      priceMinor: Math.max(199, Math.round(Math.exp(3.1 + 0.7 * random.normal())) * 100 - 1),
      currency: "GBP",
      url: `https://shop.example.com/p/${key.toLowerCase()}`,
    };
  });
}

export function catalogueOf(products: readonly Product[]): Catalogue {
  const byCategory = new Map<string, Product[]>();
  for (const product of products) {
    const category = product.category[0] ?? "Other";
    const list = byCategory.get(category);
    if (list === undefined) byCategory.set(category, [product]);
    else list.push(product);
  }
  return {
    products,
    categories: [...byCategory.keys()],
    brands: [...new Set(products.map((product) => product.brand))],
    currency: products[0]?.currency ?? "GBP",
    inCategory: (category) => byCategory.get(category) ?? [],
  };
}
