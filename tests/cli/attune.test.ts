import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProductView, SalesTotals, SaleView } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";

const main = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "attune-cli-"));
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The command as somebody types it. */
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

const map = `
timeZone: Europe/London
group: number
record:
  orderId: number
  userId: customer
  placedAt: at
  currency: { value: GBP }
line: { productKey: product, quantity: pieces, price: price }
`;

test("orders of a file are in the ledger, bad rows in the error file, and a second run changes nothing", async () => {
  const rows = Array.from({ length: 1_200 }, (_, n) => `N${n},C${n % 50},2026-07-01T09:00,P${n % 7},2,2.55`);
  rows.splice(500, 0, "N-bad,C1,2026-07-01T09:00,P1,many,1");
  const path = file("orders.csv", `number,customer,at,product,pieces,price\n${rows.join("\n")}\n`);
  const words = ["import", "orders", path, "--map", file("orders.yaml", map)];

  expect(await attune(...words, "--dry-run")).toMatchObject({
    code: 1,
    said: expect.stringContaining("1,200 would be taken"),
  });
  expect((await server.get<{ totals: readonly unknown[] }>("/api/reports/sales")).totals).toEqual([]);
  expect(await attune(...words)).toMatchObject({
    code: 1,
    said: expect.stringContaining("1,200 taken, 0 unchanged, 1 bad rows"),
  });
  expect(await attune(...words)).toMatchObject({
    code: 1,
    said: expect.stringContaining("0 taken, 1,200 unchanged"),
  });

  expect(readFileSync(`${path}.errors.csv`, "utf8")).toContain("502,row.no_decimal,/lines/quantity");
  const { totals } = await server.get<{ totals: readonly SalesTotals[] }>("/api/reports/sales");
  expect(totals).toMatchObject([{ orders: 1_200, allLinesMinor: 1_200 * 510 }]);
  expect(await server.get<SaleView>("/api/sales/N7")).toMatchObject({ placedAt: "2026-07-01T08:00:00.000Z" });
});

test("products, stores, stock, customers and events come in as JSON Lines", async () => {
  const lines = (name: string, ...records: readonly object[]): string =>
    file(name, records.map((record) => JSON.stringify(record)).join("\n"));
  const event = {
    type: "track",
    event: "Product Viewed",
    userId: "kim",
    messageId: "m1",
    timestamp: "2026-07-01T09:00:00Z",
  };
  const files = {
    products: lines(
      "p.jsonl",
      { key: "P1", name: "Lamp", price: "19.99", currency: "GBP" },
      { key: "", name: "No key" },
    ),
    stores: lines("s.jsonl", {
      key: "leeds",
      name: "Leeds",
      areas: [{ from: "2020-01-01", squareMetres: 120 }],
    }),
    stock: lines("st.jsonl", { productKey: "P1", storeKey: "leeds", quantity: 3 }),
    customers: lines("c.jsonl", { userId: "kim", traits: { email: "kim@example.com" } }),
    events: lines("e.jsonl", { ...event, properties: { product_id: "P1" } }),
  };

  const codes: (number | null)[] = [];
  for (const [kind, path] of Object.entries(files)) codes.push((await attune("import", kind, path)).code);

  expect(codes).toEqual([1, 0, 0, 0, 0]);
  expect(readFileSync(`${files.products}.errors.csv`, "utf8")).toMatch(/^2,[a-z._]+,\/key,/m);
  expect(await server.get<ProductView>("/api/products/P1")).toMatchObject({ priceMinor: 1_999 });
  expect(await server.get<object>("/api/profiles/userId:kim")).toMatchObject({
    traits: { email: "kim@example.com" },
  });
});

test("definitions are planned, applied, exported and then unchanged", async () => {
  const definitions = `kind: segment\nkey: viewers\nbody:\n  name: Viewers\n  condition: { did: Product Viewed }\n`;
  const path = file("viewers.yaml", definitions);
  const exported = join(folder, "exported");

  expect((await attune("plan", path)).said).toContain("+ segment/viewers created");
  expect((await attune("apply", path)).said).toContain("1 changed, 0 unchanged");
  expect(await attune("export", exported)).toMatchObject({ code: 0 });
  expect((await attune("plan", exported)).said).toBe("0 would change, 1 unchanged\n");
});

test("a public key, a wrong key and a wrong address are told in words", async () => {
  const path = file("one.jsonl", '{"key":"P1","name":"Lamp"}');

  expect(await attune("import", "products", path, "--key", server.writeKey)).toMatchObject({
    code: 3,
    said: expect.stringContaining("secret key"),
  });
  expect(await attune("import", "products", path, "--key", "nobody-knows-this-key")).toMatchObject({
    code: 3,
    said: expect.stringContaining("The key was refused"),
  });
});
