import { copyText } from "../../../platform/postgres/copy-text.ts";
import type { Queryable, Transaction } from "../../../platform/postgres/database.ts";
import { together } from "../../../platform/postgres/together.ts";
import type { CustomerChange } from "../customer-changes.ts";
import { readHistory, writeHistory } from "../history-text.ts";
import type { LoyaltyRow, StoredLoyalty } from "../loyalty-row.ts";
import type { ShopHistory } from "../shop-history.ts";
import { copyLoyalty, loyaltyLine, type StoredRow, storedColumns, storedOf } from "./loyalty-columns.ts";

/** What became of a customer. */
export interface LoyaltyWrite {
  readonly row: LoyaltyRow;
  /** Undefined: as it was. */
  readonly history: ShopHistory | undefined;
  readonly changes: readonly CustomerChange[];
}

export interface LoadedLoyalty {
  readonly stored: ReadonlyMap<number, StoredLoyalty>;
  readonly histories: ReadonlyMap<number, ShopHistory>;
}

/** What is kept of some customers. */
export async function loadLoyalty(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<LoadedLoyalty> {
  if (profileIds.length === 0) return { stored: new Map(), histories: new Map() };
  const [rows, histories] = await Promise.all([
    database.query<StoredRow>(
      `select ${storedColumns} from loyalty where brand_id = $1 and profile_id = any($2::bigint[])`,
      [brandId, profileIds],
    ),
    loadHistories(database, brandId, profileIds),
  ]);
  return { stored: new Map(rows.map((row) => [row.profile_id, storedOf(row)])), histories };
}

/** Customers for whom the calendar has changed something, the longest due first. */
export async function loadDueLoyalty(
  database: Queryable,
  brandId: number,
  atMs: number,
  limit: number,
): Promise<LoadedLoyalty> {
  const rows = await database.query<StoredRow>(
    `select ${storedColumns}
     from loyalty
     where brand_id = $1 and until_at <= to_timestamp($2::float8 / 1000)
     order by until_at, profile_id
     limit $3`,
    [brandId, atMs, limit],
  );
  return loadedOf(database, brandId, rows);
}

/** Customers whose numbers are above one, in order. */
export async function loadLoyaltyAfter(
  database: Queryable,
  brandId: number,
  afterProfileId: number,
  limit: number,
): Promise<LoadedLoyalty> {
  const rows = await database.query<StoredRow>(
    `select ${storedColumns}
     from loyalty
     where brand_id = $1 and profile_id > $2
     order by profile_id
     limit $3`,
    [brandId, afterProfileId, limit],
  );
  return loadedOf(database, brandId, rows);
}

async function loadedOf(
  database: Queryable,
  brandId: number,
  rows: readonly StoredRow[],
): Promise<LoadedLoyalty> {
  return {
    stored: new Map(rows.map((row) => [row.profile_id, storedOf(row)])),
    histories: await loadHistories(
      database,
      brandId,
      rows.map((row) => row.profile_id),
    ),
  };
}

async function loadHistories(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<ReadonlyMap<number, ShopHistory>> {
  const rows = await database.query<{ readonly profile_id: number; readonly body: string }>(
    "select profile_id, body from loyalty_history where brand_id = $1 and profile_id = any($2::bigint[])",
    [brandId, profileIds],
  );
  return new Map(rows.map(({ profile_id, body }) => [profile_id, readHistory(body)]));
}

/**
 * Writes customers anew, those who are gone not again, and what was noticed. The fold is the brand's only writer: what is replaced is
 * deleted and all of it copied, as the ledger does. `fresh`: of whom nothing can be kept yet.
 */
export async function saveLoyalty(
  tx: Transaction,
  brandId: number,
  writes: readonly LoyaltyWrite[],
  gone: readonly number[] = [],
  fresh: ReadonlySet<number> = new Set(),
): Promise<void> {
  const kept = writes.filter(({ history }) => history !== undefined);
  const replaced = (some: readonly LoyaltyWrite[]): readonly number[] =>
    some.flatMap(({ row }) => (fresh.has(row.profileId) ? [] : [row.profileId]));
  const rows = writes.map(({ row }) => row);
  const histories = writes.flatMap(({ row, history }) =>
    history === undefined ? [] : [{ profileId: row.profileId, history }],
  );
  await together([
    forget(tx, brandId, "loyalty", [...replaced(writes), ...gone]),
    forget(tx, brandId, "loyalty_history", [...replaced(kept), ...gone]),
    copyRows(tx, brandId, rows),
    copyHistories(tx, brandId, histories),
    noteChanges(tx, brandId, writes),
  ]);
}

/** Lines of COPY, one for each customer. */
export interface LoyaltyLines {
  readonly profileIds: readonly number[];
  readonly text: string;
}

export function linesOfRows(brandId: number, rows: readonly LoyaltyRow[]): LoyaltyLines {
  return {
    profileIds: rows.map((row) => row.profileId),
    text: rows.map((row) => loyaltyLine(brandId, row)).join(""),
  };
}

export function linesOfHistories(brandId: number, histories: readonly KeptHistory[]): LoyaltyLines {
  return { profileIds: histories.map((one) => one.profileId), text: historyLines(brandId, histories) };
}

/** Rows of customers who have none yet; those who have stay as they are. */
export async function insertMissingRows(
  tx: Transaction,
  brandId: number,
  lines: LoyaltyLines,
): Promise<void> {
  const missing = await missingOf(tx, brandId, lines);
  if (missing.text !== "") await tx.copyIn(copyLoyalty, missing.text);
}

/** Histories of customers who have no row yet, in place of what may have been left of an earlier try. */
export async function insertMissingHistories(
  tx: Transaction,
  brandId: number,
  lines: LoyaltyLines,
): Promise<void> {
  const missing = await missingOf(tx, brandId, lines);
  await forget(tx, brandId, "loyalty_history", missing.profileIds);
  if (missing.text !== "") await tx.copyIn(copyHistory, missing.text);
}

async function missingOf(tx: Transaction, brandId: number, lines: LoyaltyLines): Promise<LoyaltyLines> {
  const has = await havingRows(tx, brandId, lines.profileIds);
  if (has.size === 0) return lines;
  const each = lines.text.split("\n"); // inside a line it is written otherwise
  const missing = lines.profileIds.map((id, at) => ({ id, at })).filter(({ id }) => !has.has(id));
  return {
    profileIds: missing.map(({ id }) => id),
    text: missing.map(({ at }) => `${each[at]}\n`).join(""),
  };
}

interface KeptHistory {
  readonly profileId: number;
  readonly history: ShopHistory;
}

async function havingRows(
  tx: Transaction,
  brandId: number,
  profileIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const known = await tx.query<{ profile_id: number }>(
    "select profile_id from loyalty where brand_id = $1 and profile_id = any($2::bigint[])",
    [brandId, profileIds],
  );
  return new Set(known.map((row) => row.profile_id));
}

async function copyRows(tx: Transaction, brandId: number, rows: readonly LoyaltyRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.copyIn(copyLoyalty, rows.map((row) => loyaltyLine(brandId, row)).join(""));
}

async function copyHistories(
  tx: Transaction,
  brandId: number,
  histories: readonly KeptHistory[],
): Promise<void> {
  if (histories.length === 0) return;
  await tx.copyIn(copyHistory, historyLines(brandId, histories));
}

const copyHistory = "copy loyalty_history (brand_id, profile_id, body) from stdin";

function historyLines(brandId: number, histories: readonly KeptHistory[]): string {
  return histories
    .map(({ profileId, history }) => `${brandId}\t${profileId}\t${copyText(writeHistory(history))}\n`)
    .join("");
}

async function forget(
  tx: Transaction,
  brandId: number,
  table: "loyalty" | "loyalty_history",
  profileIds: readonly number[],
): Promise<void> {
  if (profileIds.length === 0) return;
  await tx.query(`delete from ${table} where brand_id = $1 and profile_id = any($2::bigint[])`, [
    brandId,
    profileIds,
  ]);
}

async function noteChanges(tx: Transaction, brandId: number, writes: readonly LoyaltyWrite[]): Promise<void> {
  const told = writes.flatMap(({ row, changes }) => changes.map((change) => ({ row, change })));
  if (told.length === 0) return;
  await tx.query(
    `insert into loyalty_change (brand_id, profile_id, kind, at, from_value, to_value, about, since_at)
     select $1, profile_id, kind, to_timestamp(at / 1000), from_value, to_value, about, to_timestamp(since / 1000)
     from unnest($2::bigint[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::float8[])
       as told (profile_id, kind, at, from_value, to_value, about, since)`,
    [
      brandId,
      told.map(({ row }) => row.profileId),
      told.map(({ change }) => change.kind),
      told.map(({ row, change }) => (change.kind === "stage.changed" ? row.stageSince : row.computedAt)),
      told.map(({ change }) => change.from),
      told.map(({ change }) => change.to),
      told.map(({ change }) => change.about),
      told.map(({ change }) => change.since),
    ],
  );
}
