import { afterOrder } from "./after-order.ts";
import type { Voice } from "./event.ts";
import { catchmentOf, type Store } from "./geography.ts";
import { introduce } from "./introduce.ts";
import {
  choose,
  idOf,
  type Line,
  mark,
  productProperties,
  remembers,
  type Scene,
  say,
  told,
  totalMinor,
} from "./scene.ts";

/** A visit to one of the person's stores: a till sale, or only a visit, which is seen when the app is in the pocket. */
export function visitStore(scene: Scene, buys: boolean): void {
  const { random, person, world } = scene;
  const store = storeOf(scene);
  const isRecognised = person.known && random.chance(world.settings.rates.recognisedAtTill);
  const context = storeContext(scene);
  const voice = isRecognised ? { userId: person.userId, context } : { context };
  if (buys) sell(scene, voice, store, isRecognised);
  else if (isRecognised && remembers(scene, told.joined)) {
    const properties = { location_id: store.key, name: store.name, channel: "store" };
    say(scene, voice, scene.at, { type: "track", event: "Store Visited", properties });
  }
}

function storeOf(scene: Scene): Store {
  const catchment = catchmentOf(scene.person.home, scene.world.stores);
  return scene.random.weighted(catchment, ({ share }) => share, 1).store;
}

function storeContext(scene: Scene): Readonly<Record<string, unknown>> {
  return {
    channel: "store",
    library: { name: "till", version: "7.1.0" },
    timezone: "Europe/London",
    ...mark(scene),
  };
}

function sell(scene: Scene, voice: Voice, store: Store, isRecognised: boolean): void {
  const { random } = scene;
  const at = scene.at + 30_000;
  if (isRecognised) introduce(scene, voice, scene.at, 0);
  const lines: Line[] = Array.from({ length: 1 + random.geometric(1.1) }, () => ({
    product: choose(scene),
    quantity: 1 + random.geometric(0.2),
  }));
  const order_id = idOf(scene, "T");
  const total = totalMinor(lines) / 100;
  const properties = {
    order_id,
    channel: "store",
    location_id: store.key,
    staff_id: `${store.key}-staff-${1 + random.below(6)}`,
    tender: random.chance(0.85) ? "card" : "cash",
    subtotal: total,
    revenue: total,
    total,
    currency: scene.world.catalogue.currency,
    products: lines.map(productProperties),
  };
  say(scene, voice, at, { type: "track", event: "Order Completed", properties });
  afterOrder(scene, voice, { orderId: order_id, lines, at, channel: "store", store });
}
