import { type Customer, dayMs, evenRates, type Simulation, simulate } from "@attune/simulator";
import type { Scale } from "../scale.ts";

/** Four in five are known customers, the rest anonymous visitors. */
const knownShare = 0.8;
const productCount = 2_000;

export interface People {
  readonly customers: number;
  readonly visitors: number;
}

export function peopleOf(count: number): People {
  const customers = Math.round(count * knownShare);
  return { customers, visitors: count - customers };
}

/** People make a few more profiles than there are of them: on devices where they never sign in. */
const profilesPerPerson = 1.08;

/** How often the templates are copied. */
export function copiesOf(scale: Scale): number {
  return Math.ceil(scale.profiles / (scale.templates * profilesPerPerson));
}

/** The retailer of a run: everybody is known already, many different people come in a short time. */
export function runSimulation(scale: Scale, startAt: number, months: number): Simulation {
  const copies = copiesOf(scale);
  const { customers, visitors } = peopleOf(scale.templates);
  return simulate({
    seed: 1,
    customers: customers * copies,
    visitors: visitors * copies,
    startAt,
    months,
    products: productCount,
    acquainted: true,
    rates: evenRates,
  });
}

const templateMonths = 2;

/** The people whose history is folded by the product and then copied. Devices are not shared, so that each belongs to one of them. */
export function templateSimulation(scale: Scale, endAt: number): Simulation {
  return simulate({
    ...peopleOf(scale.templates),
    seed: 2,
    startAt: endAt - templateMonths * 31 * dayMs,
    months: templateMonths,
    products: productCount,
    userIdOf: templateUserId,
    rates: { ...evenRates, sharedDevice: 0 },
  });
}

/** Of one length and unlike any other text, so that it can be replaced wherever it stands. */
export function templateUserId(index: number): string {
  return `person_${String(index).padStart(6, "0")}`;
}

export const templateUserIdForm: RegExp = /person_(\d{6})/;

/** How many texts `textsOf` gives. */
export const personTexts = 6;

/** What stands in a customer's profile of them alone: the id, then the traits by these paths, in this order. */
export function textsOf({ userId, traits }: Customer): readonly string[] {
  return [userId, ...personPaths.map((path) => String(valueAt(traits, path)))];
}

export const personPaths: readonly string[] = [
  "firstName",
  "lastName",
  "birthday",
  "address.city",
  "address.postalCode",
];

function valueAt(traits: Readonly<Record<string, unknown>>, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], traits);
}
