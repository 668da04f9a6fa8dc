import type { ConsentChannel, ConsentRecordView, Purpose, StatedConsentState } from "@attune/contract";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { ConsentFact } from "../consent.ts";
import type { ConsentLedger, ConsentMoment, ConsentPage } from "../consent-ports.ts";

const recordsPerPage = 100;

/** Reads the ledger. */
export function createConsentLedger(database: Queryable): ConsentLedger {
  return {
    facts: (brandId, leafIds, moment) => findFacts(database, brandId, leafIds, moment),
    records: (brandId, leafIds, knownAt, cursor) => listRecords(database, brandId, leafIds, knownAt, cursor),
  };
}

interface FactRow {
  readonly purpose: Purpose;
  readonly channel: ConsentChannel;
  readonly topic: string;
  readonly state: StatedConsentState;
  readonly effective_at: number;
}

interface LeafFactRow extends FactRow {
  readonly leaf_id: number;
}

/** Of each leaf the newest of each matter; of one moment the one that allows less, as `consentOutranks` says. */
async function findFacts(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
  moment: ConsentMoment,
): Promise<readonly (readonly ConsentFact[])[]> {
  const rows = await database.query<LeafFactRow>(
    `select distinct on (leaf_id, purpose, channel, topic) leaf_id, purpose, channel, topic, state, effective_at
     from consent_record
     where brand_id = $1
       and leaf_id = any($2::bigint[])
       and effective_at <= to_timestamp($3::float8 / 1000)
       and recorded_at <= to_timestamp($4::float8 / 1000)
     order by leaf_id, purpose, channel, topic, effective_at desc,
              array_position(array['withdrawn', 'denied', 'granted'], state)`,
    [brandId, leafIds, moment.at, moment.knownAt],
  );
  const byLeaf = Map.groupBy(rows, (row) => row.leaf_id);
  return [...byLeaf.values()].map((facts) =>
    facts.map(({ effective_at, leaf_id: _, ...row }) => ({ ...row, effectiveAt: effective_at })),
  );
}

interface RecordRow extends FactRow {
  readonly position: number;
  readonly ordinal: number;
  readonly source: string;
  readonly proof: string;
  readonly text_version: string | null;
  readonly recorded_at: number;
}

async function listRecords(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
  knownAt: number,
  cursor: string | undefined,
): Promise<ConsentPage> {
  const [position, ordinal] = cursor === undefined ? [null, null] : parseCursor(cursor, ["number", "number"]);
  const rows = await database.query<RecordRow>(
    `select position, ordinal, purpose, channel, topic, state, source, proof, text_version, effective_at, recorded_at
     from consent_record
     where brand_id = $1
       and leaf_id = any($2::bigint[])
       and recorded_at <= to_timestamp($3::float8 / 1000)
       and ($4::bigint is null or (position, ordinal) < ($4::bigint, $5::smallint))
     order by position desc, ordinal desc
     limit $6`,
    [brandId, leafIds, knownAt, position, ordinal, recordsPerPage + 1],
  );
  const page = rows.slice(0, recordsPerPage);
  const last = page.at(-1);
  return {
    records: page.map(viewRecord),
    next:
      rows.length > recordsPerPage && last !== undefined ? formatCursor([last.position, last.ordinal]) : null,
  };
}

function viewRecord(row: RecordRow): ConsentRecordView {
  return {
    purpose: row.purpose,
    channel: row.channel,
    topic: row.topic === "" ? null : row.topic,
    state: row.state,
    source: row.source,
    proof: row.proof,
    textVersion: row.text_version,
    effectiveAt: new Date(row.effective_at).toISOString(),
    recordedAt: new Date(row.recorded_at).toISOString(),
  };
}
