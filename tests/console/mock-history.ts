import { ago, dayMs, heroId, hourMs, type MockCustomer, minuteMs } from "./mock-people.ts";

const products = [
  ["22423", "Regency cakestand 3 tier", 1_095],
  ["85123A", "White hanging heart t-light holder", 255],
  ["47566", "Party bunting", 495],
  ["84879", "Assorted colour bird ornament", 169],
  ["23084", "Rabbit night light", 208],
  [
    "22086",
    "Paper chain kit 50's Christmas, a title as long as suppliers like to write them, with size, colour and pack",
    295,
  ],
] as const;

const heroConsents = [
  {
    purpose: "personalisation",
    channel: "any",
    topic: null,
    state: "granted",
    effectiveAt: ago(90 * dayMs),
  },
  {
    purpose: "marketing",
    channel: "email",
    topic: null,
    state: "granted",
    effectiveAt: ago(12 * dayMs),
  },
  {
    purpose: "marketing",
    channel: "sms",
    topic: "sale",
    state: "withdrawn",
    effectiveAt: ago(2 * dayMs),
  },
];

export function profileOf(customer: MockCustomer): object {
  const isHero = customer.id === heroId;
  return {
    id: customer.id,
    name: customer.name,
    identifiers: customer.identifiers,
    traits: {
      ...(customer.name === null ? {} : { name: customer.name }),
      ...(isHero
        ? {
            email: "ada.fairweather@example.com",
            address: { city: "Leeds", country: "GB" },
            firstSeenIn: "Leeds, Briggate",
          }
        : {}),
    },
    traitSources: {
      name: { at: ago(200 * dayMs), source: "orders", inferred: false },
      email: { at: ago(3 * dayMs), source: "shop", inferred: false },
      "address.city": { at: ago(4 * dayMs), source: "orders", inferred: false },
      "address.country": { at: ago(4 * dayMs), source: "orders", inferred: false },
      firstSeenIn: { at: ago(90 * dayMs), source: "stores", inferred: true },
    },
    segments: customer.segments,
    consents: isHero ? heroConsents : [],
    lastSeen: Object.fromEntries(
      customer.channels.map((channel, at) => [channel, ago((3 + at * 1_500) * minuteMs)]),
    ),
    openCart: {
      currency: "GBP",
      items: isHero
        ? [
            { product: "22423", name: "Regency cakestand 3 tier", quantity: 1, priceMinor: 1_095 },
            { product: "23084", name: "Rabbit night light", quantity: 2, priceMinor: 208 },
          ]
        : [],
    },
    lastViewed: isHero
      ? products
          .slice(0, 4)
          .map(([product, name], at) => ({ product, name, at: ago((at * 9 + 3) * minuteMs) }))
      : [],
    orders: customer.orders,
    simulated: customer.simulated,
  };
}

export function membershipsOf(customer: MockCustomer): object[] {
  const all = [
    {
      key: "bought-twice",
      name: "Bought twice in 30 days",
      since: ago(4 * dayMs),
      why: "Did “Order Completed” at least twice in the last 30 days.",
      until: ago(-11 * dayMs),
    },
    {
      key: "looked-at-lanterns",
      name: "Looked at lanterns, not bought",
      since: ago(2 * hourMs),
      why: "Viewed products of the category Lanterns three times since Monday and ordered none.",
      until: ago(-6 * dayMs - 2 * hourMs),
    },
    {
      key: "may-be-mailed",
      name: "May be e-mailed",
      since: ago(12 * dayMs),
      why: "Agreed to marketing by e-mail on 7 November.",
      until: null,
    },
    {
      key: "lapsed",
      name: "Lapsed",
      since: ago(40 * dayMs),
      why: "Last ordered more than 180 days ago.",
      until: null,
    },
  ];
  return all.filter(({ key }) => customer.segments.includes(key));
}

export function ordersOf(customer: MockCustomer): object[] {
  return Array.from({ length: customer.orders.count }, (_, index) => {
    const lines = products
      .slice(index % 4, (index % 4) + 1 + (index % 3))
      .map(([product, name, price], at) => ({
        kind: "merchandise",
        product,
        name,
        quantity: at + 1,
        returnedQuantity: index === 2 && at === 0 ? 1 : 0,
        netMinor: price * (at + 1),
        discountMinor: 0,
        returnedMinor: index === 2 && at === 0 ? price : 0,
      }));
    return {
      id: String(581_475 - index * 311),
      status: index === 1 ? "open" : "completed",
      placedAt: ago((4 + index * 19) * dayMs),
      channel: index % 3 === 1 ? "store" : "web",
      store: index % 3 === 1 ? "Leeds, Briggate" : null,
      staff: null,
      tender: null,
      accountType: "consumer",
      currency: "GBP",
      netMinor: lines.reduce((sum, line) => sum + line.netMinor - line.returnedMinor, 0),
      merchandiseMinor: 0,
      simulated: index % 3 === 1,
      lines,
      returns: [],
    };
  });
}

const happenings: readonly (readonly [name: string, channel: string, properties: (at: number) => object])[] =
  [
    [
      "Product Viewed",
      "web",
      (at) => ({ product_id: products[at % 6]?.[0], name: products[at % 6]?.[1], price: 2.55 }),
    ],
    ["Products Searched", "web", () => ({ query: "lantern" })],
    [
      "Product Added",
      "web",
      (at) => ({ product_id: products[at % 6]?.[0], name: products[at % 6]?.[1], quantity: 1 }),
    ],
    ["Store Visited", "store", () => ({ store_name: "Leeds, Briggate" })],
    ["Message Opened", "email", () => ({ subject: "The first lights of winter" })],
    ["Page Viewed", "web", () => ({ path: "/collections/lights", title: "Lights" })],
    ["Order Completed", "web", (at) => ({ order_id: String(581_475 - at), revenue: 41.2, currency: "GBP" })],
    ["Service Case Opened", "service", () => ({ subject: "A cakestand arrived broken" })],
    ["Loyalty Level Reached", "app", () => ({ level: "silver", points: 1200 })],
    ["Signed In", "web", () => ({})],
  ];

export function timelineOf(customer: MockCustomer): { name: string; channel: string }[] {
  const length = customer.id === heroId ? 160 : 12;
  return Array.from({ length }, (_, index) => {
    const [name, channel, properties] = happenings[index % happenings.length] ?? [
      "Signed In",
      "web",
      () => ({}),
    ];
    return {
      id: `evt_${customer.id}${index}`,
      type: "track",
      name,
      occurredAt: ago((3 + index * index * 7) * minuteMs),
      channel,
      properties: properties(index),
      simulated: channel === "store" || channel === "email",
    };
  });
}
