import { catalogueOf, makeCatalogue, type Product } from "./catalogue.ts";
import { toDayShape, toOpeningHours } from "./day-shape.ts";
import type { SimulatedEvent } from "./event.ts";
import { makeStores, type Store } from "./geography.ts";
import { traitsOf } from "./introduce.ts";
import { sendMessage } from "./message.ts";
import { visitOnline } from "./online-visit.ts";
import { liftAt, type SimulationOptions, settle } from "./options.ts";
import { habitsOf, personOf, weekMs } from "./person.ts";
import { Random } from "./random.ts";
import { type Scene, told, type World } from "./scene.ts";
import { visitStore } from "./store-visit.ts";
import { createTruth, type Truth } from "./truth.ts";
import { createVisitQueue, type VisitQueue } from "./visit-queue.ts";

/** What the retailer knows of a customer. */
export interface Customer {
  readonly userId: string;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** A simulated retailer. Nothing is computed before it is asked for; each call of `events` starts anew and gives the same. */
export interface Simulation {
  readonly products: readonly Product[];
  readonly stores: readonly Store[];
  readonly startAt: number;
  /** The stream ends before this moment. */
  readonly endAt: number;
  customer(index: number): Customer;
  customers(): Generator<Customer>;
  /** One identify event a customer, at the start: a server that is to know them all beforehand. */
  introductions(): Generator<SimulatedEvent>;
  /** In order of time. Memory: about 45 bytes a person, and the events of a quarter of an hour. */
  events(): Generator<SimulatedEvent>;
  truth(): Truth;
}

export function simulate(options: SimulationOptions): Simulation {
  const settings = settle(options);
  const products =
    typeof settings.products === "number"
      ? makeCatalogue(settings.seed, settings.products)
      : settings.products;
  const stores = makeStores(settings.seed, settings.stores);
  const catalogue = catalogueOf(products);
  const random = new Random(settings.seed);
  const customer = (index: number): Customer => {
    const person = personOf(settings, random, index);
    return { userId: person.userId, traits: traitsOf(settings, person) };
  };
  return {
    products,
    stores,
    startAt: settings.startAt,
    endAt: settings.endAt,
    customer,
    *customers() {
      for (let index = 0; index < settings.customers; index++) yield customer(index);
    },
    *introductions() {
      for (let index = 0; index < settings.customers; index++) {
        const messageId = random.reseed(settings.seed, index, 0x1d).uuid();
        const { userId, traits } = customer(index);
        const context = settings.marked ? { simulated: true } : {};
        const timestamp = new Date(settings.startAt).toISOString();
        yield { type: "identify", traits, userId, context, timestamp, messageId };
      }
    },
    events: () => play({ settings, catalogue, stores, memory: new Uint8Array(settings.people) }),
    truth: () => createTruth(settings, catalogue, stores),
  };
}

const sliceMs = 900_000;

interface Moment {
  readonly at: number;
  readonly event: SimulatedEvent;
}

/** Two entries a person: visits (even) and messages (odd). */
function* play(world: World): Generator<SimulatedEvent> {
  const { settings } = world;
  const slices = Math.ceil((settings.endAt - settings.startAt) / sliceMs);
  const queue = createVisitQueue(2 * settings.people, settings.startAt, sliceMs, slices, toDayShape);
  const chances = { habits: new Random(), visit: new Random(), own: new Random() };
  fillQueue(world, queue, chances.habits);

  const later = new Map<number, Moment[]>();
  for (let slice = 0; slice < slices; slice++) {
    const moments = later.get(slice) ?? [];
    later.delete(slice);
    const emit = (at: number, event: SimulatedEvent): void => {
      const its = Math.floor((at - settings.startAt) / sliceMs);
      if (its <= slice) moments.push({ at, event });
      else if (at < settings.endAt) postpone(later, its, { at, event });
    };
    for (let entry = queue.take(slice); entry >= 0; entry = queue.take(slice)) {
      happen(world, queue, chances, entry, emit);
    }
    moments.sort((a, b) => a.at - b.at);
    for (const { event } of moments) yield event;
  }
}

function postpone(later: Map<number, Moment[]>, slice: number, moment: Moment): void {
  const list = later.get(slice);
  if (list === undefined) later.set(slice, [moment]);
  else list.push(moment);
}

function fillQueue({ settings, memory }: World, queue: VisitQueue, random: Random): void {
  for (let index = 0; index < settings.people; index++) {
    const habits = habitsOf(settings, random, index);
    if (settings.acquainted && habits.fromAt === settings.startAt) memory[index] = told.joined;
    const at = habits.fromAt + random.exponential(habits.visitsPerWeek) * weekMs;
    if (at < habits.dropOutAt) queue.schedule(2 * index, at);
    if (index >= settings.customers || settings.rates.messagesPerWeek <= 0) continue;
    queue.schedule(2 * index + 1, habits.fromAt + (random.unit() * weekMs) / settings.rates.messagesPerWeek);
  }
}

function happen(
  world: World,
  queue: VisitQueue,
  chances: { readonly habits: Random; readonly visit: Random; readonly own: Random },
  entry: number,
  emit: Scene["emit"],
): void {
  const { settings } = world;
  const index = entry >>> 1;
  const at = queue.nextAt(entry);
  const episode = queue.taken[entry] ?? 0;
  const habits = habitsOf(settings, chances.habits, index);
  const person = personOf(settings, chances.own, index);
  const chance = chances.visit.reseed(settings.seed, entry, episode, 0x5ce1);
  const scene: Scene = {
    world,
    person,
    random: chance,
    ownRandom: chances.own,
    at: toDayShape(at),
    episode,
    emit,
  };
  if ((entry & 1) === 1) {
    queue.schedule(entry, at + weekMs / settings.rates.messagesPerWeek);
    sendMessage(scene, at >= habits.dropOutAt);
    return;
  }
  const nextAt = at + chance.exponential(habits.visitsPerWeek) * weekMs;
  if (nextAt < habits.dropOutAt) queue.schedule(entry, nextAt);
  const buys = chance.chance((liftAt(settings, index, at) * habits.buysPerWeek) / habits.visitsPerWeek);
  if (chance.chance(person.storeShare)) visitStore({ ...scene, at: toOpeningHours(scene.at) }, buys);
  else visitOnline(scene, buys);
}
