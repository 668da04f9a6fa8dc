import type { Channel, EventRecord, Json, JsonObject } from "@attune/contract";
import { toMinor } from "../kernel/money.ts";
import { type CaseEntry, foldCases, mergeCases } from "./cases.ts";
import { foldLoyal, mergeLoyal } from "./loyalty/fold-loyal.ts";
import { messageMark } from "./message-mark.ts";
import { productKeyOf } from "./product-key.ts";
import type {
  CartState,
  CartStep,
  ConsentEntry,
  LeafState,
  TraitEntry,
  ViewedProduct,
} from "./profile-state.ts";
import { statedPreferences } from "./stated-preferences.ts";
import { foldTrail, mergeTrails } from "./trail/fold-trail.ts";
import type { Trail } from "./trail/trail.ts";

/** What consent an event states: `channel.purpose[.topic]` and its entry. */
export type StatedConsent = readonly [key: string, entry: ConsentEntry];

const viewedKept = 12;
const stepsKept = 100;
const mostPieces = 1_000_000;
const traitsKept = 300;

export const emptyLeaf: LeafState = {
  events: 0,
  firstAt: Number.MAX_SAFE_INTEGER,
  lastAt: 0,
  traits: {},
  seen: {},
  cart: { since: null, steps: [] },
  viewed: [],
  consents: {},
  slots: {},
};

/** A leaf's state with one more event (slots apart: those are segment/'s). Folding a set of events in any order gives the same state. */
export function foldLeaf(
  state: LeafState,
  event: EventRecord,
  consents: readonly StatedConsent[],
): LeafState {
  const at = event.occurredAt;
  return {
    events: state.events + 1,
    ...simulatedOf((state.simulated ?? 0) + (event.simulated === true ? 1 : 0)),
    firstAt: Math.min(state.firstAt, at),
    lastAt: Math.max(state.lastAt, at),
    traits: foldTraits(state.traits, event),
    seen: foldSeen(state.seen, event),
    ...foldLoyal(state, event),
    cart: foldCart(state.cart, event),
    viewed: foldViewed(state.viewed, event),
    ...trailOf(foldTrail(state.trail, event)),
    consents: consents.reduce(withConsent, state.consents),
    ...casesOf(foldCases(state.cases, event)),
    ...(state.lists === undefined ? none : { lists: state.lists }),
    slots: state.slots,
  };
}

/** The union of two disjoint sets of events. */
export function mergeLeaves(a: LeafState, b: LeafState): Omit<LeafState, "slots"> {
  const traits = { ...a.traits };
  for (const [path, entry] of Object.entries(b.traits)) putTrait(traits, path, entry);
  const seen = { ...a.seen };
  for (const [channel, at] of Object.entries(b.seen) as [keyof typeof seen, number][])
    seen[channel] = Math.max(seen[channel] ?? 0, at);
  return {
    events: a.events + b.events,
    ...simulatedOf((a.simulated ?? 0) + (b.simulated ?? 0)),
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    traits: newestTraits(traits),
    seen,
    ...mergeLoyal(a, b),
    ...mergeDeeds(a, b),
    consents: Object.entries(b.consents).reduce(withConsent, a.consents),
    ...casesOf(mergeCases(a.cases, b.cases)),
  };
}

/** What was done with products. */
export type Deeds = Pick<LeafState, "cart" | "viewed" | "trail">;

export function mergeDeeds(a: Deeds, b: Deeds): Deeds {
  return {
    cart: mergeCarts(a.cart, b.cart),
    viewed: mergeViewed(a.viewed, b.viewed),
    ...trailOf(mergeTrails(a.trail, b.trail)),
  };
}

function casesOf(cases: readonly CaseEntry[] | undefined): Pick<LeafState, "cases"> {
  return cases === undefined ? none : { cases };
}

function simulatedOf(count: number): Pick<LeafState, "simulated"> {
  return count === 0 ? none : { simulated: count };
}

function trailOf(trail: Trail | undefined): Pick<LeafState, "trail"> {
  return trail === undefined ? none : { trail };
}

const none = {};

/** Whether nothing of a customer is real. */
export function isSimulated({ events, simulated }: Pick<LeafState, "events" | "simulated">): boolean {
  return events > 0 && simulated === events;
}

/** A record that staff import about a customer is no visit of theirs. */
function foldSeen(seen: LeafState["seen"], event: EventRecord): LeafState["seen"] {
  const isVisit = event.type !== "identify" || event.naturalKey === undefined;
  return !isVisit || (seen[event.channel] ?? 0) >= event.occurredAt
    ? seen
    : { ...seen, [event.channel]: event.occurredAt };
}

function foldTraits(traits: LeafState["traits"], event: EventRecord): LeafState["traits"] {
  const stated: readonly (Json | undefined)[] = [
    event.context["traits"],
    event.type === "group" ? undefined : event.traits,
    statedPreferences(event),
  ];
  let next: Record<string, TraitEntry> | undefined;
  let mark = "";
  for (const object of stated) {
    if (!isObject(object)) continue;
    mark ||= messageMark(event.messageId);
    next ??= { ...traits };
    statePaths(object, "", (path, value) =>
      putTrait(next ?? {}, path, [value, event.occurredAt, mark, event.sourceId]),
    );
  }
  return next === undefined ? traits : newestTraits(next);
}

/** The newest of a hundred thousand names would still be one customer's row: the oldest go. */
function newestTraits(traits: Record<string, TraitEntry>): LeafState["traits"] {
  const paths = Object.keys(traits);
  if (paths.length <= traitsKept) return traits;
  const entries = Object.entries(traits).sort(([a, x], [b, y]) =>
    outranks(x, y) ? -1 : outranks(y, x) ? 1 : compareText(a, b),
  );
  return Object.fromEntries(entries.slice(0, traitsKept));
}

/** Nested objects become dotted paths; lists stay whole. */
function statePaths(object: JsonObject, prefix: string, put: (path: string, value: Json) => void): void {
  for (const [name, value] of Object.entries(object)) {
    if (name === "__proto__") continue;
    if (isObject(value)) statePaths(value, `${prefix}${name}.`, put);
    else put(prefix + name, value);
  }
}

/** Stated beats inferred; then the newest wins; at the same moment the larger message id. */
function putTrait(traits: Record<string, TraitEntry>, path: string, entry: TraitEntry): void {
  const known = Object.hasOwn(traits, path) ? traits[path] : undefined;
  if (known === undefined || outranks(entry, known)) traits[path] = entry;
}

export function outranks(a: TraitEntry, b: TraitEntry): boolean {
  if ((a[4] ?? 0) !== (b[4] ?? 0)) return (a[4] ?? 0) < (b[4] ?? 0);
  if (a[1] !== b[1]) return a[1] > b[1];
  if (a[2] !== b[2]) return a[2] > b[2];
  return JSON.stringify(a[0]) > JSON.stringify(b[0]);
}

function withConsent(
  consents: LeafState["consents"],
  [key, entry]: readonly [string, ConsentEntry],
): LeafState["consents"] {
  const known = consents[key];
  return known === undefined || consentOutranks(entry, known) ? { ...consents, [key]: entry } : consents;
}

/** The newest wins; of two at the same moment the one that allows less. */
function consentOutranks(a: ConsentEntry, b: ConsentEntry): boolean {
  if (a[1] !== b[1]) return a[1] > b[1];
  if (a[0] !== b[0]) return strictness[a[0]] > strictness[b[0]];
  return a[2] > b[2];
}

const strictness = { granted: 0, denied: 1, withdrawn: 2 } as const;

function foldViewed(viewed: LeafState["viewed"], event: EventRecord): LeafState["viewed"] {
  if (event.name !== "Product Viewed") return viewed;
  const product = productKeyOf(event.properties);
  return product === undefined
    ? viewed
    : mergeViewed(viewed, [[product, event.occurredAt, ...toldChannel(event.channel)]]);
}

/** Most is done on the web: it is not told, so that rows stay small. */
function toldChannel(channel: Channel): readonly [] | readonly [Channel] {
  return channel === "web" ? [] : [channel];
}

/** Of each product the newest view. */
function mergeViewed(a: LeafState["viewed"], b: LeafState["viewed"]): LeafState["viewed"] {
  const newest = new Map<string, ViewedProduct>();
  for (const view of [...a, ...b]) {
    const known = newest.get(view[0]);
    if (known === undefined || isLaterView(view, known)) newest.set(view[0], view);
  }
  return [...newest.values()].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, viewedKept);
}

function isLaterView([, at, channel = "web"]: ViewedProduct, than: ViewedProduct): boolean {
  return at > than[1] || (at === than[1] && channel > (than[2] ?? "web"));
}

function foldCart(cart: CartState, event: EventRecord): CartState {
  const told = cartOf(event);
  return told === undefined ? cart : mergeCarts(cart, told);
}

/** Behind every message id: what was put into the cart in the very moment of the order was ordered. */
const endOfMoment = "\uffff";

/** What one event says of the cart. "Cart Viewed" with products tells it whole. */
function cartOf(event: EventRecord): CartState | undefined {
  const { occurredAt: at, properties, channel } = event;
  const step = (products: readonly JsonObject[], sign: 1 | -1): CartStep[] =>
    stepsOf(
      { at, mark: messageMark(event.messageId), currency: properties["currency"], channel },
      products,
      sign,
    );
  switch (event.name) {
    case "Product Added":
      return { since: null, steps: step([properties], 1) };
    case "Product Removed":
      return { since: null, steps: step([properties], -1) };
    case "Cart Viewed": {
      const products = properties["products"];
      if (!Array.isArray(products)) return undefined;
      return { since: [at, messageMark(event.messageId)], steps: step(products.filter(isObject), 1) };
    }
    case "Order Completed":
      return event.channel === "store" ? undefined : { since: [at, endOfMoment], steps: [] };
    default:
      return undefined;
  }
}

/** Prices are in the currency that the event tells, else in one with two decimals. */
function stepsOf(
  told: {
    readonly at: number;
    readonly mark: string;
    readonly currency: Json | undefined;
    readonly channel: Channel;
  },
  products: readonly JsonObject[],
  sign: 1 | -1,
): CartStep[] {
  const currency = typeof told.currency === "string" ? told.currency.toUpperCase() : "";
  return products.flatMap((product): CartStep[] => {
    const key = productKeyOf(product);
    if (key === undefined) return [];
    const stated = Number(product["quantity"] ?? Number.NaN);
    const quantity = stated > 0 && stated < mostPieces ? stated : undefined;
    const price = toMinor(product["price"], currency) ?? null;
    const pieces = sign === 1 ? (quantity ?? 1) : -(quantity ?? 0);
    return [[told.at, told.mark, key, pieces, price, ...toldChannel(told.channel)]];
  });
}

function mergeCarts(a: CartState, b: CartState): CartState {
  const since = a.since === null || (b.since !== null && isLater(b.since, a.since)) ? b.since : a.since;
  const steps = [...a.steps, ...b.steps]
    .filter(
      (step) => since === null || isLater(step, since) || (step[0] === since[0] && step[1] === since[1]),
    )
    .sort((x, y) => x[0] - y[0] || compareText(x[1], y[1]) || compareText(x[2], y[2]));
  return { since, steps: steps.slice(-stepsKept) };
}

function isLater(
  a: readonly [number, string, ...unknown[]],
  b: readonly [number, string, ...unknown[]],
): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The cart as it stands: product → quantity and last price, in the order the products came in. */
export function openCart(
  cart: CartState,
): readonly { readonly product: string; readonly quantity: number; readonly priceMinor: number | null }[] {
  const lines = new Map<string, { quantity: number; priceMinor: number | null }>();
  for (const [, , product, quantity, priceMinor] of cart.steps) {
    const line = lines.get(product) ?? { quantity: 0, priceMinor: null };
    const left = quantity === 0 || Object.is(quantity, -0) ? 0 : Math.max(0, line.quantity + quantity);
    lines.set(product, { quantity: left, priceMinor: priceMinor ?? line.priceMinor });
  }
  return [...lines].filter(([, line]) => line.quantity > 0).map(([product, line]) => ({ product, ...line }));
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
