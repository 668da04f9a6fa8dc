import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { readTimeline } from "../sdk/recorded.ts";
import { type Shop, shopAt } from "./shop.ts";

const main = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "attune-imports-"));
let server: TestServer;
let shop: Shop;

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The command as somebody types it; what it says in one text. */
function attune(
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const env = { PATH: process.env["PATH"], ATTUNE_URL: server.url, ATTUNE_KEY: server.adminKey };
  const child = spawn(process.execPath, ["--no-warnings", main, ...words], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

type Cell = string | number;
interface Table {
  readonly mapping: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The last row of each is bad, and costs only itself. */
const tables = {
  products: {
    mapping:
      'record:\n  key: sku\n  name: title\n  price: price\n  currency: { value: GBP }\n  category: { column: path, type: list }\nlist: "/"\n',
    columns: ["sku", "title", "price", "path"],
    rows: [
      ["P1", "Lamp, brass", "19.99", "Home/Light"],
      ["P2", "Mug", "4.50", "Home/Kitchen"],
      ["P3", "Bad", "a lot", ""],
    ],
  },
  stores: {
    mapping:
      "record:\n  key: no\n  name: name\n  timeZone: zone\n  address: { city: town }\n  areas:\n    - { from: since, squareMetres: area }\n",
    columns: ["no", "name", "town", "zone", "since", "area"],
    rows: [
      ["north", "North", "Leeds", "Europe/London", "2020-01-01", "120.5"],
      ["moon", "Moon", "Crater", "Moon/Side", "2020-01-01", "1"],
    ],
  },
  customers: {
    mapping:
      "timeZone: Europe/London\nrecord:\n  userId: no\n  updatedAt: at\n  traits: { firstName: first, tier: tier }\n  identifiers: { email: mail, card: card }\n",
    columns: ["no", "first", "tier", "mail", "card", "at"],
    rows: [
      ["C1", "Ida", "gold", "Ida@Example.com", "6335 1", "2026-03-01T12:00"],
      ["C2", "Jo", "", "jo@example.com", "6335 2", "2026-03-02T10:00"],
      ["null", "Nobody", "", "", "", "2026-03-02T10:00"],
    ],
  },
  orders: {
    mapping:
      "timeZone: Europe/London\ndate: DD/MM/YYYY HH:mm\ngroup: no\nrecord:\n  orderId: no\n  userId: customer\n  placedAt: at\n  storeKey: store\n  currency: { value: GBP }\nline:\n  productKey: sku\n  quantity: pieces\n  price: price\n",
    columns: ["no", "customer", "at", "store", "sku", "pieces", "price"],
    rows: [
      ["O1", "C1", "01/07/2026 09:30", "", "P1", "2", "19.99"],
      ["O1", "C1", "01/07/2026 09:30", "", "P2", "1", "4.50"],
      ["O2", "", "15/01/2026 09:30", "north", "P2", "3", "4.50"],
      ["O3", "C1", "32/01/2026 09:30", "", "P2", "3", "4.50"],
    ],
  },
  events: {
    mapping:
      "record:\n  type: { value: track }\n  event: what\n  userId: who\n  messageId: id\n  timestamp: at\n  properties: { product_id: sku, channel: { value: app } }\n",
    columns: ["id", "who", "what", "sku", "at"],
    rows: [
      ["e1", "C1", "Product Viewed", "P2", "2026-03-01T10:00:00Z"],
      ["e2", "C1", "Product Viewed", "P1", "2026-03-02T10:00:00Z"],
      ["e3", "guest", "Product Viewed", "P1", "2026-03-02T10:00:00Z"],
    ],
  },
} satisfies Readonly<Record<string, Table>>;

const quoted = (cell: Cell): string => (/[",]/.test(String(cell)) ? `"${cell}"` : String(cell));

function writeCsv(path: string, { columns, rows }: Table): void {
  writeFileSync(path, `${[columns, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`);
}

function writeJsonLines(path: string, { columns, rows }: Table): void {
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  writeFileSync(path, objects.map((object) => JSON.stringify(object)).join("\n"));
}

function writeParquet(path: string, { columns, rows }: Table): void {
  parquetWriteFile({
    filename: path,
    columnData: columns.map((name, at) => ({
      name,
      data: rows.map((row) => String(row[at])),
      type: "STRING" as const,
    })),
  });
}

const forms = { csv: writeCsv, jsonl: writeJsonLines, parquet: writeParquet };

test("CSV, JSON Lines and Parquet say the same: the first run takes it, every further one changes nothing, bad rows are told by line", async () => {
  const importAll = async ([kind, table]: readonly [string, Table]): Promise<void> => {
    const map = join(folder, `${kind}.yaml`);
    writeFileSync(map, table.mapping);
    const records = kind === "orders" ? 2 : table.rows.length - 1;
    const wanted = {
      dry: `${records} would be taken, 0 unchanged`,
      first: `${records} taken, 0 unchanged`,
      again: `0 taken, ${records} unchanged`,
    };
    for (const [form, write] of Object.entries(forms)) {
      const path = join(folder, `${kind}.${form}`);
      write(path, table);
      const words = ["import", kind, path, "--map", map, "--progress", "none"];
      if (form === "csv") {
        expect(await attune(...words, "--dry-run")).toMatchObject({
          code: 1,
          said: expect.stringContaining(wanted.dry),
        });
        expect(await attune(...words)).toMatchObject({
          code: 1,
          said: expect.stringContaining(wanted.first),
        });
      } else
        expect([form, await attune(...words)]).toMatchObject([
          form,
          { code: 1, said: expect.stringContaining(wanted.again) },
        ]);

      const badLine = table.rows.length + (form === "csv" ? 1 : 0);
      const errors = readFileSync(`${path}.errors.csv`, "utf8").trim().split("\n");
      expect([form, errors]).toEqual([
        form,
        [expect.stringContaining("line"), expect.stringMatching(new RegExp(`^${badLine},`))],
      ]);
    }
  };
  await Promise.all(Object.entries(tables).map(importAll));
});

test("what was imported is what the API tells", async () => {
  expect(await server.get("/api/products/P1")).toMatchObject({
    name: "Lamp, brass",
    priceMinor: 1999,
    category: ["Home", "Light"],
  });
  expect(await server.get("/api/stores/north")).toMatchObject({
    address: { city: "Leeds" },
    areas: [{ from: "2020-01-01", squareMetres: 120.5 }],
  });
  const ida = await shop.profile("card:63351");
  expect(ida).toMatchObject({
    name: "Ida",
    traits: { tier: "gold" },
    orders: { count: 1, netMinor: 4448, currency: "GBP" },
    lastViewed: [{ product: "P1" }, { product: "P2" }],
  });
  expect((await shop.profile("email:ida@example.com")).id).toBe(ida.id);
  expect(await server.get("/api/sales/O1")).toMatchObject({
    placedAt: "2026-07-01T08:30:00.000Z",
    channel: "web",
  });
  expect(await server.get("/api/sales/O2")).toMatchObject({
    placedAt: "2026-01-15T09:30:00.000Z",
    channel: "store",
    store: "north",
  });
  expect((await readTimeline(server, "userId:C1")).map((item) => `${item.name} ${item.channel}`)).toEqual([
    "Order Completed web",
    "Product Viewed app",
    "Identified web",
    "Product Viewed app",
  ]);
});

test("an older file does not undo what a customer has stated since, and a changed one is a change", async () => {
  await shop.till({ type: "identify", userId: "C2", traits: { tier: "silver" } });
  const rows = (tier: string, updatedAt: string): object => ({
    rows: [{ line: 1, record: { userId: "C2", traits: { tier, shoe: 38 }, updatedAt } }],
  });
  expect(await server.post("/api/import/customers", rows("bronze", "2026-03-05T00:00:00Z"))).toMatchObject({
    accepted: 1,
  });

  expect((await shop.profile("userId:C2")).traits).toMatchObject({
    tier: "silver",
    shoe: 38,
    firstName: "Jo",
  });
});

test("an order that was taken is not replaced in silence", async () => {
  const order = (price: number): object => ({
    rows: [
      {
        line: 7,
        record: {
          orderId: "O9",
          placedAt: "2026-07-01T08:00:00Z",
          currency: "GBP",
          lines: [{ productKey: "P1", quantity: 1, price }],
        },
      },
    ],
  });
  await server.post("/api/import/orders", order(5));

  expect(await server.post("/api/import/orders", order(6))).toMatchObject({
    accepted: 0,
    rejected: [{ line: 7, code: "import.conflict" }],
  });
  expect(await server.get("/api/sales/O9")).toMatchObject({ netMinor: 500 });
});
