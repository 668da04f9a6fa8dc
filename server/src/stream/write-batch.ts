import { addContacts } from "../decide/postgres/contacts.ts";
import { appendConsents } from "../govern/consent/postgres/append-consents.ts";
import { copyText, joinedColumn, joinTexts } from "../platform/postgres/copy-text.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { together } from "../platform/postgres/together.ts";
import type { MembershipChange } from "../profile/index.ts";
import { saveIdentity } from "../profile/postgres/identity-store.ts";
import { saveProfileRows } from "../profile/postgres/profile-store.ts";
import { savePortraits } from "../profile/postgres/save-portraits.ts";
import { applySales } from "../profile/sale/postgres/apply-sales.ts";
import type { FoldedBatch, FoldedEvent, TermChange } from "./batch.ts";
import { saveSizes } from "./postgres/segment-sizes.ts";
import { tellOutbox } from "./tell-outbox.ts";
import { writeLoyalty } from "./write-loyalty.ts";

/** Everything that a batch changed, in the fold's transaction. `last`: position of the batch's last record. */
export async function writeBatch(
  tx: Transaction,
  context: { readonly brandId: number; readonly now: number },
  { changes, count, privateLines, sales, consents, contacts, outcome, loyalty }: FoldedBatch,
  last: number,
): Promise<void> {
  const { brandId, now } = context;
  // All are put on the line at once, in this order, so that we prepare the later ones while Postgres runs the earlier.
  await together([
    saveProfileRows(tx, brandId, outcome.profiles, outcome.known),
    count === 0 ? Promise.resolve() : tx.copyIn(copyPrivate, privateLines),
    saveIdentity(tx, brandId, changes, now),
    saveMemberships(tx, brandId, outcome.memberships, last),
    saveTerms(tx, brandId, outcome.terms),
    savePortraits(tx, brandId, outcome.portraits),
    applySales(tx, brandId, sales).then((changed) =>
      loyalty === undefined ? undefined : writeLoyalty(tx, context, loyalty, changed, last),
    ),
    appendConsents(tx, consents),
    addContacts(tx, brandId, contacts),
  ]);
}

const copyPrivate = "copy event_private (brand_id, position, leaf_id, body) from stdin";

/** What of an event ClickHouse may not hold, as a row of `event_private`. */
export function privateLine(brandId: number, { position, leafId, split }: FoldedEvent): string {
  return `${brandId}\t${position}\t${leafId}\t${copyText(JSON.stringify(split.personal))}\n`;
}

/** Members, stays that have ended, sizes, and the outbox that others follow. What the list of members had already changes nothing. `position` orders the outbox. */
export async function saveMemberships(
  tx: Transaction,
  brandId: number,
  memberships: readonly MembershipChange[],
  position: number,
): Promise<void> {
  if (memberships.length === 0) return;
  const news = new Set<MembershipChange>();
  for (const round of roundsOf(memberships)) {
    const [entered, left] = await Promise.all([
      enter(
        tx,
        brandId,
        round.filter((one) => one.entered),
      ),
      leave(
        tx,
        brandId,
        round.filter((one) => !one.entered),
      ),
    ]);
    for (const one of round)
      if ((one.entered ? entered : left).has(pairOf(one.segmentId, one.profileId))) news.add(one);
  }
  const real = memberships.filter((one) => news.has(one));
  if (real.length === 0) return;
  const versions = await saveSizes(tx, brandId, real);
  const told = real.map(({ segmentId, profileId, entered, at }) => ({
    kind: entered ? "segment.entered" : "segment.left",
    body: { segmentId, profileId, at, version: versions.get(segmentId) ?? 0 },
    segmentId,
  }));
  await tellOutbox(tx, brandId, told, position);
}

/** One customer may leave a segment and enter it again: in a round each pair comes once, the first of all in the first. */
function roundsOf(memberships: readonly MembershipChange[]): readonly (readonly MembershipChange[])[] {
  const counts = new Map<string, number>();
  const rounds = Map.groupBy(memberships, (one) => {
    const pair = pairOf(one.segmentId, one.profileId);
    const before = counts.get(pair) ?? 0;
    counts.set(pair, before + 1);
    return before;
  });
  return [...rounds.values()];
}

const pairOf = (segmentId: number, profileId: number): string => `${segmentId} ${profileId}`;

interface MemberRow {
  readonly segment_id: number;
  readonly profile_id: number;
}

async function enter(
  tx: Transaction,
  brandId: number,
  changes: readonly MembershipChange[],
): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const rows = await tx.query<MemberRow>(
    `insert into segment_member (brand_id, segment_id, profile_id, entered_at)
     select $1, segment_id, profile_id, to_timestamp(at / 1000.0)
     from unnest($2::int[], $3::bigint[], $4::float8[]) as told (segment_id, profile_id, at)
     on conflict do nothing
     returning segment_id, profile_id`,
    [
      brandId,
      changes.map((one) => one.segmentId),
      changes.map((one) => one.profileId),
      changes.map((one) => one.at),
    ],
  );
  return new Set(rows.map((row) => pairOf(row.segment_id, row.profile_id)));
}

async function leave(
  tx: Transaction,
  brandId: number,
  changes: readonly MembershipChange[],
): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const rows = await tx.query<MemberRow>(
    `with gone as (
       delete from segment_member
       using unnest(${joinedColumn(2, "int")}, ${joinedColumn(3, "bigint")}, ${joinedColumn(4, "float8")}) as told (segment_id, profile_id, at)
       where segment_member.brand_id = $1
         and segment_member.segment_id = told.segment_id
         and segment_member.profile_id = told.profile_id
       returning segment_member.segment_id, segment_member.profile_id, segment_member.entered_at, told.at
     ), stay as (
       insert into segment_stay (brand_id, profile_id, segment_id, entered_at, left_at)
       select $1, profile_id, segment_id, entered_at, to_timestamp(at / 1000.0)
       from gone
       where segment_id > 0
     )
     select segment_id, profile_id from gone`,
    [
      brandId,
      joinTexts(changes.map((one) => one.segmentId)),
      joinTexts(changes.map((one) => one.profileId)),
      joinTexts(changes.map((one) => one.at)),
    ],
  );
  return new Set(rows.map((row) => pairOf(row.segment_id, row.profile_id)));
}

async function saveTerms(tx: Transaction, brandId: number, terms: readonly TermChange[]): Promise<void> {
  const replaced = terms.filter((one) => one.all).map((one) => one.profileId);
  if (replaced.length > 0)
    await tx.query("delete from search_term where brand_id = $1 and profile_id = any($2::bigint[])", [
      brandId,
      replaced,
    ]);
  const removed = terms.flatMap((one) => one.removed.map((term) => ({ term, profileId: one.profileId })));
  const added = terms.flatMap((one) => one.added.map((term) => ({ term, profileId: one.profileId })));
  if (removed.length > 0) {
    await tx.query(
      `delete from search_term using unnest($2::text[], $3::bigint[]) as told (term, profile_id)
       where search_term.brand_id = $1 and search_term.term = told.term collate "C" and search_term.profile_id = told.profile_id`,
      [brandId, removed.map((one) => one.term), removed.map((one) => one.profileId)],
    );
  }
  if (added.length > 0) {
    await tx.query(
      `insert into search_term (brand_id, term, profile_id)
       select $1, term, profile_id from unnest($2::text[], $3::bigint[]) as told (term, profile_id)
       on conflict do nothing`,
      [brandId, added.map((one) => one.term), added.map((one) => one.profileId)],
    );
  }
}
