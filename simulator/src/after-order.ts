import type { Channel } from "@attune/contract";
import type { Voice } from "./event.ts";
import type { Store } from "./geography.ts";
import { dayMs } from "./person.ts";
import { choose, idOf, type Line, mark, productProperties, type Scene, say, totalMinor } from "./scene.ts";

export interface Sold {
  readonly orderId: string;
  readonly lines: readonly Line[];
  readonly at: number;
  readonly channel: Channel;
  readonly store?: Store;
}

/** What follows an order in the weeks after it: a return or exchange, a service case with its feedback. */
export function afterOrder(scene: Scene, voice: Voice, sold: Sold): void {
  const { rates } = scene.world.settings;
  const returned = sold.lines.filter(() => scene.random.chance(rates.returned));
  if (returned.length > 0) returnLines(scene, voice, sold, returned);
  else if (sold.store !== undefined && scene.random.chance(rates.exchanged)) exchange(scene, voice, sold);
  if (voice.userId !== undefined && scene.random.chance(rates.serviceCase)) openCase(scene, voice, sold);
}

function returnLines(scene: Scene, voice: Voice, sold: Sold, lines: readonly Line[]): void {
  const at = sold.at + scene.random.between(3, 25) * dayMs;
  say(scene, voice, at, { type: "track", event: "Order Refunded", properties: refund(scene, sold, lines) });
}

function refund(scene: Scene, sold: Sold, lines: readonly Line[]): Readonly<Record<string, unknown>> {
  return {
    order_id: sold.orderId,
    refund_id: idOf(scene, "R"),
    channel: sold.channel,
    ...(sold.store === undefined ? {} : { location_id: sold.store.key }),
    total: totalMinor(lines) / 100,
    currency: scene.world.catalogue.currency,
    products: lines.map(productProperties),
  };
}

/** One receipt: the first line goes back (negative pieces), another product goes out. */
function exchange(scene: Scene, voice: Voice, sold: Sold): void {
  const at = sold.at + scene.random.between(1, 20) * dayMs;
  const back = sold.lines.slice(0, 1).map(({ product, quantity }) => ({ product, quantity: -quantity }));
  const lines = [...back, { product: choose(scene), quantity: 1 }];
  const total = totalMinor(lines) / 100;
  const properties = {
    order_id: idOf(scene, "X"),
    exchange: true,
    return_of: sold.orderId,
    channel: "store",
    ...(sold.store === undefined ? {} : { location_id: sold.store.key }),
    subtotal: total,
    revenue: total,
    total,
    currency: scene.world.catalogue.currency,
    products: lines.map(productProperties),
  };
  say(scene, voice, at, { type: "track", event: "Order Completed", properties });
}

const topics = ["late delivery", "damaged", "wrong item", "refund", "question"];

function openCase(scene: Scene, voice: Voice, sold: Sold): void {
  const { random } = scene;
  const context = {
    channel: "service",
    library: { name: "desk", version: "3.0.1" },
    ...mark(scene),
  };
  const caller: Voice = voice.userId === undefined ? { context } : { userId: voice.userId, context };
  const about = { case_id: idOf(scene, "C"), order_id: sold.orderId, topic: random.pick(topics) };
  const openedAt = sold.at + random.between(0.5, 8) * dayMs;
  const resolvedAt = openedAt + random.between(0.1, 9) * dayMs;
  const tell = (at: number, event: string, more: Readonly<Record<string, unknown>>): void =>
    say(scene, caller, at, { type: "track", event, properties: { ...about, ...more } });
  tell(openedAt, "Service Case Opened", { priority: random.chance(0.2) ? "high" : "normal" });
  tell(openedAt + (resolvedAt - openedAt) / 3, "Service Case Updated", { status: "waiting" });
  tell(resolvedAt, "Service Case Resolved", { status: "resolved" });
  if (random.chance(0.5)) {
    const score = 1 + random.below(5);
    tell(resolvedAt + dayMs / 4, "Feedback Given", {
      score,
      touchpoint: "service",
      signal: score > 3 ? 1 : -1,
    });
  }
}
