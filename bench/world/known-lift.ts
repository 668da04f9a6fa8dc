import type { CurrencyLift } from "@attune/contract";
import { dayMs, Random, type Rates, simulate } from "@attune/simulator";
import { isHeldOut, unitOfLeaf } from "../../server/src/decide/index.ts";
import { compareGroups } from "../../server/src/measure/compare-groups.ts";
import { Tally } from "../../server/src/measure/tally.ts";

/** What each of many customers bought before the start, and after it with and without a lift that is known. Net, in minor units. */
export interface KnownLift {
  readonly customers: number;
  readonly before: Float64Array;
  readonly without: Float64Array;
  readonly with: Float64Array;
  /** What the lift adds for each customer, on average. */
  readonly truth: number;
}

/** Only what is bought counts here; the rest would take the most time. */
const onlySales: Partial<Rates> = {
  browsing: 1,
  idleVisitsPerWeek: 0,
  messagesPerWeek: 0,
  serviceCase: 0,
  recognisedAtTill: 0.9,
};

/** Two lives of the same customers: the same chance, apart from the lift. Four months before the start, two after it. */
export function knownLift(seed: number, customers: number, factor: number): KnownLift {
  const startAt = Date.UTC(2026, 0, 1);
  const fromAt = startAt + 120 * dayMs;
  const live = (isTreated: boolean): Lived => {
    const lift = { fromAt, factor, isTreated: () => isTreated };
    return salesOf(seed, customers, { startAt, fromAt, lift });
  };
  const [plain, lifted] = [live(false), live(true)];
  const added =
    lifted.after.reduce((sum, net) => sum + net, 0) - plain.after.reduce((sum, net) => sum + net, 0);
  return {
    customers,
    before: plain.before,
    without: plain.after,
    with: lifted.after,
    truth: added / customers,
  };
}

interface Lived {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

interface Course {
  readonly startAt: number;
  readonly fromAt: number;
  readonly lift: Parameters<typeof simulate>[0]["lift"] & object;
}

/** What came back is taken off the sale that it was of. */
function salesOf(seed: number, customers: number, { startAt, fromAt, lift }: Course): Lived {
  const retailer = simulate({ seed, customers, visitors: 0, months: 6, startAt, rates: onlySales, lift });
  const lived: Lived = { before: new Float64Array(customers), after: new Float64Array(customers) };
  const sold = new Map<unknown, { readonly index: number; readonly net: Float64Array }>();
  for (const { event, userId, timestamp, properties } of retailer.events()) {
    const order = properties?.["order_id"];
    if (event === "Order Completed" && userId !== undefined) {
      const net = Date.parse(timestamp) < fromAt ? lived.before : lived.after;
      sold.set(order, { index: Number(userId.slice("customer-".length)), net });
    }
    const sale = sold.get(order);
    if (sale !== undefined) sale.net[sale.index] = (sale.net[sale.index] ?? 0) + netOf(event, properties);
  }
  return lived;
}

function netOf(event: string | undefined, properties: Readonly<Record<string, unknown>> = {}): number {
  if (event === "Order Completed") return Math.round(Number(properties["subtotal"]) * 100);
  return event === "Order Refunded" ? -Math.round(Number(properties["total"]) * 100) : 0;
}

export interface Trial {
  /** How many of the customers, drawn by chance. */
  readonly customers: number;
  readonly share: number;
  /** False: the lift does nothing to anybody. */
  readonly isLifted: boolean;
  readonly isAdjusted: boolean;
}

/** One experiment on some of the customers: who is held out says the product's own hash, and what it says of the difference is the product's. */
export function tryOut(known: KnownLift, seed: number, trial: Trial): CurrencyLift {
  const { share, isLifted, isAdjusted } = trial;
  const [heldOut, complement] = [new Tally(), new Tally()];
  for (const index of draw(known.customers, trial.customers, seed)) {
    const isHeld = isHeldOut("lift", { share, salt: `trial ${seed}` }, unitOfLeaf(index + 1));
    const life = isHeld || !isLifted ? known.without : known.with;
    const bought = {
      currency: "GBP",
      net: life[index] ?? 0,
      before: isAdjusted ? (known.before[index] ?? 0) : 0,
    };
    (isHeld ? heldOut : complement).add([bought]);
  }
  return compareGroups("GBP", heldOut.in("GBP"), complement.in("GBP"), true);
}

/** So many of so many, none twice. */
function draw(of: number, count: number, seed: number): Uint32Array {
  const random = new Random(seed);
  const order = Uint32Array.from({ length: of }, (_, index) => index);
  for (let at = 0; at < count; at++) {
    const other = at + random.below(of - at);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order.subarray(0, count);
}
