import type { ModelCard } from "@attune/contract";
import type { Deeds, ItemModels, Scored } from "../items/models.ts";
import { belongTogether, lookedAtTogether, type Weighed } from "./belong-together.ts";
import { createBasketScorer } from "./next-basket.ts";
import { createNextScorer } from "./next-in-session.ts";
import { type Unpacked, unpack } from "./pack.ts";
import { unpackBasket, unpackBasketGraph, unpackNext } from "./packed-models.ts";

/** Products by number and back. */
interface Names {
  readonly keys: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** Reads what was trained, without a copy. `pause` lets others run while many product keys are entered. */
export async function openModels(
  bytes: Uint8Array<ArrayBuffer>,
  card: ModelCard,
  pause: () => Promise<void>,
): Promise<ItemModels> {
  const packed = unpack(bytes);
  const names = await nameProducts(packed, pause);
  const isTrained = (model: keyof ModelCard["models"]): boolean => card.models[model].state === "trained";
  const viewed = isTrained("nextInSession") ? openNext(packed, names) : undefined;
  const together = isTrained("boughtWith") ? openTogether(packed, names) : undefined;
  const basket = isTrained("nextBasket") ? openBasket(packed, names) : undefined;
  return {
    version: card.version,
    nextInSession: (session, most) => viewed?.next(session, most),
    viewedWith: (keys, most) => viewed?.together(keys, most),
    boughtWith: (keys, most) => together?.(keys, most),
    nextBasket: (deeds, _nowMs, most) => basket?.(deeds, most),
    forYou: (deeds, nowMs, most) =>
      viewed === undefined && basket === undefined
        ? undefined
        : blend([basket?.(deeds, blended), viewed?.after(deeds, nowMs, blended)], most),
  };
}

const entersAtOnce = 5_000;

async function nameProducts(packed: Unpacked, pause: () => Promise<void>): Promise<Names> {
  // What `trainModels` packed.
  const { keys } = packed.rest as { readonly keys: readonly string[] };
  const numbers = new Map<string, number>();
  for (const [number, key] of keys.entries()) {
    numbers.set(key, number);
    if (number % entersAtOnce === entersAtOnce - 1) await pause();
  }
  return { keys, numbers };
}

function numbersOf({ numbers }: Names, keys: readonly string[]): readonly number[] {
  return keys.flatMap((key) => numbers.get(key) ?? []);
}

function named({ keys }: Names, weighed: Weighed): Scored {
  return weighed.map(([item, weight]) => [keys[item] ?? "", weight] as const);
}

/** Of a session so much is read, from its end. */
const sessionRead = 50;

function openNext(
  packed: Unpacked,
  names: Names,
): {
  next(session: readonly string[], most: number): Scored;
  together(keys: readonly string[], most: number): Scored;
  after(deeds: Deeds, nowMs: number, most: number): Scored;
} {
  const model = unpackNext(packed);
  const score = createNextScorer(model);
  const next = (session: readonly string[], most: number): Scored => {
    const known = numbersOf(names, session.slice(-sessionRead));
    return known.length === 0 ? [] : named(names, score(known, most));
  };
  return {
    next,
    together: (keys, most) =>
      named(names, lookedAtTogether(model.ground.graph, numbersOf(names, keys.slice(0, seedsRead)), most)),
    after: ({ viewed }, nowMs, most) => {
      const recent = viewed.filter(([, at]) => at > nowMs - viewMemoryMs).slice(0, viewsRead);
      return next(recent.map(([key]) => key).reverse(), most);
    },
  };
}

const seedsRead = 30;

function openTogether(packed: Unpacked, names: Names): (keys: readonly string[], most: number) => Scored {
  const graph = unpackBasketGraph(packed);
  return (keys, most) =>
    named(names, belongTogether(graph, numbersOf(names, keys.slice(0, seedsRead)), most));
}

function openBasket(packed: Unpacked, names: Names): (deeds: Deeds, most: number) => Scored {
  const score = createBasketScorer(unpackBasket(packed));
  return ({ bought }, most) => {
    const baskets = new Map<number, number[]>();
    for (const [key, at] of bought) {
      const number = names.numbers.get(key);
      if (number !== undefined) baskets.set(at, [...(baskets.get(at) ?? []), number]);
    }
    if (baskets.size === 0) return [];
    const inOrder = [...baskets].sort((a, b) => a[0] - b[0]).map(([, basket]) => basket);
    return named(names, score(inOrder, most));
  };
}

const viewMemoryMs = 30 * 86_400_000;
const viewsRead = 12;
/** So many of each list are looked at when two are blended. */
const blended = 60;
const blendFlatness = 20;

/** By the sum of reciprocal places: scores of different models cannot be compared, places can. */
function blend(lists: readonly (Scored | undefined)[], most: number): Scored {
  const merits = new Map<string, number>();
  for (const list of lists) {
    for (const [place, [key]] of (list ?? []).entries())
      merits.set(key, (merits.get(key) ?? 0) + blendFlatness / (blendFlatness + place));
  }
  return [...merits].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
}
