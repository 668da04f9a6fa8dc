import {
  type ImportAnswer,
  type ImportKind,
  type ImportRecords,
  type ImportRow,
  parseImportRecord,
  type RejectedRow,
} from "@attune/contract";
import {
  type Product,
  type ProductStore,
  type StoreStore,
  stockKey,
  type WriteOptions,
} from "../catalogue/catalogue.ts";
import { productOfRecord } from "../catalogue/product-of-record.ts";
import { isGood, isRejected } from "./judged-row.ts";

export type CatalogueKind = Exclude<ImportKind, "customers" | "orders" | "events">;

export interface CataloguePorts {
  readonly products: ProductStore;
  readonly stores: StoreStore;
  readonly currencyOf: (brandId: number) => Promise<string>;
}

/** Products, stores and stock are kept as stated, in their own tables; a key twice in one request: the last counts. */
export function importCatalogue(
  ports: CataloguePorts,
  brandId: number,
  kind: CatalogueKind,
  rows: readonly ImportRow[],
  options: WriteOptions,
): Promise<ImportAnswer> {
  switch (kind) {
    case "products":
      return importProducts(ports, brandId, rows, options);
    case "stores":
      return importStores(ports, brandId, rows, options);
    case "stock":
      return importStock(ports, brandId, rows, options);
  }
}

async function importProducts(
  ports: CataloguePorts,
  brandId: number,
  rows: readonly ImportRow[],
  options: WriteOptions,
): Promise<ImportAnswer> {
  const currency = await ports.currencyOf(brandId);
  const judged = rows.map((row) => judgeProduct(row, currency));
  const good = judged.filter(isGood);
  const changed = good.length === 0 ? new Set<string>() : await ports.products.put(brandId, good, options);
  return answer(
    judged.filter(isRejected),
    good.map((product) => product.key),
    changed,
  );
}

function judgeProduct(row: ImportRow, currency: string): Product | RejectedRow {
  const record = read("products", row);
  if (isRejected(record)) return record;
  return (
    productOfRecord(record, currency) ?? {
      line: row.line,
      code: "import.invalid",
      path: "/price",
      message: "The price is larger than any amount can be.",
    }
  );
}

async function importStores(
  { stores }: CataloguePorts,
  brandId: number,
  rows: readonly ImportRow[],
  options: WriteOptions,
): Promise<ImportAnswer> {
  const judged = rows.map((row) => read("stores", row));
  const good = judged.filter(isGood);
  const changed = good.length === 0 ? new Set<string>() : await stores.put(brandId, good, options);
  return answer(
    judged.filter(isRejected),
    good.map((store) => store.key),
    changed,
  );
}

/** Stock of what is not known would never show: such rows are refused, so that the mistake in the key is seen. */
async function importStock(
  { products, stores }: CataloguePorts,
  brandId: number,
  rows: readonly ImportRow[],
  options: WriteOptions,
): Promise<ImportAnswer> {
  const parsedRows = rows.map((row) => ({ row, record: read("stock", row) }));
  const told = parsedRows.flatMap(({ record }) => (isRejected(record) ? [] : [record]));
  const [noProducts, noStores] = await Promise.all([
    products.unknown(brandId, [...new Set(told.map((one) => one.productKey))]),
    stores.unknown(brandId, [...new Set(told.flatMap((one) => one.storeKey ?? []))]),
  ]);
  const judged = parsedRows.map(({ row, record }) => {
    if (isRejected(record)) return record;
    if (noProducts.has(record.productKey))
      return unknownKey(row, "import.unknown_product", "/productKey", "product");
    if (noStores.has(record.storeKey ?? ""))
      return unknownKey(row, "import.unknown_store", "/storeKey", "store");
    return { productKey: record.productKey, storeKey: record.storeKey ?? "", quantity: record.quantity };
  });
  const good = judged.filter(isGood);
  const changed = good.length === 0 ? new Set<string>() : await products.putStock(brandId, good, options);
  return answer(judged.filter(isRejected), good.map(stockKey), changed);
}

function unknownKey({ line }: ImportRow, code: string, path: string, what: string): RejectedRow {
  return { line, code, path, message: `There is no ${what} with this key.` };
}

function read<Kind extends CatalogueKind>(kind: Kind, row: ImportRow): ImportRecords[Kind] | RejectedRow {
  const parsed = parseImportRecord(kind, row.record);
  if ("record" in parsed) return parsed.record;
  const [fault = { path: "", message: "The record is not understood." }] = parsed.faults;
  return { line: row.line, code: "import.invalid", ...fault };
}

function answer(
  rejected: readonly RejectedRow[],
  keys: readonly string[],
  changed: ReadonlySet<string>,
): ImportAnswer {
  const accepted = keys.filter((key) => changed.has(key)).length;
  return { accepted, unchanged: keys.length - accepted, rejected };
}
