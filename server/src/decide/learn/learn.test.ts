import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemModels } from "../items/models.ts";
import { type Lessons, openLessons } from "./lessons.ts";
import { type Trained, trainModels } from "./train-models.ts";
import { openModels } from "./trained-models.ts";

const day = 86_400_000;
const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

interface Shop {
  readonly visitors: number;
  readonly customers: number;
}

/** Products come in ranges of ten: visitors stay in one and go up in it; customers buy pairs of neighbours, the same ones each month. */
function aShop({ visitors, customers }: Shop, order: (list: number[]) => number[] = (list) => list): Lessons {
  const book = openLessons();
  for (const visitor of order(Array.from({ length: visitors }, (_, at) => at))) {
    const [range, from] = [visitor % 20, visitor % 7];
    const products = [0, 1, 2, 3].map((step) => `r${range}-${(from + step) % 10}`);
    book.enterLooks({ at: products.map((_, step) => start + visitor * minute + step * 1_000), products });
  }
  for (const customer of order(Array.from({ length: customers }, (_, at) => at))) {
    const basket = [`r${customer % 20}-4`, `r${customer % 20}-5`];
    const times = [0, 30, 60].map((days) => start + customer * minute + days * day);
    book.enterPurchases({ at: times, products: times.map(() => basket) });
  }
  return book.close();
}

const enough: Shop = { visitors: 1_200, customers: 220 };
const trained = trainModels(aShop(enough));

async function learned({ card, bytes }: Trained): Promise<ItemModels> {
  return openModels(
    bytes,
    { ...card, version: 3, trainedAt: null, seconds: 0, peakMb: 0 },
    async () => undefined,
  );
}

test("what visitors go on to is recommended first, and a customer is offered what they come back for", async () => {
  const models = await learned(trained);
  const now = start + 90 * day;

  const next = models.nextInSession(["r7-1", "r7-2"], 5)?.map(([key]) => key);
  const bought = [90, 60].map((ago) => ["r9-4", now - ago * day] as const);

  expect(next?.[0]).toBe("r7-3");
  expect(models.boughtWith(["r3-4"], 3)?.map(([key]) => key)[0]).toBe("r3-5");
  expect(models.viewedWith(["r3-4"], 9)?.every(([key]) => key.startsWith("r3-"))).toBe(true);
  expect(models.nextBasket({ viewed: [], bought }, now, 2)?.map(([key]) => key)).toContain("r9-4");
  expect(models.forYou({ viewed: [["r5-2", now - day]], bought: [] }, now, 3)?.length).toBe(3);
  expect(models.nextInSession(["never heard of"], 5)).toEqual([]);
  expect(models.version).toBe(3);
});

test("scores fall from first to last, and a longer list begins with the shorter one", async () => {
  const models = await learned(trained);

  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.nat(19), fc.nat(9)).map(([range, at]) => `r${range}-${at}`),
        { minLength: 1, maxLength: 8 },
      ),
      (session) => {
        const long = models.nextInSession(session, 12) ?? [];

        expect(models.nextInSession(session, 4)).toEqual(long.slice(0, 4));
        expect(new Set(long.map(([key]) => key)).size).toBe(long.length);
        expect(long.map(([, score]) => score)).toEqual(
          long.map(([, score]) => score).toSorted((a, b) => b - a),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test("the same deeds teach the same, to the byte, in whatever order they are read", () => {
  const shuffled = trainModels(
    aShop(enough, (list) => list.toSorted((a, b) => ((a * 7) % 13) - ((b * 7) % 13))),
  );

  expect(Buffer.compare(trained.bytes, shuffled.bytes)).toBe(0);
  expect(shuffled.card).toEqual(trained.card);
});

test("below the data floor a model refuses and says what it lacks; what has enough is trained all the same", async () => {
  const few = trainModels(aShop({ visitors: 999, customers: 100 }));
  const models = await learned(few);
  const { card } = few;

  expect(card.models.nextInSession).toEqual({
    state: "refused",
    because: { lacks: "visits", has: 999, needs: 1_000 },
  });
  expect(card.models.nextBasket).toEqual({
    state: "refused",
    because: { lacks: "customers", has: 100, needs: 200 },
  });
  expect(card.models.boughtWith.state).toBe("trained");
  expect([models.nextInSession(["r1-1"], 5), models.forYou({ viewed: [], bought: [] }, start, 5)]).toEqual([
    undefined,
    undefined,
  ]);
  expect(models.boughtWith(["r1-4"], 1)?.[0]?.[0]).toBe("r1-5");
});

test("nothing at all is refused too, and the card tells figures on what the models had not seen", () => {
  const nothing = trainModels(openLessons().close());
  const { card } = trained;

  expect(Object.values(nothing.card.models).map(({ state }) => state)).toEqual(Array(5).fill("refused"));
  expect(nothing.card.data).toMatchObject({ from: null, until: null, looks: 0 });
  expect(card.models.nextInSession).toMatchObject({
    state: "trained",
    metrics: { hr20: expect.any(Number) },
  });
  expect(card.data).toMatchObject({
    visits: 1_200,
    looks: 4_800,
    customers: 220,
    sales: 660,
    products: 200,
  });
});

test("a pause of more than half an hour ends a visit", () => {
  const book = openLessons();
  book.enterLooks({
    at: [start, start + 30 * minute, start + 61 * minute],
    products: ["cup", "tea", "milk"],
  });

  const { visits, keys } = book.close();

  expect([...visits.starts]).toEqual([0, 2, 3]);
  expect([...visits.items].map((item) => keys[item])).toEqual(["cup", "tea", "milk"]);
});
