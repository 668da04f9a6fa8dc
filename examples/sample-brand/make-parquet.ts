/**
 * Makes data/online-retail.parquet from the published CSV (plain or .gz):
 * `node examples/sample-brand/make-parquet.ts online_retail.csv.gz`. Same CSV, same bytes.
 */
import { constants as zlib, zstdCompressSync } from "node:zlib";
import { openRows } from "@attune/cli";
import { isUnreadable } from "@attune/contract";
import { parquetWriteFile, type SchemaElement } from "hyparquet-writer";
import { samplePath } from "./sample-path.ts";

interface Columns {
  readonly invoice: string[];
  readonly stock_code: string[];
  readonly description: string[];
  readonly quantity: number[];
  readonly invoice_at: Date[];
  readonly unit_price: bigint[];
  readonly customer: (number | null)[];
  readonly country: string[];
}

async function readCsv(path: string): Promise<Columns> {
  const columns: Columns = {
    invoice: [],
    stock_code: [],
    description: [],
    quantity: [],
    invoice_at: [],
    unit_price: [],
    customer: [],
    country: [],
  };
  for await (const rows of openRows(path).rows) {
    for (const row of rows) {
      if (isUnreadable(row)) throw new Error(`Line ${row.line} of ${path}: ${row.message}`);
      const text = (name: string): string => String(row.values[name]);
      columns.invoice.push(text("InvoiceNo"));
      columns.stock_code.push(text("StockCode"));
      columns.description.push(text("Description"));
      columns.quantity.push(Number(text("Quantity")));
      columns.invoice_at.push(new Date(`${text("InvoiceDate")}Z`));
      columns.unit_price.push(thousandths(text("UnitPrice")));
      columns.customer.push(text("CustomerID") === "" ? null : Number(text("CustomerID")));
      columns.country.push(text("Country"));
    }
  }
  return columns;
}

/** `-11062.06` → −11062060n. Four lines of the file are priced at a tenth of a penny. */
function thousandths(price: string): bigint {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(price) ?? [];
  if (whole === undefined) throw new Error(`"${price}" is not a price.`);
  return BigInt(`${sign}${whole}${part.padEnd(3, "0")}`);
}

const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;

/** `invoice_at` is the time on the shop's wall clock (Europe/London), so it is not adjusted to UTC. */
const schema: SchemaElement[] = [
  { name: "invoices", num_children: 8 },
  { name: "invoice", ...text },
  { name: "stock_code", ...text },
  { name: "description", ...text },
  { name: "quantity", type: "INT32", repetition_type: "REQUIRED" },
  {
    name: "invoice_at",
    type: "INT64",
    repetition_type: "REQUIRED",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" },
  },
  {
    name: "unit_price",
    type: "INT32",
    repetition_type: "REQUIRED",
    converted_type: "DECIMAL",
    precision: 9,
    scale: 3,
  },
  { name: "customer", type: "INT32", repetition_type: "OPTIONAL" },
  { name: "country", ...text },
];

function compress(page: Uint8Array): Uint8Array {
  return zstdCompressSync(page, { params: { [zlib.ZSTD_c_compressionLevel]: 19 } });
}

const [csvPath] = process.argv.slice(2);
if (csvPath === undefined) throw new Error("Name the CSV: node make-parquet.ts online_retail.csv.gz");
const columns = await readCsv(csvPath);
parquetWriteFile({
  filename: samplePath,
  schema,
  columnData: Object.entries(columns).map(([name, data]) => ({ name, data })),
  codec: "ZSTD",
  compressors: { ZSTD: compress },
  rowGroupSize: 100_000,
  pageSize: 8 << 20,
  createdBy: "attune sample brand",
});
console.info(`${columns.invoice.length} lines → ${samplePath}`);
