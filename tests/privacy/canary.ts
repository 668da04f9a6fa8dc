/** A made-up person whose every value is found nowhere else. */
export const canary = {
  userId: "canary-user-7f3a91",
  anonymousId: "canary-device-2c84be",
  previousId: "canary-before-5d10aa",
  messageId: "canary-message-e06f27",
  email: "kanarienvogel@aviary.example",
  name: "Zephyrine Quillfeather",
  phone: "+447700900461",
  ip: "198.51.100.77",
  card: "6331100199887766",
  street: "17 Birdcage Mews",
  text: "the warbler never arrived",
  urlQuery: "voucher=chirp4711",
  userAgent: "CanaryBrowser/9.9",
} as const;

/** Pieces of the values that must be found nowhere outside Postgres, in lower case. */
export const canaryPieces: readonly string[] = [
  "canary",
  "kanarienvogel",
  "zephyrine",
  "quillfeather",
  "7700900461",
  "198.51.100.77",
  "6331100199887766",
  "birdcage",
  "warbler",
  "chirp4711",
];

const page = `https://shop.example/basket?${canary.urlQuery}#${canary.name}`;

const context = {
  ip: canary.ip,
  userAgent: canary.userAgent,
  locale: "en-GB",
  page: { path: "/basket", url: page, referrer: page, search: `?${canary.urlQuery}`, title: canary.name },
  traits: { email: canary.email, phone: canary.phone },
  externalIds: [{ id: canary.card, type: "loyalty", collection: "users", encoding: "none" }],
  device: { id: canary.anonymousId, advertisingId: canary.anonymousId, type: "ios" },
  integrations: { Mailer: { address: canary.email } },
};

const traits = {
  name: canary.name,
  email: canary.email,
  phone: canary.phone,
  address: { street: canary.street, city: canary.street, country: "GB" },
  favouriteThing: canary.text,
};

const properties = {
  product_id: "mug",
  email: canary.email,
  contact: canary.email,
  firstName: canary.name,
  customer: { anything: canary.text },
  shipping_address: { line: canary.street },
  card_number: canary.card,
  query: canary.text,
  comment: canary.text,
  landing: page,
  nested: [{ deeper: { phone: canary.phone, link: page } }],
};

const who = { userId: canary.userId, anonymousId: canary.anonymousId, messageId: canary.messageId, context };

/** One event of each type, with the person in every part that may hold one; message ids of their own. */
export const goodEvents: readonly Readonly<Record<string, unknown>>[] = [
  { ...who, type: "identify", traits },
  { ...who, type: "track", event: "Product Viewed", properties },
  {
    ...who,
    type: "track",
    event: "Order Completed",
    properties: { ...properties, order_id: "o-1", total: 12 },
  },
  {
    ...who,
    type: "track",
    event: "Consent Given",
    properties: { purpose: "personalisation", proof: canary.text },
  },
  { ...who, type: "page", name: "Basket", properties: { ...properties, url: page } },
  { ...who, type: "screen", name: "Basket", properties },
  { ...who, type: "group", groupId: canary.previousId, traits },
  { ...who, type: "alias", previousId: canary.previousId },
].map((event, at) => ({ ...event, messageId: `${canary.messageId}-${at}` }));

/** Each is set aside for a reason of its own. */
export const badEvents: readonly unknown[] = [
  { ...who, type: canary.name },
  { ...who, type: "track", properties },
  { ...who, type: "track", event: `${canary.name}\u0000`, properties },
  { ...who, type: "track", event: "Nobody", userId: "null", anonymousId: "guest", properties },
  { ...who, type: "track", event: "No Time", timestamp: canary.text },
  { ...who, type: "track", event: "No Object", properties: canary.text },
  {
    ...who,
    type: "track",
    event: "Too Large",
    properties: { ...properties, note: canary.text.repeat(2_000) },
  },
  { ...who, type: "track", event: "Long Id", userId: canary.userId.repeat(60) },
  canary.text,
];

export const customerRow: object = {
  line: 1,
  record: { userId: canary.userId, traits, identifiers: { email: canary.email, card: canary.card } },
};
export const badRows: readonly object[] = [
  { line: 2, record: { userId: canary.userId, traits: canary.text } },
  { line: 3, record: { name: canary.name } },
];
