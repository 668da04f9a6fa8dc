import type { AccountType, Channel, LineKind, SaleStatus } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { SoldSale } from "../sold-sale.ts";

interface Row {
  readonly sale_key: string;
  readonly status: SaleStatus;
  readonly placed_at: number;
  readonly channel: Channel;
  readonly store_key: string | null;
  readonly account_type: AccountType;
  readonly currency: string;
  readonly test: boolean;
  readonly lines: string | null;
  readonly returns: string | null;
}

export interface ProfileSale {
  readonly profileId: number;
  readonly sale: SoldSale;
}

/** Sales of some leaves that are not open or cancelled. Lines and returns come as one text each: a tenth of the rows. */
export async function readSoldSales(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<readonly { readonly leafId: number; readonly sale: SoldSale }[]> {
  const rows = await database.query<Row & { readonly leaf_id: number }>(
    `select leaf_id, ${columns}
     from sale
     where brand_id = $1
       and leaf_id = any($2::bigint[])
       and status not in ('open', 'cancelled')
     order by placed_at, sale_key`,
    [brandId, leafIds],
  );
  return rows.map((row) => ({ leafId: row.leaf_id, sale: saleOf(row) }));
}

/** Sales of which something came back. Undefined: there are more than should be in memory. */
export async function readReturnedSales(
  database: Queryable,
  brandId: number,
): Promise<ReadonlySet<string> | undefined> {
  const rows = await database.query<{ readonly sale_key: string }>(
    "select sale_key from sale_return where brand_id = $1 group by sale_key limit $2",
    [brandId, mostReturnedSales + 1],
  );
  return rows.length > mostReturnedSales ? undefined : new Set(rows.map((row) => row.sale_key));
}

const mostReturnedSales = 1_000_000;

/**
 * The same of all leaves of the profiles whose numbers lie above one and up to another. Most leaves have their profile's number: they are one
 * stretch of an index. Joined with all leaves at once Postgres would read the whole ledger for every range. `returned`: only of these returns
 * are looked for, instead of once for every sale.
 */
export async function readSoldSalesOfRange(
  database: Queryable,
  brandId: number,
  range: { readonly after: number; readonly upTo: number },
  returned?: ReadonlySet<string>,
): Promise<readonly ProfileSale[]> {
  const params = [brandId, range.after, range.upTo];
  if (returned === undefined) {
    const rows = await database.query<RangeRow>(rangeSql(columns), params);
    return rows.map((row) => ({ profileId: row.profile_id, sale: saleOf(row) }));
  }
  const rows = await database.query<RangeRow>(rangeSql(columnsButReturns), params);
  const keys = rows.flatMap(({ sale_key }) => (returned.has(sale_key) ? [sale_key] : []));
  const found = keys.length === 0 ? [] : await readReturns(database, brandId, keys);
  const returns = new Map(found.map((row) => [row.sale_key, row.returns]));
  return rows.map((row) => ({
    profileId: row.profile_id,
    sale: saleOf({ ...row, returns: returns.get(row.sale_key) ?? null }),
  }));
}

type RangeRow = Row & { readonly profile_id: number };

function rangeSql(told: string): string {
  return `select profile_id, ${told}
     from sale
     join leaf on leaf.brand_id = $1 and leaf.leaf_id = sale.leaf_id
     where sale.brand_id = $1
       and sale.leaf_id > $2
       and sale.leaf_id <= $3
       and profile_id > $2
       and profile_id <= $3
       and status not in ('open', 'cancelled')
     union all
     select profile_id, ${told}
     from (select leaf_id, profile_id
           from leaf
           where brand_id = $1 and profile_id > $2 and profile_id <= $3 and (leaf_id <= $2 or leaf_id > $3)
           offset 0) as moved
     cross join lateral (
       select * from sale where brand_id = $1 and sale.leaf_id = moved.leaf_id and status not in ('open', 'cancelled') offset 0) as sale`;
}

function readReturns(
  database: Queryable,
  brandId: number,
  saleKeys: readonly string[],
): Promise<{ readonly sale_key: string; readonly returns: string }[]> {
  return database.query(
    `select sale_key, ${returnsText} as returns
     from sale_return
     where brand_id = $1 and sale_key = any($2::text[])
     group by sale_key`,
    [brandId, saleKeys],
  );
}

const columnsButReturns = `sale.sale_key, status, placed_at, sale.channel, store_key, account_type, currency, test,
       (select string_agg(concat_ws(e'\\x01', kind, product_key is null, product_key, quantity, returned_quantity, net_minor, discount_minor, returned_minor), e'\\x02' order by line)
        from sale_line
        where sale_line.brand_id = $1 and sale_line.sale_key = sale.sale_key) as lines`;
const returnsText = `string_agg(concat_ws(e'\\x01', kind, product_key is null, product_key, quantity, net_minor, (extract(epoch from returned_at) * 1000)::bigint), e'\\x02' order by ordinal)`;
const columns = `${columnsButReturns},
       (select ${returnsText}
        from sale_return
        where sale_return.brand_id = $1 and sale_return.sale_key = sale.sale_key) as returns`;

function saleOf(row: Row): SoldSale {
  return {
    key: row.sale_key,
    status: row.status,
    placedAt: row.placed_at,
    channel: row.channel,
    storeKey: row.store_key ?? undefined,
    accountType: row.account_type,
    currency: row.currency,
    test: row.test,
    lines: partsOf(row.lines).map(lineOf),
    returns: partsOf(row.returns).map(returnOf),
  };
}

function partsOf(text: string | null): readonly (readonly string[])[] {
  return text === null ? [] : text.split("\x02").map((part) => part.split("\x01"));
}

/** A product that is null is left out by concat_ws, so what follows moves up. */
function lineOf(parts: readonly string[]): SoldSale["lines"][number] {
  const [kind, isNull] = parts;
  const at = isNull === "t" ? 2 : 3;
  return {
    kind: kind as LineKind, // checked by the table
    productKey: isNull === "t" ? undefined : parts[2],
    quantity: Number(parts[at]),
    returnedQuantity: Number(parts[at + 1]),
    netMinor: Number(parts[at + 2]),
    discountMinor: Number(parts[at + 3]),
    returnedMinor: Number(parts[at + 4]),
  };
}

function returnOf(parts: readonly string[]): SoldSale["returns"][number] {
  const [kind, isNull] = parts;
  const at = isNull === "t" ? 2 : 3;
  return {
    kind: kind as LineKind, // checked by the table
    productKey: isNull === "t" ? undefined : parts[2],
    quantity: Number(parts[at]),
    netMinor: Number(parts[at + 1]),
    returnedAt: Number(parts[at + 2]),
  };
}
