import { ago, minuteMs } from "./mock-people.ts";

export interface MockAside {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly original: string;
  readonly receivedAt: string;
}

const cases: readonly (readonly [code: string, path: string, message: string, event: unknown])[] = [
  [
    "event.no_identifier",
    "/userId",
    "The event names nobody: it needs a userId or an anonymousId that is not a placeholder such as `null` or `guest`.",
    {
      type: "track",
      event: "Order Completed",
      userId: "guest",
      timestamp: "2026-11-19T14:02:11.000Z",
      properties: {
        order_id: "581480",
        revenue: 41.2,
        currency: "GBP",
        products: [{ product_id: "22423", quantity: 1 }],
      },
    },
  ],
  [
    "event.invalid_time",
    "/timestamp",
    "A time is ISO 8601 text, or milliseconds since 1970, not before 1970.",
    { type: "page", anonymousId: "3f0e", name: "Lights", timestamp: "yesterday" },
  ],
  [
    "event.no_name",
    "/event",
    "A track event carries its name in `event`.",
    { type: "track", userId: "13007" },
  ],
];

export function firstAsides(): Map<string, MockAside> {
  const asides = Array.from({ length: 9 }, (_, index): MockAside => {
    const [code, path, message, event] = cases[index % cases.length] ?? ["", "", "", {}];
    return {
      id: `qua_${index + 1}`,
      code,
      path,
      message,
      original: JSON.stringify(event),
      receivedAt: ago((index * 17 + 4) * minuteMs),
    };
  });
  return new Map(asides.map((aside) => [aside.id, aside]));
}

export function toListed(aside: MockAside): object {
  const event = JSON.parse(aside.original) as { type?: string; event?: string; name?: string };
  return {
    id: aside.id,
    code: aside.code,
    path: aside.path,
    message: aside.message,
    source: "shop",
    receivedAt: aside.receivedAt,
    releasedAt: null,
    releasedPosition: null,
    event: { type: event.type ?? null, name: event.event ?? event.name ?? null },
  };
}

/** What is still wrong with a mended event. */
export function stillWrong(event: unknown): { pointer: string; message: string }[] {
  const { userId, anonymousId, timestamp } = event as {
    userId?: unknown;
    anonymousId?: unknown;
    timestamp?: unknown;
  };
  if ((userId === undefined || userId === "guest") && anonymousId === undefined) {
    return [{ pointer: "/userId", message: cases[0]?.[2] ?? "" }];
  }
  return timestamp === "yesterday" ? [{ pointer: "/timestamp", message: cases[1]?.[2] ?? "" }] : [];
}
