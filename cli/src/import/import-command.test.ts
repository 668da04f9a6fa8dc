import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { run } from "../run.ts";
import {
  type Asked,
  type FakeAnswer,
  type FakeServer,
  fakeImportDoor,
  startFakeServer,
} from "../testing/fake-server.ts";
import { createFakeTerminal, type FakeTerminal } from "../testing/fake-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "attune-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function serve(answer: (asked: Asked) => FakeAnswer): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close());
  return server;
}

async function attune(
  server: FakeServer,
  ...words: readonly string[]
): Promise<FakeTerminal & { readonly code: number }> {
  const terminal = createFakeTerminal({ ATTUNE_URL: server.url, ATTUNE_KEY: "sk_test" });
  return { ...terminal, code: await run(words, terminal) };
}

const orderMap = file(
  "orders.yaml",
  `
timeZone: Europe/London
group: InvoiceNo
record:
  orderId: InvoiceNo
  userId: CustomerID
  placedAt: InvoiceDate
  currency: { value: GBP }
  channel: { column: Channel, map: { W: web, S: store }, otherwise: web }
line:
  productKey: StockCode
  quantity: Quantity
  price: UnitPrice
`,
);
const orderHeader = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Channel\n";

test("rows with one number become one order, with exact prices and times in UTC", async () => {
  const { kept, answer } = fakeImportDoor();
  const server = await serve(answer);
  const path = file(
    "o.csv",
    `${orderHeader}1,A,2,2026-07-01T09:00,2.55,7,S\n1,B,1,2026-07-01T09:00,0.1,7,S\n2,A,1,2026-01-01 09:00,1,,\n`,
  );

  const { code, printed } = await attune(server, "import", "orders", path, "--map", orderMap);

  expect(code).toBe(0);
  expect(printed()).toContain("orders: 2 taken, 0 unchanged, 0 bad rows in");
  expect(server.asked[0]).toMatchObject({ path: "/api/import/orders", key: "sk_test" });
  expect(server.asked[0]?.body).toMatchObject({ dryRun: false, rows: [{ line: 2 }, { line: 4 }] });
  expect([...kept.values()]).toEqual([
    {
      orderId: "1",
      userId: "7",
      placedAt: "2026-07-01T08:00:00.000Z",
      currency: "GBP",
      channel: "store",
      lines: [
        { productKey: "A", quantity: "2", price: "2.55" },
        { productKey: "B", quantity: "1", price: "0.1" },
      ],
    },
    {
      orderId: "2",
      placedAt: "2026-01-01T09:00:00.000Z",
      currency: "GBP",
      channel: "web",
      lines: [{ productKey: "A", quantity: "1", price: "1" }],
    },
  ]);
});

test("bad rows go to the error file by line, ours and the server's, and the others arrive", async () => {
  const { kept, answer } = fakeImportDoor();
  const server = await serve(answer);
  const path = file(
    "bad.csv",
    `${orderHeader}1,A,two,2026-07-01T09:00,2.55,7,W\n1,B,1,2026-07-01T09:00,1,7,W\n2,A,1,2026-07-01T09:00,1,7,W\n2,"B, big",1,2026-07-01T09:00,0,7,W\n3,A,1,2026-02-30T09:00,1,7,X\n4,A,1,2026-07-01T09:00,1,7,W\n5,A,1,2026-07-01T09:00,1,7,W\nshort\n,C,1,2026-07-01T09:00,1,7,W\n`,
  );

  const { code, printed } = await attune(server, "import", "orders", path, "--map", orderMap);

  expect(code).toBe(1);
  expect(printed()).toContain(`orders: 1 taken, 0 unchanged, 7 bad rows (see ${path}.errors.csv)`);
  expect([...kept.keys()]).toEqual(["/api/import/orders 4"]);
  const lines = readFileSync(`${path}.errors.csv`, "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("line,code,path,message,original");
  expect(
    lines
      .slice(1)
      .map((line) => line.split(",").slice(0, 3).join(","))
      .sort(),
  ).toEqual([
    "10,row.no_group,",
    "2,row.no_decimal,/lines/quantity",
    "5,import.invalid,/lines/1/price",
    "6,row.no_date,/placedAt",
    "6,row.not_mapped,/channel",
    "8,row.doubtful,",
    "9,row.unreadable,",
  ]);
  expect(lines.find((line) => line.startsWith("5,"))).toContain('""StockCode"":""B, big""');
});

test("rows of one order that stand apart still make one whole order", async () => {
  const { kept, answer } = fakeImportDoor();
  const server = await serve(answer);
  const row = (order: string, product: string): string => `${order},${product},1,2026-07-01T09:00,1,7,W\n`;
  const path = file("apart.csv", orderHeader + row("1", "A") + row("2", "A") + row("1", "B") + row("3", "A"));

  expect((await attune(server, "import", "orders", path, "--map", orderMap)).code).toBe(0);
  expect(kept.size).toBe(3);
  expect(kept.get("/api/import/orders 1")).toMatchObject({
    lines: [{ productKey: "A" }, { productKey: "B" }],
  });
});

test("a second run changes nothing", async () => {
  const server = await serve(fakeImportDoor().answer);
  const path = file("p.jsonl", '{"key":"A","name":"Lamp"}\n{"key":"B","name":"Vase"}\n');

  expect((await attune(server, "import", "products", path)).printed()).toContain("2 taken, 0 unchanged");
  expect((await attune(server, "import", "products", path)).printed()).toContain("0 taken, 2 unchanged");
});

test("a dry run asks the server to check and to change nothing", async () => {
  const { kept, answer } = fakeImportDoor();
  const server = await serve(answer);

  const { code, printed } = await attune(
    server,
    "import",
    "products",
    file("d.csv", "key,name\nA,Lamp\n"),
    "--dry-run",
  );

  expect(code).toBe(0);
  expect(printed()).toContain("1 would be taken");
  expect(server.asked[0]?.body).toMatchObject({ dryRun: true });
  expect(kept.size).toBe(0);
});

test("customers, with traits, lists, numbers and days as a German spreadsheet writes them", async () => {
  const { kept, answer } = fakeImportDoor();
  const server = await serve(answer);
  const map = file(
    "k.yaml",
    `
decimal: ","
thousands: "."
date: D.M.YYYY
timeZone: Europe/Berlin
record:
  userId: Nr
  createdAt: Seit
  traits:
    email: Mail
    birthday: { column: Geboren, type: day }
    spent: { column: Umsatz, type: number }
    likes: { column: Mag, type: list }
    address: { country: { value: DE }, city: Ort }
`,
  );
  const path = file(
    "k.csv",
    "Nr;Mail;Seit;Geboren;Umsatz;Mag;Ort\n7;kim@example.com;1.3.2024;24.12.1990;1.234,50;Tee | Kerzen;\n",
  );

  expect((await attune(server, "import", "customers", path, "--map", map)).code).toBe(0);
  expect([...kept.values()]).toEqual([
    {
      userId: "7",
      createdAt: "2024-02-29T23:00:00.000Z",
      traits: {
        email: "kim@example.com",
        birthday: "1990-12-24",
        spent: 1234.5,
        likes: ["Tee", "Kerzen"],
        address: { country: "DE" },
      },
    },
  ]);
});

test("a long file goes in requests of at most a thousand rows, and progress tells how far it is", async () => {
  const server = await serve(fakeImportDoor().answer);
  const rows = Array.from({ length: 2_500 }, (_, at) => `P${at},Lamp ${at}`).join("\n");
  const terminal = createFakeTerminal({ ATTUNE_URL: server.url, ATTUNE_KEY: "k" }, true);

  const code = await run(["import", "products", file("long.csv", `key,name\n${rows}\n`)], terminal);

  expect(code).toBe(0);
  expect(server.asked.map(({ body }) => (body as { rows: unknown[] }).rows.length)).toEqual([
    1_000, 1_000, 500,
  ]);
  expect(server.asked.map(({ body }) => (body as { wait: boolean }).wait)).toEqual([false, false, true]);
  expect(terminal.noted()).toMatch(/products: [\d,]+ \(100 %\), [\d,]+\/s, 0 s left/);
});

test("a busy server is waited for, one that never comes back ends the command", async () => {
  let requests = 0;
  const door = fakeImportDoor();
  const busy = (asked: Asked): FakeAnswer =>
    requests++ < 2
      ? { status: 503, body: { detail: "Starting." }, headers: { "retry-after": "3" } }
      : door.answer(asked);
  const path = file("w.csv", "key,name\nA,Lamp\n");

  const patient = await attune(await serve(busy), "import", "products", path);
  expect(patient.code).toBe(0);
  expect(patient.waits).toEqual([3_000, 3_000]);

  const gone = await attune(
    { url: "http://127.0.0.1:9", asked: [], close: () => {} },
    "import",
    "products",
    path,
  );
  expect(gone.code).toBe(3);
  expect(gone.noted()).toContain("http://127.0.0.1:9 cannot be reached");
});

test("a refused key or body is told in words", async () => {
  const path = file("r.csv", "key,name\nA,Lamp\n");
  const unknown = await serve(() => ({ status: 401, body: {} }));
  const faulty = await serve(() => ({
    status: 422,
    body: { detail: "The body is wrong.", errors: [{ pointer: "/rows", message: "Too many." }] },
  }));

  expect((await attune(unknown, "import", "products", path)).noted()).toContain("The key was refused.");
  expect((await attune(faulty, "import", "products", path)).noted()).toBe(
    "The body is wrong.\n  /rows: Too many.\n",
  );
});

test("mistakes are told with what to do, before anything is sent", async () => {
  const server = await serve(() => ({ body: {} }));
  const path = file("u.csv", "sku,name\nA,Lamp\n");
  const map = (text: string): string => file("u.yaml", text);
  const complaint = async (...words: readonly string[]): Promise<string> => {
    const { code, noted } = await attune(server, ...words);
    return `${code} ${noted()}`;
  };

  expect(await complaint("import", "product", path)).toContain("2 Say what is imported: products, customers");
  expect(await complaint("import", "products")).toContain("2 Name one file");
  expect(await complaint("import", "products", path, "--map", "no.yaml")).toContain(
    "2 There is no mapping no.yaml",
  );
  expect(await complaint("import", "products", path, "--map", map("record: { key: code }"))).toContain(
    '2 The file has no column "code". It has sku, name.',
  );
  expect(await complaint("import", "products", path, "--map", map("records: {}"))).toContain(
    '"records" is not known',
  );
  expect(await complaint("import", "products", path, "--map", map("record: { key: 5 }"))).toContain(
    "{ value: 5 }",
  );
  expect(await complaint("import", "products", path, "--map", map("record: [\n"))).toContain("is no YAML");
  expect(
    await complaint("import", "products", path, "--map", map("timeZone: Mars/Base\nrecord: {}")),
  ).toContain("Mars/Base");
  expect(await complaint("import", "products", path, "--colour", "red")).toContain("--colour");
  expect(await complaint("imports")).toContain('2 There is no command "imports"');
  expect(server.asked).toEqual([]);
});

test("without a key the command says where one comes from", async () => {
  const terminal = createFakeTerminal();

  expect(await run(["import", "products", file("n.csv", "key\nA\n")], terminal)).toBe(2);
  expect(terminal.noted()).toContain("--key or in ATTUNE_KEY");
});

test("a date without a zone is refused, never guessed", async () => {
  const server = await serve(fakeImportDoor().answer);
  const path = file("z.csv", "userId,createdAt\n7,2026-01-01T10:00\n8,2026-01-01T10:00+02:00\n");
  const map = file("z.yaml", "record: { userId: userId, createdAt: createdAt }");

  const { code } = await attune(server, "import", "customers", path, "--map", map);

  expect(code).toBe(1);
  expect(readFileSync(`${path}.errors.csv`, "utf8")).toContain("Say in which zone it is");
  expect(existsSync(`${path}.errors.csv`)).toBe(true);
});

test("everything has help", async () => {
  for (const words of [
    ["--help"],
    ["import", "--help"],
    ["export", "--help"],
    ["plan", "--help"],
    ["apply", "--help"],
  ]) {
    const terminal = createFakeTerminal();

    expect(await run(words, terminal)).toBe(0);
    expect(terminal.printed()).toContain("attune");
  }
});
