import type { Product } from "./catalogue.ts";

/** Rates of the simulated retailer. Shares are in [0, 1]; all have defaults (`defaultRates`). */
export interface Rates {
  /** Purchases a week of a customer: gamma(shape, rate in weeks). */
  readonly buyingShape: number;
  readonly buyingWeeks: number;
  /** Drop-outs a week of a customer: gamma(shape, rate in weeks). */
  readonly dropOutShape: number;
  readonly dropOutWeeks: number;
  /** Visits without a purchase for each purchase, on average. */
  readonly browsing: number;
  /** Visits a week that a customer makes even if they never buy; of a visitor who never identifies, all visits. */
  readonly idleVisitsPerWeek: number;
  /** Customers who are there from the start; the others join in the course of the simulation. */
  readonly presentAtStart: number;
  /** Customers who know only stores, and only the web or the app; the rest use both. */
  readonly storeOnly: number;
  readonly onlineOnly: number;
  /** Online visits made in the app. */
  readonly app: number;
  /** Till sales at which the customer is recognised. */
  readonly recognisedAtTill: number;
  /** Neighbours (customers 2n and 2n + 1) who use one computer between them. */
  readonly sharedDevice: number;
  /** Weeks until a browser is replaced or forgets its id; phones keep theirs four times as long. */
  readonly deviceWeeks: number;
  /** Weeks a customer's favourite category and brand last. */
  readonly tasteWeeks: number;
  /** Share of a customer's choices that go to the favourite category, and to the favourite brand within it. */
  readonly taste: number;
  readonly returned: number;
  readonly exchanged: number;
  readonly serviceCase: number;
  readonly marketingConsent: number;
  readonly personalisationConsent: number;
  readonly messagesPerWeek: number;
  readonly opened: number;
  readonly clicked: number;
}

export const defaultRates: Rates = {
  buyingShape: 0.9,
  buyingWeeks: 12,
  dropOutShape: 0.6,
  dropOutWeeks: 30,
  browsing: 6,
  idleVisitsPerWeek: 0.15,
  presentAtStart: 0.8,
  storeOnly: 0.2,
  onlineOnly: 0.35,
  app: 0.35,
  recognisedAtTill: 0.6,
  sharedDevice: 0.06,
  deviceWeeks: 26,
  tasteWeeks: 20,
  taste: 0.6,
  returned: 0.07,
  exchanged: 0.02,
  serviceCase: 0.03,
  marketingConsent: 0.55,
  personalisationConsent: 0.8,
  messagesPerWeek: 0.5,
  opened: 0.25,
  clicked: 0.15,
};

/** Rates at which many different customers come in a short time, as benches need: nearly alike, all there from the start. */
export const evenRates: Partial<Rates> = {
  buyingShape: 6,
  buyingWeeks: 60,
  dropOutShape: 1,
  dropOutWeeks: 10_000,
  presentAtStart: 1,
  idleVisitsPerWeek: 0.5,
};

/** Of a person, so that what is told of them fits what they do. `birthday`: YYYY-MM-DD; `home` in degrees. */
export interface MadeUp {
  readonly birthday: string;
  readonly home: {
    readonly latitude: number;
    readonly longitude: number;
    readonly town: { readonly name: string };
  };
}

/** Something that really makes customers buy more often (or less), and nothing else: an experience that works. */
export interface TrueLift {
  /** Epoch milliseconds. */
  readonly fromAt: number;
  /** Purchases from then on, as a multiple of what they would be: 1.1 is a tenth more. At most 1 + `browsing`, when every visit is one. */
  readonly factor: number;
  /** Of which customers. */
  readonly isTreated: (index: number) => boolean;
}

export interface SimulationOptions {
  /** Same seed and options, same bytes. */
  readonly seed: number;
  /** People who are or become known to the retailer. */
  readonly customers: number;
  /** People who only ever visit anonymously. */
  readonly visitors?: number;
  /** Epoch milliseconds. */
  readonly startAt: number;
  /** Calendar months, may be a fraction of one (30 days). */
  readonly months: number;
  readonly stores?: number;
  /** Products of an own catalogue, or how many to make up. */
  readonly products?: readonly Product[] | number;
  /** The id a customer is known by; default `customer-<index>`. */
  readonly userIdOf?: (index: number) => string;
  /** What a customer tells of themselves; default a name, a birthday, an address and an e-mail address, all made up. `made`: what was made up of them. */
  readonly traitsOf?: (index: number, made: MadeUp) => Readonly<Record<string, unknown>>;
  /** Whether online visits may end in an order (true), or at the cart. */
  readonly onlineOrders?: boolean;
  /** Whether the customers who are there at the start have said who they are, and what they agree to, before. */
  readonly acquainted?: boolean;
  /** Whether `context.simulated` is set on every event. */
  readonly marked?: boolean;
  readonly rates?: Partial<Rates>;
  readonly lift?: TrueLift;
}

/** Options with nothing left out. */
export interface Settings {
  readonly seed: number;
  readonly customers: number;
  readonly people: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly stores: number;
  readonly products: readonly Product[] | number;
  readonly userIdOf: (index: number) => string;
  readonly traitsOf: SimulationOptions["traitsOf"];
  readonly onlineOrders: boolean;
  readonly acquainted: boolean;
  readonly marked: boolean;
  readonly rates: Rates;
  readonly lift: TrueLift | undefined;
}

/** How many times as often as ever a customer buys at a moment. */
export function liftAt({ lift }: Settings, index: number, at: number): number {
  return lift !== undefined && at >= lift.fromAt && lift.isTreated(index) ? lift.factor : 1;
}

/** Fails with a sentence when a number makes no sense. */
export function settle(options: SimulationOptions): Settings {
  const visitors = options.visitors ?? Math.ceil(options.customers / 4);
  const whole = { seed: options.seed, customers: options.customers, visitors, startAt: options.startAt };
  for (const [name, value] of Object.entries(whole)) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new Error(`${name} is a whole number, not ${value}.`);
  }
  if (!(options.months > 0)) throw new Error(`months is above 0, not ${options.months}.`);
  const rates = { ...defaultRates, ...options.rates };
  checkLift(options.lift, rates);
  return {
    seed: options.seed,
    customers: options.customers,
    people: options.customers + visitors,
    startAt: options.startAt,
    endAt: endOf(options.startAt, options.months),
    stores: options.stores ?? 8,
    products: options.products ?? 2_000,
    userIdOf: options.userIdOf ?? ((index) => `customer-${index}`),
    traitsOf: options.traitsOf,
    onlineOrders: options.onlineOrders ?? true,
    acquainted: options.acquainted ?? false,
    marked: options.marked ?? true,
    rates,
    lift: options.lift,
  };
}

function checkLift(lift: TrueLift | undefined, { browsing }: Rates): void {
  if (lift === undefined || (lift.factor >= 0 && lift.factor <= 1 + browsing)) return;
  throw new Error(`The factor of a lift is from 0 to ${1 + browsing}, not ${lift.factor}.`);
}

function endOf(startAt: number, months: number): number {
  const end = new Date(startAt);
  end.setUTCMonth(end.getUTCMonth() + Math.floor(months));
  return end.getTime() + Math.round((months % 1) * 30 * 86_400_000);
}
