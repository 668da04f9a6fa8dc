/** Loads the sample brand through the import door of a running server; see README.md. */
import { parseArgs } from "node:util";
import { openDoor, type ServerDoor, ServerFault } from "@attune/cli";
import { customerRecords } from "./customer-records.ts";
import { installDefinitions } from "./install-definitions.ts";
import { type Invoice, readInvoices, spanOf } from "./invoices.ts";
import { orderRecords } from "./order-records.ts";
import { productRecords, type SampleProduct } from "./product-records.ts";
import { simulatedLayer, storeRecord } from "./simulated-layer.ts";
import { loadStage, type Report, type StageReport } from "./stage.ts";
import { shiftOf, shiftToWeekBefore, type TimeShift } from "./time-shift.ts";

const help = `node examples/sample-brand/load.ts --url URL --key KEY [--real] [--progress line|json]

Loads customers, products, orders and returns of a British online gift retailer, and over them a simulated layer of stores,
till sales, visits, sessions, consents and service cases. What is there already stays as it is.

  --url URL        the server; default ATTUNE_URL, else http://127.0.0.1:8080
  --key KEY        a secret key; default ATTUNE_KEY
  --real           leave the simulated layer out; also ATTUNE_SAMPLE=real
  --definitions    only segments, placements and experiences; what somebody has changed stays
  --progress FORM  line: one line a stage; json: one object a request
`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    key: { type: "string" },
    real: { type: "boolean" },
    definitions: { type: "boolean" },
    progress: { type: "string" },
    help: { type: "boolean" },
  },
});

/** The first invoice of the file. Where a former import has put it tells by how many weeks it moved the times. */
async function findShift(door: ServerDoor, invoices: readonly Invoice[]): Promise<TimeShift> {
  const [first] = invoices;
  const [, lastWallAt] = spanOf(invoices);
  if (first === undefined) throw new Error("The sample has no invoices.");
  try {
    const sale = await door.call("GET", `/api/sales/${first.number}`);
    const { placedAt = "" } = sale as { readonly placedAt?: string }; // a sale (contract: SaleView)
    const shift = shiftOf(first.wallAt, Date.parse(placedAt));
    if (shift === undefined)
      throw new Error(`Invoice ${first.number} is there at ${placedAt}, which is not the sample's.`);
    return shift;
  } catch (error) {
    if (error instanceof ServerFault && error.problem?.status === 404) {
      return shiftToWeekBefore(lastWallAt, Date.now());
    }
    throw error;
  }
}

interface Loading {
  readonly door: ServerDoor;
  readonly report: Report;
  readonly invoices: readonly Invoice[];
  readonly products: readonly SampleProduct[];
  readonly shift: TimeShift;
}

/** Records come in order of time and are made while they are sent: how far one is, is told by its time. */
function byTime(
  member: "placedAt" | "timestamp",
  fromAt: number,
  untilAt: number,
): (record: unknown) => number {
  return (record) => {
    const time = (record as { readonly [name in typeof member]?: string })[member]; // the makers of records put it there
    return (Date.parse(time ?? "") - fromAt) / (untilAt - fromAt);
  };
}

/** Orders come first of what has times, so that the first of them fixes the weeks for all that follows. */
async function loadReal({ door, report, invoices, products, shift }: Loading): Promise<void> {
  const stage = { door, report, shareOf: () => 1 };
  const records = products.map(({ key, name, category, price, currency }) => ({
    key,
    name,
    category,
    price,
    currency,
  }));
  await loadStage({ ...stage, kind: "products", stage: "products", records });
  const [firstAt, lastAt] = spanOf(invoices).map((wallAt) => shift.toInstant(wallAt));
  await loadStage({
    ...stage,
    kind: "orders",
    stage: "orders",
    records: orderRecords(invoices, shift),
    shareOf: byTime("placedAt", firstAt ?? 0, lastAt ?? 1),
  });
  const customers = customerRecords(invoices, shift);
  await loadStage({ ...stage, kind: "customers", stage: "customers", records: customers });
}

async function loadSimulated({ door, report, invoices, products, shift }: Loading): Promise<void> {
  const layer = simulatedLayer(invoices, products, shift);
  const stage = { door, report, shareOf: () => 1 };
  await loadStage({ ...stage, kind: "stores", stage: "stores", records: layer.stores.map(storeRecord) });
  const shareOf = byTime("timestamp", layer.startAt, layer.endAt);
  await loadStage({ ...stage, kind: "events", stage: "events", records: layer.events(), shareOf });
}

async function loadDefinitions(door: ServerDoor, report: Report): Promise<void> {
  const startedMs = performance.now();
  const done = await installDefinitions(door);
  const seconds = (performance.now() - startedMs) / 1000;
  report({ stage: "definitions", done, share: 1, finished: true, seconds, unchanged: 0, rejected: 0 });
}

const quietSeconds = 2;

/** A line when a stage ends, and every two seconds meanwhile. */
function reporter(form: string | undefined): Report {
  if (form === "json") return (report) => console.log(JSON.stringify(report));
  const told = { stage: "", seconds: 0 };
  return ({ stage, done, unchanged, seconds, share, finished }: StageReport) => {
    if (told.stage !== stage) Object.assign(told, { stage, seconds: 0 });
    const same = unchanged > 0 ? `, ${unchanged} of them unchanged` : "";
    if (finished) console.log(`${stage}: ${done}${same} (${seconds.toFixed(1)} s)`);
    else if (seconds - told.seconds >= quietSeconds) {
      told.seconds = seconds;
      console.log(`${stage}: ${done} (${Math.round(100 * share)} %) …`);
    }
  };
}

async function load(): Promise<void> {
  const url = values.url ?? process.env["ATTUNE_URL"] ?? "http://127.0.0.1:8080";
  const key = values.key ?? process.env["ATTUNE_KEY"];
  if (key === undefined) throw new Error("Give a secret key with --key or in ATTUNE_KEY.");
  const door = openDoor(url, key, { wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
  const report = reporter(values.progress);
  if (values.definitions === true) return loadDefinitions(door, report);
  const invoices = await readInvoices();
  const products = productRecords(invoices);
  const shift = await findShift(door, invoices);
  const loading = { door, report, invoices, products, shift };
  await loadReal(loading);
  const isReal = values.real === true || process.env["ATTUNE_SAMPLE"] === "real";
  if (!isReal) await loadSimulated(loading);
  await loadDefinitions(door, report);
}

if (values.help === true) console.log(help);
else await load();
