import type { Condition, InboxRecord } from "@attune/contract";
import { type OpenRoutes, openRoutes } from "../collect/testing/open-routes.ts";
import { loyaltyReads } from "../compose-loyalty.ts";
import { composeSegments } from "../compose-segments.ts";
import { loyaltyRoutes } from "../profile/loyalty/http/routes.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { putDefinition } from "../stream/testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "../stream/testing/open-stream.ts";
import { untilFilled } from "../stream/testing/until-filled.ts";

const day = 86_400_000;
export const people = 1_300;
const brand = { brandId: 1, key: "main", name: "Brand", timeZone: "Europe/London", currency: "GBP" };

export interface ReportScene {
  readonly open: OpenStream;
  readonly api: OpenRoutes;
  put(
    kind: "segment" | "list" | "scheme",
    key: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}

const orders = "Order Completed";
const segments: Readonly<Record<string, Condition>> = {
  even: { trait: "parity", is: "even" },
  store: { did: orders, where: { channel: { is: "store" } } },
  recent: { did: orders, within: "60d" },
};

/** Its segments: condition, and who is in it. */
export const inSegment: Readonly<Record<"even" | "store" | "recent", (n: number) => boolean>> = {
  even: (n) => n % 2 === 0,
  store: (n) => n % 3 === 0,
  recent: (n) => (n % 2 === 0 ? n % 3 !== 2 : n % 6 === 1),
};
export const conditionsOfScene: readonly Condition[] = Object.values(segments);

/**
 * Customer n bought 200 days ago, with an even number also 150 days ago; those of `recent` bought again 30 days ago. Two of four neighbours
 * are from Bath; every third buys in the store. One more customer never bought. Loyalty is kept, segments are filled, two schemes and three lists stand.
 */
export async function openReportScene(): Promise<ReportScene> {
  const open = await openStream();
  const { database, memory } = open.stores;
  await database.query(
    `insert into product (brand_id, key, name, category, brand_name, updated_at)
     values (1, 'mug', 'Mug', '{Kitchen}', 'Acme', now()), (1, 'lamp', 'Lamp', '{Light}', null, now())`,
  );
  await untilFilled(database);
  await open.take(Array.from({ length: people }, (_, n) => recordsOf(n)).flat());
  await open.take([anEvent({ userId: "nobody", occurredAt: testNow - day })]);
  const put: ReportScene["put"] = (kind, key, body) => putDefinition(open, kind, key, body);
  for (const [key, condition] of Object.entries(segments))
    await put("segment", key, { name: key, condition });
  for (const key of Object.keys(segments)) await untilLive(open, key);
  const scheme = { objective: "More of each", owner: "Ada", segments: Object.keys(segments) };
  await put("scheme", "fall", { ...scheme, name: "Fall", waterfall: true, remainder: "The rest" });
  await put("scheme", "beside", { ...scheme, name: "Beside", waterfall: false });
  for (const key of ["seed", "alike", "few"]) await put("list", key, { name: key });
  const api = await openRoutes((router) => {
    composeSegments({ router, database, memory, clock: open.clock, brand, stream: open.stream });
    loyaltyRoutes(router, loyaltyReads({ database, brand }, open.clock));
  });
  return { open, api, put };
}

function recordsOf(n: number): readonly InboxRecord[] {
  const userId = `c${n}`;
  const order = (nth: number, daysAgo: number, price: number): InboxRecord =>
    anEvent({
      userId,
      name: orders,
      channel: inSegment.store(n) ? "store" : "web",
      occurredAt: testNow - daysAgo * day - n * 1_000,
      properties: {
        order_id: `o${n}-${nth}`,
        currency: "GBP",
        products: [{ product_id: n % 2 === 0 ? "mug" : "lamp", price, quantity: 1 }],
        shipping: 5,
      },
    });
  return [
    anEvent({
      userId,
      type: "identify",
      name: "Identified",
      occurredAt: testNow - 300 * day,
      traits: { town: n % 4 < 2 ? "Bath" : "Leeds", parity: n % 2 === 0 ? "even" : "odd", firstName: "Ann" },
    }),
    order(1, 200, 20),
    ...(inSegment.even(n) ? [order(2, 150, 10)] : []),
    ...(inSegment.recent(n) ? [order(3, 30, 10)] : []),
  ];
}

const patienceMs = 30_000;

/** Until the reports answer for it: what the doors know comes a moment after what is written. */
async function untilLive(open: OpenStream, key: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const found = open.stream.segments.program().definitions.find((one) => one.key === key);
    if (found !== undefined && open.stream.segments.answered().has(found.segmentId)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited in vain for ${key} to be live.`);
}
