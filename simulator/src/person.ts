import type { Catalogue } from "./catalogue.ts";
import { homeOf, type Place, type Town } from "./geography.ts";
import type { Settings } from "./options.ts";
import type { Random } from "./random.ts";

export const dayMs = 86_400_000;
export const weekMs: number = 7 * dayMs;

/** How often somebody comes and buys, and until when. Rates are per week. */
export interface Habits {
  /** Purchases a week while they are customers: gamma-distributed over customers. */
  readonly buysPerWeek: number;
  readonly visitsPerWeek: number;
  /** First day as a visitor; epoch milliseconds. */
  readonly fromAt: number;
  /** From here on they never come again: exponential, its rate gamma-distributed over customers. */
  readonly dropOutAt: number;
}

/** Everything else that is true of a person and does not change. */
export interface Person {
  readonly index: number;
  /** False for those who only ever visit anonymously. */
  readonly known: boolean;
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthday: string;
  readonly home: Place & { readonly town: Town };
  /** Share of the visits made to a store. */
  readonly storeShare: number;
  readonly appShare: number;
  readonly marketing: boolean;
  readonly personalisation: boolean;
  readonly opens: number;
}

/** What of a person's own chance is drawn for: each part has a stream of its own, so that one never shifts another. */
const part = { habits: 1, person: 2, taste: 3, device: 4, household: 5 } as const;

export function habitsOf(settings: Settings, random: Random, index: number): Habits {
  const { rates, startAt, endAt } = settings;
  random.reseed(settings.seed, index, part.habits);
  const known = index < settings.customers;
  const present = random.chance(rates.presentAtStart);
  const fromAt = present ? startAt : random.between(startAt, endAt);
  const buysPerWeek = known ? random.gamma(rates.buyingShape, rates.buyingWeeks) : 0;
  const idle = rates.idleVisitsPerWeek * (known ? 1 : random.between(0.2, 3));
  const dropOut = random.gamma(rates.dropOutShape, rates.dropOutWeeks);
  return {
    buysPerWeek,
    visitsPerWeek: buysPerWeek * (1 + rates.browsing) + idle,
    fromAt,
    dropOutAt: fromAt + random.exponential(dropOut) * weekMs,
  };
}

const firstNames = [
  "Ada",
  "Ben",
  "Cleo",
  "Dev",
  "Edie",
  "Finn",
  "Gwen",
  "Hugo",
  "Isla",
  "Jude",
  "Kit",
  "Lena",
];
const lastNames = [
  "Ashdown",
  "Birch",
  "Cobb",
  "Dunmore",
  "Elder",
  "Frost",
  "Gale",
  "Holm",
  "Irwin",
  "Jarvis",
];

export function personOf(settings: Settings, random: Random, index: number): Person {
  const { rates } = settings;
  random.reseed(settings.seed, index, part.person);
  const draw = random.unit();
  const storeShare =
    draw < rates.storeOnly ? 1 : draw < rates.storeOnly + rates.onlineOnly ? 0 : random.unit();
  return {
    index,
    known: index < settings.customers,
    userId: settings.userIdOf(index),
    firstName: random.pick(firstNames),
    lastName: random.pick(lastNames),
    birthday: new Date(Date.UTC(1945, 0, 1) + random.below(60 * 365) * dayMs).toISOString().slice(0, 10),
    home: homeOf(random),
    storeShare,
    appShare: random.chance(rates.app * 1.5) ? rates.app / (rates.app * 1.5) : 0,
    marketing: random.chance(rates.marketingConsent),
    personalisation: random.chance(rates.personalisationConsent),
    opens: Math.min(0.95, 2 * rates.opened * random.unit()),
  };
}

/** What a person likes at a moment; it changes once every `tasteWeeks`, on a day of their own. */
export interface Taste {
  readonly category: string;
  readonly brand: string;
  /** Share of the choices that fall on the favourite category, and within it on the brand. */
  readonly share: number;
  readonly fromAt: number;
  readonly untilAt: number;
}

export function tasteOf(
  settings: Settings,
  catalogue: Catalogue,
  random: Random,
  index: number,
  at: number,
): Taste {
  const lengthMs = settings.rates.tasteWeeks * weekMs;
  const phaseMs = random.reseed(settings.seed, index, part.taste).unit() * lengthMs;
  const period = Math.floor((at - settings.startAt + phaseMs) / lengthMs);
  random.reseed(settings.seed, index, part.taste, period + 1_000);
  const category = random.pick(catalogue.categories);
  const fromAt = settings.startAt - phaseMs + period * lengthMs;
  return {
    category,
    brand: random.pick(catalogue.inCategory(category)).brand,
    share: settings.rates.taste,
    fromAt,
    untilAt: fromAt + lengthMs,
  };
}

export type DeviceKind = "browser" | "phone";

/** A browser or a phone, with the id it sends, and who uses it. */
export interface Device {
  readonly anonymousId: string;
  readonly kind: DeviceKind;
  /** Indexes of the people who use it; two when it is shared. */
  readonly users: readonly number[];
  readonly model: number;
}

/** The device a person uses at a moment. Browsers forget their id or are replaced, neighbours may share one. */
export function deviceOf(
  settings: Settings,
  random: Random,
  index: number,
  kind: DeviceKind,
  at: number,
): Device {
  const users = kind === "browser" ? usersOf(settings, random, index) : [index];
  const owner = users[0] ?? index;
  const kindSeed = kind === "browser" ? 0 : 1;
  const lifeMs = settings.rates.deviceWeeks * weekMs * (kind === "browser" ? 1 : 4);
  const phase = random.reseed(settings.seed, owner, part.device, kindSeed).unit();
  const generation = Math.floor((at - settings.startAt) / lifeMs + phase);
  random.reseed(settings.seed, owner, part.device, kindSeed, generation + 1_000);
  return { anonymousId: random.uuid(), kind, users, model: random.below(4) };
}

function usersOf(settings: Settings, random: Random, index: number): readonly number[] {
  const first = index - (index % 2);
  const shared = random.reseed(settings.seed, first, part.household).chance(settings.rates.sharedDevice);
  return shared && first + 1 < settings.customers ? [first, first + 1] : [index];
}
