import { day, hour, track, type Wire } from "../journeys/shop.ts";

/** Everything that customers of a landing do, made up, with message ids and times of its own, so that it can be sent again. */
export interface Happening {
  readonly key: "site" | "till";
  readonly events: readonly Wire[];
}

const names = (
  "Ada Bela Cleo Dora Emil Fynn Gina Hugo Ines Jona Kira Lars Mila Nils Olga Pina Quin Rosa Sven Tilo " +
  "Ulla Vito Wim Xena Yara Zeno Anja Bodo Cara Dirk Elsa Falk Gesa Hans Inga Jule"
).split(" ");
const cities = ["Leeds", "York", "Bath", "Cork", "Lyon"];
const tiers = ["gold", "silver", "bronze"];
const products = ["mug", "lamp", "vase", "rug", "pot", "bowl"];

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? "";
const userOf = (n: number): Wire => ({ userId: `c-${n}` });
const deviceOf = (n: number): Wire => ({ anonymousId: `device-${n}` });

const people: readonly number[] = names.map((_, at) => at + 1);

/** A customer's life up to a day before `now`: introduced at the till, seen on the site, with orders and consents by number. */
export function historyOf(now: number): readonly Happening[] {
  const stamp = stamper(now, "history");
  return people.flatMap((n) => [
    { key: "site" as const, events: visitBefore(n).map(stamp) },
    {
      key: "till" as const,
      events: [introduction(n), ...ordersOf(n), ...consentsOf(n), ...cartOf(n)].map(stamp),
    },
    { key: "site" as const, events: visitAfter(n).map(stamp) },
  ]);
}

type Moved = readonly [ageMs: number, event: Wire];

/** Gives each event its own message id and a time that it will state again when it is sent again. */
function stamper(now: number, prefix: string): (moved: Moved) => Wire {
  let count = 0;
  return ([ageMs, event]) => {
    count += 1;
    return {
      ...event,
      messageId: `${prefix}-${count}`,
      timestamp: new Date(now - ageMs).toISOString(),
      sentAt: new Date(now).toISOString(),
    };
  };
}

function introduction(n: number): Moved {
  const traits = {
    firstName: pick(names, n - 1),
    lastName: "Sample",
    email: `${pick(names, n - 1).toLowerCase()}@example.com`,
    phone: `+44 7700 900${100 + n}`,
    tier: pick(tiers, n),
    visits: n,
    address: { city: pick(cities, n), country: n % 5 === 4 ? "FR" : "GB" },
  };
  // Every third is known to the shop's own server by her device too.
  const device = n % 3 === 0 ? deviceOf(n) : {};
  return [(150 - n) * day, { type: "identify", ...userOf(n), ...device, traits }];
}

/** Anonymous, before she is known on that device. */
function visitBefore(n: number): readonly Moved[] {
  if (n % 4 === 0) return [];
  return [
    [160 * day, { type: "page", name: "Home", ...deviceOf(n), context: page("/") }],
    [160 * day - hour, viewed(deviceOf(n), n)],
  ];
}

function visitAfter(n: number): readonly Moved[] {
  if (n % 4 === 0) return [];
  const both = { ...deviceOf(n), ...userOf(n) };
  const known: readonly Moved[] =
    n % 3 === 0
      ? []
      : [[(140 - n) * day, { type: "identify", ...both, traits: { pet: pick(["cat", "dog"], n) } }]];
  return [
    ...known,
    [(n % 20) * day + 2 * hour, viewed(both, n + 1)],
    [n * hour + 3 * hour, viewed(both, n + 2)],
  ];
}

function viewed(who: Wire, n: number): Wire {
  const product = pick(products, n);
  return track("Product Viewed", who, { product_id: product }, { context: page(`/products/${product}`) });
}

function page(path: string): Wire {
  const url = `https://shop.example.com${path}?ref=made-up`;
  return {
    page: { path, url, search: "?ref=made-up" },
    ip: "192.0.2.1",
    userAgent: "Sample/1.0",
    locale: "en-GB",
  };
}

function ordersOf(n: number): readonly Moved[] {
  return Array.from({ length: n % 4 }, (_, at): Moved => {
    const age = (n * 3 + at * 31) % 115;
    const order = {
      order_id: `o-${n}-${at}`,
      currency: "GBP",
      products: [line(n + at, 1 + (n % 3)), line(n + at + 2, 1)],
      shipping: 3.5,
      ...(n % 6 === 1 ? { coupon: "SPRING" } : {}),
    };
    return [age * day + 5 * hour, track("Order Completed", userOf(n), order)];
  });
}

function line(n: number, quantity: number, more: Wire = {}): Wire {
  return { product_id: pick(products, n), price: 4.5 + (n % 6) * 10, quantity, ...more };
}

function consentsOf(n: number): readonly Moved[] {
  const given: Moved = [
    90 * day,
    track("Consent Given", userOf(n), {
      purpose: n % 2 === 0 ? ["marketing", "personalisation"] : "marketing",
      channel: n % 2 === 0 ? "any" : "email",
      source: "form",
      text_version: "2026-01",
    }),
  ];
  const withdrawn: Moved = [
    30 * day,
    track("Consent Withdrawn", userOf(n), { purpose: "marketing", channel: "email", topic: "sale" }),
  ];
  if (n % 5 === 0) return [];
  return n % 7 === 0 ? [given, withdrawn] : [given];
}

function cartOf(n: number): readonly Moved[] {
  if (n % 6 !== 0) return [];
  return [
    [
      4 * day,
      track("Product Added", userOf(n), { product_id: pick(products, n), quantity: 2, price: "14.50" }),
    ],
  ];
}

/** What does not happen to everybody: tills without customers, shared devices, returns, an alias. */
export function incidentsOf(now: number): readonly Happening[] {
  const stamp = stamper(now, "incident");
  const till = (id: string, lines: readonly Wire[], who: Wire = {}, more: Wire = {}): Wire =>
    track("Store Purchase Completed", who, {
      order_id: id,
      location_id: "north",
      staff_id: "staff-7",
      tender: "cash",
      currency: "GBP",
      products: lines,
      ...more,
    });
  const kiosk = { anonymousId: "kiosk" };
  const tills: readonly Moved[] = [
    [9 * day, till("r-1", [line(0, 2), line(1, 1), line(6, 1, { kind: "fee" })])],
    [8 * day, till("r-2", [line(2, 1)])],
    [7 * day, till("r-3", [line(3, 1)], {}, { card: "6335 0000 0042" })],
    [6 * day, track("Receipt Claimed", userOf(5), { receipt_id: "r-1" })],
    [
      3 * day,
      track("Product Returned", userOf(7), { order_id: "o-7-0", return_id: "b-7", products: [line(7, 1)] }),
    ],
    [2 * day, track("Order Refunded", userOf(10), { order_id: "o-10-1", refund_id: "f-10", total: 5 })],
    [2 * day, track("Order Cancelled", userOf(11), { order_id: "o-11-2" })],
    [2 * day, till("x-1", [line(3, -1), line(5, 1)], userOf(7), { exchange: true, return_of: "o-7-1" })],
    [50 * day, track("Product Viewed", { userId: "old-35" }, { product_id: "vase" })],
    [49 * day, { type: "alias", ...userOf(35), previousId: "old-35" }],
  ];
  const shared: readonly Moved[] = [
    [5 * day, viewed(kiosk, 1)],
    [5 * day - hour, { type: "identify", ...kiosk, ...userOf(10) }],
    [4 * day, { type: "identify", ...kiosk, ...userOf(11) }],
    [4 * day - hour, viewed({ ...kiosk, ...userOf(11) }, 2)],
    [3 * day, track("Signed Out", { ...kiosk, ...userOf(11) })],
    [2 * day, viewed(kiosk, 3)],
    [day, { type: "page", name: "Stranger", anonymousId: "stranger", context: page("/about") }],
  ];
  return [
    { key: "till", events: tills.map(stamp) },
    { key: "site", events: shared.map(stamp) },
  ];
}

/** The last minutes: what runs out of its window soon. */
export function lastMinutesOf(now: number): readonly Happening[] {
  const stamp = stamper(now, "minutes");
  const events = [1, 2, 3].map((n): Moved => [n * 60_000, viewed({ ...deviceOf(n), ...userOf(n) }, n + 3)]);
  return [{ key: "site", events: events.map(stamp) }];
}

/** Taken while ClickHouse is away: folded, and on their way to it. */
export function unsunkOf(now: number): readonly Happening[] {
  const stamp = stamper(now, "unsunk");
  const site: readonly Moved[] = [
    [40_000, viewed({ ...deviceOf(13), ...userOf(13) }, 1)],
    [39_000, { type: "page", name: "New", anonymousId: "newcomer", context: page("/new") }],
    [
      38_000,
      { type: "identify", anonymousId: "newcomer", userId: "newcomer", traits: { firstName: "Nova" } },
    ],
  ];
  const till: readonly Moved[] = [
    [
      35_000,
      track("Order Completed", userOf(13), { order_id: "late-1", currency: "GBP", products: [line(1, 3)] }),
    ],
    [34_000, track("Consent Withdrawn", userOf(2), { purpose: "marketing" })],
    [33_000, { type: "identify", ...userOf(14), traits: { tier: "gold", phone: null } }],
  ];
  return [
    { key: "site", events: site.map(stamp) },
    { key: "till", events: till.map(stamp) },
  ];
}

/** Answered when nobody folds: the next program does. With a repeat of a message that was folded. */
export function unfoldedOf(now: number): readonly Happening[] {
  const stamp = stamper(now, "unfolded");
  const site: readonly Moved[] = [
    [20_000, viewed({ anonymousId: "last" }, 4)],
    [19_000, { type: "identify", anonymousId: "last", userId: "last", traits: { firstName: "Lea" } }],
    [18_000, viewed({ anonymousId: "last", userId: "last" }, 5)],
  ];
  const till: readonly Moved[] = [
    [
      15_000,
      track("Order Completed", userOf(16), { order_id: "late-2", currency: "GBP", products: [line(2, 9)] }),
    ],
    [
      14_000,
      track("Product Returned", userOf(13), {
        order_id: "late-1",
        return_id: "b-13",
        products: [line(1, 1)],
      }),
    ],
    [13_000, track("Consent Given", userOf(15), { purpose: "personalisation" })],
    [12_000, { type: "identify", ...userOf(17), traits: { tier: "gold", email: "new-mail@example.com" } }],
  ];
  const again = lastMinutesOf(now).flatMap(({ events }) => events.slice(0, 1));
  return [
    { key: "site", events: [...site.map(stamp), ...again] },
    { key: "till", events: till.map(stamp) },
  ];
}
