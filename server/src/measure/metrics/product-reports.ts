import {
  type DateSpan,
  type MetricCustomers,
  type ProductMetricKey,
  type ProductNumbers,
  type ProductReport,
  productMetrics,
  type SegmentCustomer,
} from "@attune/contract";
import { formatCursor, parseCursor } from "../../kernel/cursor.ts";
import { localDaysOf } from "../../kernel/local-date.ts";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { refusals } from "../refusals.ts";
import type {
  InterestKey,
  ProductInterest,
  ProductQuestion,
  ProductSales,
  ProductSource,
  Ranking,
  SalesKey,
} from "./product-source.ts";

export interface ProductReports {
  /** Those with most of `sort` first; of one product where it is named, though nobody did anything with it. */
  report(brandId: number, question: ReportQuestion): Promise<ProductReport>;
  /** Who is behind a number of a product. */
  customers(brandId: number, product: string, question: BehindQuestion): Promise<MetricCustomers>;
}

export interface ReportQuestion extends DateSpan {
  readonly sort: ProductMetricKey;
  readonly product: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface BehindQuestion extends DateSpan {
  readonly metric: ProductMetricKey;
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface Ports {
  readonly source: ProductSource;
  readonly brand: { readonly timeZone: string; readonly currency: string };
  /** In the order asked. */
  readonly listed: (brandId: number, profileIds: readonly number[]) => Promise<readonly SegmentCustomer[]>;
}

const dayMs = 86_400_000;

export function createProductReports({ source, brand, listed }: Ports): ProductReports {
  const days = localDaysOf(brand.timeZone);
  const asked = (brandId: number, { from, until }: DateSpan): ProductQuestion => ({
    brandId,
    from,
    until,
    fromMs: days.startOf(Date.parse(from) / dayMs),
    untilMs: days.startOf(Date.parse(until) / dayMs),
    ...brand,
    products: undefined,
  });
  return {
    report: async (brandId, { sort, product, cursor, limit, from, until }) => {
      const question = {
        ...asked(brandId, { from, until }),
        products: product === undefined ? undefined : [product],
      };
      const offset = cursor === undefined ? 0 : Number(parseCursor(cursor, ["number"])[0]);
      const rows = await readNumbers(source, question, { sort, offset, limit: limit + 1 });
      const items = rows.slice(0, limit);
      if (product !== undefined && items.length === 0) items.push({ product, numbers: nothing });
      const next = rows.length > limit ? formatCursor([offset + limit]) : null;
      const { currency } = brand;
      return {
        from,
        until,
        currency,
        sort,
        metrics: productMetrics,
        items: await named(source, brandId, items),
        next,
      };
    },
    customers: async (brandId, product, { metric, cursor, limit, ...span }) => {
      const page = { product, afterId: afterOf(cursor), limit: limit + 1 };
      const question = asked(brandId, span);
      const found = isInterest(metric)
        ? await source.interested(question, metric, page)
        : await source.buyers(question, metric, page);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const isMore = found.length > limit && last !== undefined;
      return { items: await listed(brandId, shown), next: isMore ? formatId("prf", last) : null };
    },
  };
}

type Numbered = Pick<ProductNumbers, "product" | "numbers">;

const noInterest: Omit<ProductInterest, "product"> = { viewed: 0, carted: 0, left: 0 };
const noSales: Omit<ProductSales, "product"> = { bought: 0, returned: 0, netSales: 0 };
const nothing: ProductNumbers["numbers"] = { ...noInterest, ...noSales };

/** The store that knows what is sorted by says which products; the other tells the rest of them. */
async function readNumbers(
  source: ProductSource,
  question: ProductQuestion,
  { sort, offset, limit }: Ranking<ProductMetricKey>,
): Promise<Numbered[]> {
  const first = isInterest(sort)
    ? await source.interest(question, { sort, offset, limit })
    : await source.sales(question, { sort, offset, limit });
  const products = first.map(({ product }) => product);
  // One named product may be known to the other store alone.
  const rest = { ...question, products: question.products ?? products };
  const all = { offset: 0, limit: Math.max(1, products.length) };
  const second = isInterest(sort)
    ? await source.sales(rest, { ...all, sort: "bought" })
    : await source.interest(rest, { ...all, sort: "viewed" });
  const others = new Map(second.map((row) => [row.product, row]));
  const known = question.products ?? products;
  return known.flatMap((product) => {
    const own = first.find((row) => row.product === product);
    const other = others.get(product);
    return own === undefined && other === undefined
      ? []
      : [{ product, numbers: numbersOf({ ...nothing, ...own, ...other }) }];
  });
}

function numbersOf(found: ProductNumbers["numbers"]): ProductNumbers["numbers"] {
  const { viewed, carted, left, bought, returned, netSales } = found;
  return { viewed, carted, left, bought, returned, netSales };
}

async function named(
  source: ProductSource,
  brandId: number,
  items: readonly Numbered[],
): Promise<readonly ProductNumbers[]> {
  const names = await source.names(
    brandId,
    items.map(({ product }) => product),
  );
  return items.map(({ product, numbers }) => {
    const { name = null, withdrawn = false } = names.get(product) ?? {};
    return { product, name, withdrawn, numbers };
  });
}

function isInterest(key: InterestKey | SalesKey): key is InterestKey {
  return key in noInterest;
}

function afterOf(cursor: string | undefined): number {
  if (cursor === undefined) return -1;
  const after = parseId("prf", cursor);
  if (after === undefined) throw refusals.badCursor();
  return after;
}
