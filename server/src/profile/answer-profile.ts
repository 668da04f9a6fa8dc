import type { Json } from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import { combineLeaves, viewOf } from "./customer-view.ts";
import { isSimulated, openCart } from "./fold-leaf.ts";
import type { ConsentEntry } from "./profile-state.ts";
import type { FoundProfile, OrderSummary, ProfileAnswer } from "./profiles.ts";

/** What an answer tells of a product beside its key. */
export interface ProductFacts {
  readonly name: string;
  readonly currency: string | null;
}

const lastViewedShown = 10;

/** What an answer needs beside the profile. */
export interface AnswerContext {
  readonly segments: readonly string[];
  readonly orders: OrderSummary;
  readonly products: ReadonlyMap<string, ProductFacts>;
  /** The brand's. */
  readonly currency: string;
  readonly sourceNames: ReadonlyMap<number, string>;
  readonly affinities: ProfileAnswer["affinities"];
  readonly computed: ProfileAnswer["computed"];
}

export function answerProfile(found: FoundProfile, context: AnswerContext): ProfileAnswer {
  const leaf = combineLeaves(Object.values(found.state.leaves));
  const stated = Object.entries(leaf.traits)
    .filter(([, entry]) => entry[0] !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id: formatId("prf", found.profileId),
    name: nameOf(found),
    identifiers: found.identifiers.map(({ namespace, value }) => ({ namespace, value })),
    traits: nestTraits(stated.map(([path, entry]) => [path, entry[0]])),
    traitSources: Object.fromEntries(
      stated.map(([path, [, at, , sourceId, inferred]]) => [
        path,
        { at: iso(at), source: context.sourceNames.get(sourceId) ?? "unknown", inferred: inferred === 1 },
      ]),
    ),
    computed: context.computed,
    segments: context.segments,
    consents: consentsOf(found, Object.entries(leaf.consents)),
    lastSeen: Object.fromEntries(Object.entries(leaf.seen).map(([channel, at]) => [channel, iso(at)])),
    openCart: cartOf(openCart(leaf.cart), context),
    lastViewed: leaf.viewed.slice(0, lastViewedShown).map(([product, at]) => ({
      product,
      name: context.products.get(product)?.name ?? null,
      at: iso(at),
    })),
    affinities: context.affinities,
    orders: context.orders,
    simulated: isSimulated(leaf),
  };
}

function cartOf(lines: ReturnType<typeof openCart>, context: AnswerContext): ProfileAnswer["openCart"] {
  const currencies = new Set(lines.map((line) => context.products.get(line.product)?.currency));
  const [currency] = currencies;
  return {
    currency: currencies.size === 1 && currency ? currency : context.currency,
    items: lines.map(({ product, quantity, priceMinor }) => ({
      product,
      name: context.products.get(product)?.name ?? null,
      quantity,
      priceMinor,
    })),
  };
}

function consentsOf(
  found: FoundProfile,
  stated: readonly (readonly [string, ConsentEntry])[],
): ProfileAnswer["consents"] {
  const view = viewOf(found.profileId, found.state);
  return stated
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, [, effectiveAt]]) => {
      const [channel = "any", purpose = "", ...topic] = key.split(".");
      return {
        purpose,
        channel,
        topic: topic.length === 0 ? null : topic.join("."),
        state: view.consent(key),
        effectiveAt: iso(effectiveAt),
      };
    });
}

/** The products whose names an answer shows. */
export function productsOf(found: FoundProfile): readonly string[] {
  const leaf = combineLeaves(Object.values(found.state.leaves));
  return [
    ...new Set([
      ...openCart(leaf.cart).map((line) => line.product),
      ...leaf.viewed.map(([product]) => product),
    ]),
  ];
}

export function nameOf(found: Pick<FoundProfile, "state">): string | null {
  const { traits } = combineLeaves(Object.values(found.state.leaves));
  const text = (path: string): string | undefined => {
    const value = traits[path]?.[0];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const parts = [text("firstName") ?? text("first_name"), text("lastName") ?? text("last_name")].filter(
    (part) => part !== undefined,
  );
  return text("name") ?? (parts.length > 0 ? parts.join(" ") : undefined) ?? text("email") ?? null;
}

/** `address.country` → `{ address: { country } }`; where a path runs through a plain value it stays dotted. */
function nestTraits(entries: readonly (readonly [string, Json])[]): Record<string, Json> {
  const nested: Record<string, Json> = {};
  for (const [path, value] of entries) {
    const steps = path.split(".");
    let place: Record<string, Json> | undefined = nested;
    for (const step of steps.slice(0, -1)) place = below(place, step);
    if (place === undefined) nested[path] = value;
    else place[steps.at(-1) ?? path] = value;
  }
  return nested;
}

function below(place: Record<string, Json> | undefined, step: string): Record<string, Json> | undefined {
  if (place === undefined || step === "__proto__") return undefined;
  if (!Object.hasOwn(place, step)) place[step] = {};
  const next = place[step];
  return next !== null && typeof next === "object" && !Array.isArray(next)
    ? (next as Record<string, Json>)
    : undefined;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
