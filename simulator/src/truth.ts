import type { Catalogue } from "./catalogue.ts";
import { catchmentOf, type Store } from "./geography.ts";
import { liftAt, type Settings } from "./options.ts";
import {
  type Device,
  type DeviceKind,
  deviceOf,
  type Habits,
  habitsOf,
  type Person,
  personOf,
  type Taste,
  tasteOf,
  weekMs,
} from "./person.ts";
import { Random } from "./random.ts";

/** What really is so, which the product can only infer. People are numbered from 0: customers first, then visitors. */
export interface Truth {
  habits(index: number): Habits;
  person(index: number): Person;
  /** Purchases to be expected of a customer between two moments, who might drop out at the time told by `habits`; with the lift, if there is one. */
  expectedPurchases(index: number, fromAt: number, untilAt: number): number;
  taste(index: number, at: number): Taste;
  device(index: number, kind: DeviceKind, at: number): Device;
  /** The customer's stores with distance and share of store visits, the largest share first. */
  catchment(
    index: number,
  ): readonly { readonly storeKey: string; readonly km: number; readonly share: number }[];
}

export function createTruth(settings: Settings, catalogue: Catalogue, stores: readonly Store[]): Truth {
  const random = new Random();
  const habits = (index: number): Habits => habitsOf(settings, random, index);
  const person = (index: number): Person => personOf(settings, random, index);
  return {
    habits,
    person,
    expectedPurchases: (index, fromAt, untilAt) => {
      const { buysPerWeek, fromAt: startAt, dropOutAt } = habits(index);
      const [from, until] = [Math.max(fromAt, startAt), Math.min(untilAt, dropOutAt)];
      const liftFrom = Math.min(Math.max(settings.lift?.fromAt ?? until, from), until);
      const plainMs = Math.max(0, liftFrom - from);
      const liftedMs = Math.max(0, until - liftFrom);
      return (buysPerWeek * (plainMs + liftedMs * liftAt(settings, index, liftFrom))) / weekMs;
    },
    taste: (index, at) => tasteOf(settings, catalogue, random, index, at),
    device: (index, kind, at) => deviceOf(settings, random, index, kind, at),
    catchment: (index) =>
      catchmentOf(person(index).home, stores).map(({ store, km, share }) => ({
        storeKey: store.key,
        km,
        share,
      })),
  };
}
