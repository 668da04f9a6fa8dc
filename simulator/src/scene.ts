import type { Catalogue, Product } from "./catalogue.ts";
import { type Said, type SimulatedEvent, utter, type Voice } from "./event.ts";
import type { Store } from "./geography.ts";
import type { Settings } from "./options.ts";
import { type Person, tasteOf } from "./person.ts";
import type { Random } from "./random.ts";

/** What is the same for all people: the shop, and what has been told to it so far. */
export interface World {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly stores: readonly Store[];
  /** Per person: bits of `known`. */
  readonly memory: Uint8Array;
}

export const told = { joined: 1, unsubscribed: 2 } as const;

/** One visit or message: a person, a moment, a stream of chance of its own, and where events go. */
export interface Scene {
  readonly world: World;
  readonly person: Person;
  readonly random: Random;
  /** Draws that belong to the person rather than to the visit. */
  readonly ownRandom: Random;
  readonly at: number;
  /** Unique for the person: part of the ids made here. */
  readonly episode: number;
  readonly emit: (at: number, event: SimulatedEvent) => void;
}

export function say(
  scene: Scene,
  voice: Voice,
  at: number,
  said: Said,
  page?: Readonly<Record<string, unknown>>,
): void {
  scene.emit(at, utter(voice, said, at, scene.random.uuid(), page));
}

export function remembers(scene: Scene, bit: number): boolean {
  return ((scene.world.memory[scene.person.index] ?? 0) & bit) !== 0;
}

export function remember(scene: Scene, bit: number): void {
  scene.world.memory[scene.person.index] = (scene.world.memory[scene.person.index] ?? 0) | bit;
}

/** `O-<seed>-<person>-<visit>`, each in base 36. */
export function idOf(scene: Scene, letter: string): string {
  const { seed } = scene.world.settings;
  return `${letter}-${seed.toString(36)}-${scene.person.index.toString(36)}-${scene.episode.toString(36)}`;
}

/** What marks an event as made up. */
export function mark(scene: Scene): { readonly simulated?: true } {
  return scene.world.settings.marked ? { simulated: true } : {};
}

/** A product the person would look at now: by taste, else by popularity (the nearer the front, the more popular). */
export function choose(scene: Scene): Product {
  const { catalogue, settings } = scene.world;
  const { random } = scene;
  const taste = tasteOf(settings, catalogue, scene.ownRandom, scene.person.index, scene.at);
  if (!random.chance(taste.share)) return popular(random, catalogue.products);
  const inCategory = catalogue.inCategory(taste.category);
  const product = popular(random, inCategory);
  if (product.brand === taste.brand || !random.chance(taste.share)) return product;
  const start = inCategory.indexOf(product);
  for (let step = 0; step < inCategory.length; step++) {
    const next = inCategory[(start + step) % inCategory.length];
    if (next?.brand === taste.brand) return next;
  }
  return product;
}

/** Place ∝ u³: half of the choices fall on the first eighth. */
function popular(random: Random, products: readonly Product[]): Product {
  const product = products[Math.floor(random.unit() ** 3 * products.length)];
  if (product === undefined) throw new Error("The catalogue is empty.");
  return product;
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

export function productProperties(line: Line): Readonly<Record<string, unknown>> {
  const { product, quantity } = line;
  return {
    product_id: product.key,
    name: product.name,
    brand: product.brand,
    category: product.category.join("/"),
    price: product.priceMinor / 100,
    quantity,
  };
}

export function totalMinor(lines: readonly Line[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
}
