/** Made-up customers; some with names that break pages which were not looked at. */

export interface MockCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
  readonly lastSeenAt: string;
  readonly channels: readonly string[];
  readonly segments: readonly string[];
  readonly orders: {
    readonly count: number;
    readonly netMinor: number;
    readonly currency: string;
    readonly lastAt: string | null;
  };
  readonly simulated: boolean;
}

/** The moment of the made-up world; the browser's clock is set to it. */
export const mockNow: number = Date.parse("2026-11-19T14:10:00Z");
export const minuteMs = 60_000;
export const hourMs: number = 60 * minuteMs;
export const dayMs: number = 24 * hourMs;

const firstNames = [
  "Ada",
  "Bruno",
  "Chiara",
  "Dilan",
  "Elif",
  "Farid",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Kaja",
  "Leo",
];
const lastNames = [
  "Fairweather",
  "Okafor",
  "Lindqvist",
  "Marchetti",
  "Brandt",
  "Novak",
  "Said",
  "Whitlock",
  "Yilmaz",
];
const oddNames = [
  "ليلى الحسيني",
  "<b>Robert</b> & Söhne <script>alert(1)</script>",
  "Maximiliane Charlotte Wolfeschlegelsteinhausenbergerdorff-Throckmorton von und zu Hohenlohe",
  "נועה לוי",
];

export function ago(ms: number): string {
  return new Date(mockNow - ms).toISOString();
}

export const heroId = "prf_1k";

export const customers: readonly MockCustomer[] = [
  hero(),
  ...Array.from({ length: 420 }, (_, index) => oneOf(index)),
];

function hero(): MockCustomer {
  return {
    id: heroId,
    name: "Ada Fairweather",
    identifiers: [
      { namespace: "userId", value: "12583" },
      { namespace: "email", value: "ada.fairweather@example.com" },
      { namespace: "phone", value: "+441632960123" },
      { namespace: "card", value: "9827 3341 0042" },
      { namespace: "anonymousId", value: "6f1c2d1e-7b1a-4a53-9a55-b7d1a2c90e44" },
    ],
    lastSeenAt: ago(3 * minuteMs),
    channels: ["web", "store", "email"],
    segments: ["bought-twice", "looked-at-lanterns", "may-be-mailed"],
    orders: { count: 17, netMinor: 128_745, currency: "GBP", lastAt: ago(4 * dayMs) },
    simulated: false,
  };
}

function oneOf(index: number): MockCustomer {
  const count = (index * 7) % 5 === 0 ? 0 : (index * 13) % 9;
  return {
    id: `prf_${(index + 100).toString(36)}x`,
    name: nameOf(index),
    identifiers: [
      index % 4 === 3
        ? {
            namespace: "anonymousId",
            value: `d3b07384-${String(index).padStart(4, "0")}-4ad5-9c1f-113edec49eaa`,
          }
        : { namespace: "userId", value: String(13_000 + index) },
      ...(index % 2 === 0 ? [{ namespace: "email", value: `customer${index}@example.com` }] : []),
    ],
    lastSeenAt: ago((index * index + 7) * 11 * minuteMs),
    channels: [["web"], ["web", "store"], ["store"], ["app", "web", "email"]][index % 4] ?? [],
    segments: ["bought-twice", "may-be-mailed", "lapsed"].slice(0, (index * 5) % 4),
    orders: {
      count,
      netMinor: count * (1_250 + ((index * 731) % 9_000)),
      currency: "GBP",
      lastAt: count === 0 ? null : ago((index + 2) * dayMs),
    },
    simulated: index % 3 === 1,
  };
}

function nameOf(index: number): string | null {
  const odd = index % 29 === 5 ? oddNames[((index / 29) % oddNames.length) | 0] : undefined;
  if (odd !== undefined) return odd;
  if (index % 4 === 3) return null;
  return `${firstNames[index % firstNames.length]} ${lastNames[(index * 5) % lastNames.length]}`;
}
