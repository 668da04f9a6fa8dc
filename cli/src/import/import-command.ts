import { existsSync, readFileSync } from "node:fs";
import { importKinds, type Mapping } from "@attune/contract";
import type { Command } from "../command.ts";
import { grouped } from "../progress.ts";
import { UsageFault } from "../usage-fault.ts";
import { type ImportFile, type ImportResult, importFile } from "./import-file.ts";
import { readMappingFile } from "./mapping-file.ts";

export const importCommand: Command = {
  name: "import",
  summary: "Loads customers, products, stores, stock, orders or events from a file.",
  help: `attune import ${importKinds.join("|")} FILE [--map MAP.yaml] [options]

Reads a .csv, .tsv, .jsonl or .ndjson file (each may end in .gz) or a .parquet file, makes records as the mapping says,
and sends them to the server. What is known already and the same is left as it is, so a second run changes nothing.

  --map FILE       which column is what (YAML); without it the columns are called as the records' members
  --dry-run        checks everything, changes nothing
  --errors FILE    where bad rows go, by line; default FILE.errors.csv
  --url URL        the server; default ATTUNE_URL, else http://127.0.0.1:8080
  --key KEY        a secret key; default ATTUNE_KEY
  --progress FORM  line, json or none; default line

A mapping for orders whose lines are rows:

  timeZone: Europe/London          # of dates that tell no offset
  date: DD/MM/YYYY HH:mm           # how dates are written; default ISO 8601; also seconds, milliseconds
  decimal: ","                     # what stands before decimals; default "."
  thousands: "."
  group: InvoiceNo                 # rows with the same number are one order
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

Others need only record: (traits.email: \`traits: { email: Mail }\`; a list in one column is cut at list: "|").
A column may say its type: { column: Birthday, type: day } (text decimal number boolean date day list any).

Exit code: 0 all good, 1 some rows were bad, 2 the command or mapping is wrong, 3 the server cannot go on.
`,
  options: {
    map: { type: "string" },
    "dry-run": { type: "boolean" },
    errors: { type: "string" },
    progress: { type: "string" },
  },
  run: async ({ positionals, values, door, terminal }) => {
    const options = readOptions(positionals, values);
    const result = await importFile(options, door, terminal);
    terminal.print(summary(options, result));
    return result.badRows > 0 ? 1 : 0;
  },
};

type Values = Readonly<Record<string, string | boolean | undefined>>;

function readOptions(positionals: readonly string[], values: Values): ImportFile {
  const [kindName, path, ...more] = positionals;
  const kind = importKinds.find((each) => each === kindName);
  if (kind === undefined) throw new UsageFault(`Say what is imported: ${importKinds.join(", ")}.`);
  if (path === undefined || more.length > 0)
    throw new UsageFault(`Name one file: attune import ${kind} FILE`);
  const progress = values["progress"] ?? "line";
  if (progress !== "line" && progress !== "json" && progress !== "none") {
    throw new UsageFault("--progress is line, json or none.");
  }
  return {
    kind,
    path,
    mapping: mappingOf(values["map"]),
    dryRun: values["dry-run"] === true,
    errorsPath: String(values["errors"] ?? `${path}.errors.csv`),
    progress,
  };
}

function mappingOf(path: string | boolean | undefined): Mapping {
  if (typeof path !== "string") return readMappingFile("", "no mapping");
  if (!existsSync(path)) throw new UsageFault(`There is no mapping ${path}.`);
  return readMappingFile(readFileSync(path, "utf8"), path);
}

function summary(options: ImportFile, result: ImportResult): string {
  const { kind, dryRun, errorsPath } = options;
  const { accepted, unchanged, badRows, seconds } = result;
  const rate = grouped(Math.round((accepted + unchanged) / Math.max(0.001, seconds)));
  const parts = [
    `${grouped(accepted)} ${dryRun ? "would be taken" : "taken"}`,
    `${grouped(unchanged)} unchanged`,
    `${grouped(badRows)} bad rows${badRows > 0 ? ` (see ${errorsPath})` : ""}`,
  ];
  return `${kind}: ${parts.join(", ")} in ${seconds.toFixed(1)} s (${rate}/s)\n`;
}
