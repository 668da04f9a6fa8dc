import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../kernel/clock.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { createViewStore } from "./clickhouse/view-store.ts";
import { noModels } from "./items/models.ts";
import { createShelfStore } from "./postgres/shelf-store.ts";
import type { Shelf } from "./shelf.ts";
import { createShelves, type Shelves, type ViewStore } from "./shelves.ts";

const now = Date.UTC(2026, 5, 1);
const day = 86_400_000;

let stores: TestStores;
let shelves: Shelves;
let shelf: Shelf;
const reported: string[] = [];

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

beforeEach(async () => {
  await stores.database.query("truncate product, stock, sale, sale_line, item_count");
  await stores.memory.command("truncate table event");
  open(createViewStore(stores.memory));
});

function open(views: ViewStore): Shelves {
  shelves = createShelves({
    store: createShelfStore(stores.database),
    modelsOf: () => noModels,
    views,
    segments: () => ["fans"],
    clock: stoppedClock(now),
    pause: async () => undefined,
    report: (job) => reported.push(job),
  });
  shelf = shelves.of(1);
  return shelves;
}

const addProduct = (key: string, priceMinor: number | null = 995) =>
  stores.database.query(
    `insert into product (brand_id, key, name, price_minor, currency, updated_at)
     values (1, $1, upper($1), $2::bigint, case when $2::bigint is null then null else 'GBP' end, to_timestamp(1))
     on conflict (brand_id, key) do update set price_minor = excluded.price_minor`,
    [key, priceMinor],
  );

const setStock = (key: string, quantity: number, store = "") =>
  stores.database.query(
    `insert into stock (brand_id, product_key, store_key, quantity, updated_at)
     values (1, $1, $2, $3, now())
     on conflict (brand_id, product_key, store_key) do update set quantity = excluded.quantity`,
    [key, store, quantity],
  );

async function addSale(key: string, at: number, ...products: readonly string[]): Promise<void> {
  await stores.database.query(
    `insert into sale (brand_id, sale_key, state, status, placed_at, channel, currency, net_minor, merchandise_minor)
     values (1, $1, '{}', 'completed', to_timestamp($2::double precision / 1000), 'web', 'GBP', 1, 1)`,
    [key, at],
  );
  await stores.database.query(
    `insert into sale_line (brand_id, sale_key, line, kind, product_key, quantity, net_minor)
     select 1, $1, p.ordinality, 'merchandise', p.key, 1, 1
     from unnest($2::text[]) with ordinality as p (key)`,
    [key, products],
  );
}

async function addViews(product: string, times: number, at = now - day): Promise<void> {
  const lines = Array.from({ length: times }, (_, position) =>
    JSON.stringify({
      brand_id: 1,
      position,
      leaf_id: 1,
      occurred_at: at,
      received_at: at,
      type: "track",
      name: "Product Viewed",
      channel: "web",
      source_id: 1,
      simulated: false,
      properties: JSON.stringify({ product_id: product }),
      context: "{}",
    }),
  );
  await stores.memory.insertLines("event", lines.join("\n"), `views of ${product} at ${at}`);
}

test("a product that is withdrawn is offered to nobody, keeps its name, and is back when it is sold again", async () => {
  const withdrawn = async (at: string | null) => {
    await stores.database.query("update product set withdrawn_at = $1::timestamptz where key = 'old'", [at]);
    await shelves.refresh(1);
    return { offered: shelf.product("old")?.name, known: shelf.known("old")?.name };
  };
  await addProduct("old");

  expect(await withdrawn("2026-01-01T00:00:00Z")).toEqual({ offered: undefined, known: "OLD" });
  expect(await withdrawn(null)).toEqual({ offered: "OLD", known: "OLD" });
});

test("a changed price and a sold-out product show at the next reading; nothing told of stock means in stock", async () => {
  await addProduct("cup");
  await addProduct("tea", null);
  await setStock("cup", 3);
  await shelves.refresh(1);
  expect(shelf.product("cup")).toEqual({ product: "cup", name: "CUP", priceMinor: 995, currency: "GBP" });
  expect(shelf.product("tea")).toEqual({ product: "tea", name: "TEA" });
  expect([shelf.isInStock("cup", ""), shelf.isInStock("tea", ""), shelf.isInStock("cup", "leeds")]).toEqual([
    true,
    true,
    true,
  ]);

  await addProduct("cup", 1_095);
  await setStock("cup", 0);
  await setStock("tea", -1, "leeds");
  await shelves.refresh(1);

  expect(shelf.product("cup")?.priceMinor).toBe(1_095);
  expect([shelf.isInStock("cup", ""), shelf.isInStock("tea", "leeds"), shelf.isInStock("tea", "")]).toEqual([
    false,
    false,
    true,
  ]);
  await setStock("cup", 1);
  await shelves.refresh(1);
  expect(shelf.isInStock("cup", "")).toBe(true);
});

test("a change that was begun before a reading and committed after it is not missed", async () => {
  await addProduct("cup");
  await shelves.refresh(1);

  await stores.database.transaction(async (tx) => {
    await tx.query(
      "insert into stock (brand_id, product_key, store_key, quantity, updated_at) values (1, 'cup', '', 0, now())",
    );
    await addProduct("tea");
    await shelves.refresh(1);
  });
  await shelves.refresh(1);

  expect(shelf.isInStock("cup", "")).toBe(false);
});

test("products are popular by the sales of the last 30 days, then by views and older sales", async () => {
  await addSale("o1", now - day, "cup", "tea");
  await addSale("o2", now - 2 * day, "tea");
  await addSale("o3", now - 60 * day, "milk");
  await addSale("o4", now - 200 * day, "ancient");
  await addViews("jam", 10);
  await addViews("milk", 2);
  await addViews("ancient", 50, now - 30 * day);

  await shelves.train(1);

  expect(shelf.popular()).toEqual(["tea", "cup", "jam", "milk"]);
});

test("while ClickHouse is away popularity goes on with the sales and the last views, and that is reported", async () => {
  let isAway = false;
  const views = createViewStore(stores.memory);
  open({
    viewCounts: (brandId, sinceMs) =>
      isAway ? Promise.reject(new Error("away")) : views.viewCounts(brandId, sinceMs),
  });
  await addViews("jam", 10);
  await shelves.train(1);
  isAway = true;
  await addSale("o1", now - day, "cup");

  await shelves.train(1);

  expect(shelf.popular()).toEqual(["cup", "jam"]);
  expect(reported).toEqual(["count-views"]);
});

test("bought together is what is in the same sales more often than its own sales explain", async () => {
  for (let at = 0; at < 40; at += 1) await addSale(`bag${at}`, now - day - at, "bag", `thing${at}`);
  for (let at = 0; at < 3; at += 1) await addSale(`pot${at}`, now - day - at, "pot", "bag", "tea");

  await shelves.train(1);

  expect(shelf.boughtWith("pot").map(([key]) => key)).toEqual(["tea", "bag"]);
  expect(shelf.boughtWith("nothing")).toEqual([]);
});

test("popular is counted by store, as it rises and in a segment; what came back counts nowhere", async () => {
  for (let at = 0; at < 8; at += 1) await addSale(`old${at}`, now - 20 * day, "tea");
  for (let at = 0; at < 4; at += 1) await addSale(`new${at}`, now - day, at < 3 ? "cup" : "tea");
  await addSale("back", now - day, "jam");
  await addSale("north", now - day, "milk");
  await stores.database.query("update sale_line set returned_quantity = quantity where sale_key = 'back'");
  await stores.database.query("update sale set store_key = 'north', leaf_id = 41 where sale_key = 'north'");
  await stores.database.query(
    "insert into leaf (brand_id, leaf_id, profile_id, namespace, value, epoch, proof, position) values (1, 41, 41, 'userId', 'fan', 0, 'secretKey', 1) on conflict do nothing",
  );
  await stores.database.query(
    `with made as (
       insert into definition (brand_id, kind, key, version) values (1, 'segment', 'fans', 1) returning definition_id
     )
     insert into segment_member (brand_id, segment_id, profile_id, entered_at) select 1, definition_id, 41, now() from made`,
  );

  await shelves.train(1);

  expect(shelf.popular()).toEqual(["tea", "cup", "milk"]);
  expect([shelf.popularInStore("north"), shelf.popularInStore("south")]).toEqual([["milk"], []]);
  expect(shelf.rising()).toEqual(["cup"]);
  expect(shelf.popularInSegment("fans")).toEqual(["milk"]);
});

test("the shelf knows what products have in common, what they earn and what is new", async () => {
  for (const [key, price] of ["a", "b", "c", "d", "e", "f"].map(
    (key, at) => [key, 1_000 * (at + 1)] as const,
  ))
    await addProduct(key, price);
  await stores.database.query(
    `update product set category = '{Home,lamp}', brand_name = 'Alder',
       attributes = jsonb_build_object('color', ' Blue', 'cost', '6.00', 'style', 's', 'size', 'M')`,
  );
  await stores.database.query("update product set added_at = case key when 'f' then to_timestamp($1) end", [
    now / 1_000 - 60,
  ]);
  await setStock("a", 2);
  await addSale("o1", now - day, "b");
  const bands = () => ["a", "c", "e"].map((key) => shelf.priceBand(key));
  await shelves.refresh(1);
  const beforeTraining = bands();
  await shelves.train(1);

  expect(shelf.facts("a")).toMatchObject({ brand: "Alder", colour: "blue", size: "M", margin: 0.4 });
  expect([beforeTraining, bands()]).toEqual([
    ["low", "middle", "high"],
    ["low", "middle", "high"],
  ]);
  expect(shelf.inCategory("lamp").slice(0, 2)).toEqual(["b", "f"]);
  expect([shelf.newest(), shelf.ofStyle("s").length]).toEqual([["f"], 6]);
  expect([shelf.isInStock("a", "", 1), shelf.isInStock("a", "", 2), shelf.isInStock("b", "", 2)]).toEqual([
    true,
    false,
    true,
  ]);
});

test("what one copy of the program counted all others answer by, also one that has just started; who counts is settled by the store", async () => {
  await addSale("o1", now - day, "tea", "cup");
  const [one, other] = [shelves, open(createViewStore(stores.memory))];
  const popular = () => [one.of(1).popular(), other.of(1).popular()];

  await Promise.all([one.trainWhenDue(1, 5_000), other.trainWhenDue(1, 5_000)]);
  await Promise.all([one.follow(1), other.follow(1)]);

  expect(popular()).toEqual([
    ["cup", "tea"],
    ["cup", "tea"],
  ]);
  await addSale("o2", now - day, "tea");
  // Not yet: it was counted just now.
  await other.trainWhenDue(1, 5_000);
  expect(popular()[1]).toEqual(["cup", "tea"]);
  await one.train(1);
  expect(popular()).toEqual([
    ["tea", "cup"],
    ["cup", "tea"],
  ]);
  expect(await other.follow(1)).toBe(2);
  expect(popular()[1]).toEqual(["tea", "cup"]);
  expect(one.of(1).boughtWith("tea")).toEqual(other.of(1).boughtWith("tea"));
});
