import { afterOrder } from "./after-order.ts";
import type { Product } from "./catalogue.ts";
import type { Voice } from "./event.ts";
import { introduce } from "./introduce.ts";
import { type Device, deviceOf } from "./person.ts";
import { choose, idOf, type Line, mark, productProperties, type Scene, say, totalMinor } from "./scene.ts";

/** A session on the web or in the app: pages, products, a cart, perhaps an order. */
export function visitOnline(scene: Scene, buys: boolean): void {
  const { random, person } = scene;
  const inApp = random.chance(person.appShare);
  const isLoggedIn = person.known && (buys || random.chance(inApp ? 0.95 : 0.5));
  const session = openSession(scene, inApp, isLoggedIn);
  land(session);
  if (isLoggedIn) introduce(scene, session.voice, session.now(), 0.3);
  search(session);
  const viewed = browse(session, buys);
  const lines = fillCart(session, viewed, buys);
  if (lines.length > 0 && buys) checkOut(session, lines);
}

interface Session {
  readonly scene: Scene;
  readonly inApp: boolean;
  readonly origin: (typeof origins)[number];
  readonly voice: Voice;
  /** A little later at each call. */
  readonly now: () => number;
}

type Part = Readonly<Record<string, unknown>>;

function openSession(scene: Scene, inApp: boolean, isLoggedIn: boolean): Session {
  const { random, person, ownRandom, world } = scene;
  const kind = inApp ? "phone" : "browser";
  const device = deviceOf(world.settings, ownRandom, person.index, kind, scene.at);
  let at = scene.at;
  const context = inApp ? appContext(scene, device) : webContext(scene, device);
  const { anonymousId } = device;
  return {
    scene,
    inApp,
    origin: random.pick(origins),
    voice: isLoggedIn ? { userId: person.userId, anonymousId, context } : { anonymousId, context },
    now: () => {
      at += 4_000 + random.below(50_000);
      return at;
    },
  };
}

const shop = "https://shop.example.com";
const origins = [
  { referrer: "", search: "", campaign: undefined },
  { referrer: "https://search.example.com/", search: "", campaign: undefined },
  {
    referrer: "https://social.example.com/feed",
    search: "?utm_source=social&utm_medium=paid&utm_campaign=autumn",
    campaign: { source: "social", medium: "paid", name: "autumn" },
  },
  {
    referrer: "",
    search: "?utm_source=newsletter&utm_medium=email&utm_campaign=weekly",
    campaign: { source: "newsletter", medium: "email", name: "weekly" },
  },
] as const;

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
];

function webContext(scene: Scene, device: Device): Part {
  return {
    channel: "web",
    userAgent: agents[device.model],
    locale: "en-GB",
    ip: address(scene),
    library: { name: "analytics.js", version: "npm:next-1.84.3" },
    ...mark(scene),
  };
}

function appContext(scene: Scene, device: Device): Part {
  return {
    channel: "app",
    app: { name: "Shop", version: "4.2.0", build: "420" },
    device: { manufacturer: "Example", model: `Phone ${device.model}`, type: "android" },
    os: { name: "Android", version: "16" },
    locale: "en-GB",
    ip: address(scene),
    library: { name: "analytics-kotlin", version: "1.19.2" },
    ...mark(scene),
  };
}

/** From the ranges kept for documentation. */
function address(scene: Scene): string {
  return `${scene.random.chance(0.5) ? "198.51.100" : "203.0.113"}.${1 + scene.random.below(254)}`;
}

function land(session: Session): void {
  const { scene, voice, origin, inApp, now } = session;
  if (inApp) {
    say(scene, voice, now(), { type: "screen", name: "Home", properties: {} });
    return;
  }
  const { referrer, search } = origin;
  const page = { path: "/", referrer, search, title: "Shop", url: `${shop}/${search}` };
  const context =
    origin.campaign === undefined ? voice.context : { ...voice.context, campaign: origin.campaign };
  say(scene, { ...voice, context }, now(), { type: "page", name: "Home", properties: page }, page);
}

function track(session: Session, event: string, properties: Part, path: string, title: string): void {
  const said = { type: "track", event, properties } as const;
  const page = { path, referrer: `${shop}/`, search: "", title, url: shop + path };
  say(session.scene, session.voice, session.now(), said, session.inApp ? undefined : page);
}

function search(session: Session): void {
  const { scene } = session;
  if (scene.random.chance(0.2)) {
    const query = choose(scene).name.split(" ").slice(1).join(" ");
    track(session, "Products Searched", { query }, "/search", `Search: ${query}`);
  } else if (scene.random.chance(0.5)) {
    const category = choose(scene).category[0] ?? "";
    track(session, "Product List Viewed", { list_id: category, category }, `/c/${category}`, category);
  }
}

function browse(session: Session, buys: boolean): readonly Product[] {
  const { scene } = session;
  const count = (buys ? 1 : 0) + scene.random.geometric(2.2);
  return Array.from({ length: count }, () => {
    const product = choose(scene);
    const properties = { ...productProperties({ product, quantity: 1 }), currency: product.currency };
    track(session, "Product Viewed", properties, `/p/${product.key.toLowerCase()}`, product.name);
    return product;
  });
}

function fillCart(session: Session, viewed: readonly Product[], buys: boolean): readonly Line[] {
  const { random } = session.scene;
  const taken = viewed.filter((_, at) => (buys && at === 0) || random.chance(buys ? 0.35 : 0.09));
  const lines = taken.map((product) => ({ product, quantity: 1 + random.geometric(0.25) }));
  const cart_id = idOf(session.scene, "K");
  for (const line of lines) {
    const path = `/p/${line.product.key.toLowerCase()}`;
    track(session, "Product Added", { cart_id, ...productProperties(line) }, path, line.product.name);
  }
  if (lines.length > 0) {
    const products = lines.map(productProperties);
    track(session, "Cart Viewed", { cart_id, products }, "/cart", "Cart");
  }
  return lines;
}

function checkOut(session: Session, lines: readonly Line[]): void {
  const { scene, inApp, voice } = session;
  const { settings, catalogue } = scene.world;
  const order_id = idOf(scene, "O");
  const subtotal = totalMinor(lines) / 100;
  const products = lines.map(productProperties);
  const { currency } = catalogue;
  const started = { order_id, value: subtotal, revenue: subtotal, currency, products };
  track(session, "Checkout Started", started, "/checkout", "Checkout");
  if (!settings.onlineOrders) return;
  const shipping = subtotal >= 50 ? 0 : 3.95;
  const total = Math.round((subtotal + shipping) * 100) / 100;
  const completed = { order_id, subtotal, revenue: subtotal, shipping, total, currency, products };
  track(session, "Order Completed", completed, "/thanks", "Thank you");
  afterOrder(scene, voice, { orderId: order_id, lines, at: scene.at, channel: inApp ? "app" : "web" });
}
