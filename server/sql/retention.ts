import { decisionLines } from "./retention-of-decisions.ts";
import { membershipLines, type RetentionLine } from "./retention-of-memberships.ts";
import { modelLines } from "./retention-of-models.ts";
import { staffLines } from "./retention-of-staff.ts";

/**
 * Every table of both stores: what it holds of persons, how long, and what ends it. `docs/reference/retention.md` is written from this;
 * a test lists the tables and fails for those without a line. A promise that no code keeps yet says so: `built: false`.
 */
export interface TableRule {
  readonly store: "postgres" | "clickhouse";
  readonly table: string;
  readonly holds: string;
  /** values: a person can be read from it. pseudonym: only numbers that `identifier` and `leaf` lead to. none: nothing of a person. */
  readonly personal: "values" | "pseudonym" | "none";
  readonly kept: string;
  readonly erasedBy: string;
  /** Whether code does today what `kept` and `erasedBy` say. */
  readonly built: boolean;
}

const asLongAsUsed = "as long as the brand is";
const withTheEvent = "as long as the event";
const withThePerson = "as long as the customer is kept";
const erasure = "erasure of the customer";

const postgres: readonly RetentionLine[] = [
  [
    "api_key",
    "SHA-256 of keys, their last four characters",
    "none",
    "for ever, revoked ones too",
    "nothing: needed to tell a revoked key",
    true,
  ],
  ["brand", "the brand's name, time zone, currency", "none", asLongAsUsed, "dropping the database", true],
  [
    "consent_record",
    "the consent ledger, by leaf",
    "pseudonym",
    "for ever: it proves what was agreed",
    `${erasure}, when the law no longer asks for the proof`,
    false,
  ],
  [
    "decision",
    "decisions of the last days: products, experiences, a profile number",
    "pseudonym",
    "7 days after they are in ClickHouse",
    "the job forget-decisions",
    true,
  ],
  ["decision_head", "a counter", "none", asLongAsUsed, "dropping the database", true],
  [
    "definition",
    "names of segments, placements, experiences",
    "none",
    asLongAsUsed,
    "dropping the database",
    true,
  ],
  [
    "definition_version",
    "bodies of definitions, with author and reason",
    "none",
    "for ever: a past decision is explained by them",
    "dropping the database",
    true,
  ],
  ["event_private", "the personal part of each accepted event", "values", withTheEvent, erasure, false],
  [
    "identifier",
    "e-mail addresses, phones, cards, user and device ids",
    "values",
    withThePerson,
    erasure,
    false,
  ],
  ["identity_head", "a counter", "none", asLongAsUsed, "dropping the database", true],
  [
    "import_key",
    "hashes of imported records and of their content",
    "none",
    "for ever: imports are repeats for ever",
    "dropping the database",
    true,
  ],
  [
    "inbox",
    "every event as accepted, and control records",
    "values",
    "until folded and in ClickHouse, then 7 days, by parts of 1,000,000 positions",
    "the stream, hourly, where it leads",
    true,
  ],
  ["inbox_head", "a counter", "none", asLongAsUsed, "dropping the database", true],
  ["leaf", "the identifier that events came with, device by device", "values", withThePerson, erasure, false],
  [
    "line_up",
    "which experiences were judged, in which order",
    "none",
    "for ever: a past decision is explained by it",
    "dropping the database",
    true,
  ],
  [
    "loyalty",
    "what sales and profile add up to: numbers, bands, stage, by profile number",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "loyalty_change",
    "stages left, moves, returns after a lapse, by profile number; no address",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "loyalty_history",
    "a customer's days of shopping, by profile number",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "loyalty_thresholds",
    "what bands are relative to: quantiles of the brand",
    "none",
    "the last 400 versions",
    "the making of a newer one",
    true,
  ],
  ["merge", "which leaves were joined, why and by whom", "pseudonym", withThePerson, erasure, false],
  [
    "message_seen",
    "hashes of message ids by hour",
    "none",
    "8 days, by day; ids of older hours, told late, for ever",
    "the stream, hourly, where it leads",
    true,
  ],
  ["migration", "which migrations ran", "none", asLongAsUsed, "dropping the database", true],
  [
    "list_member",
    "identifiers that static lists name, of customers who are known and of others",
    "values",
    "as long as the list names them",
    "taking them out of the list; retiring the list",
    false,
  ],
  [
    "natural_key",
    "hashes of natural keys of imported records",
    "none",
    "for ever: imports are repeats for ever",
    "dropping the database",
    true,
  ],
  [
    "outbox",
    "membership changes, by profile number",
    "pseudonym",
    "7 days; the newest longer",
    "the stream, hourly, where it leads",
    true,
  ],
  [
    "portrait",
    "what conditions on people read of a customer: traits, consents, lists as they stand",
    "values",
    withThePerson,
    erasure,
    false,
  ],
  ["product", "the catalogue", "none", "for ever: sales refer to it", "dropping the database", true],
  [
    "profile",
    "what is known of a customer: traits, consents, cart, slots",
    "values",
    withThePerson,
    erasure,
    false,
  ],
  [
    "quarantine",
    "events set aside, as they were sent",
    "values",
    "until released or discarded; 90 days at most",
    "discarding it; a job for the 90 days",
    false,
  ],
  [
    "sale",
    "orders and receipts with totals; leaf number, no personal value",
    "pseudonym",
    "for ever: books are kept",
    `${erasure} parts the sale from its leaf`,
    false,
  ],
  ["sale_line", "lines of sales", "none", "as long as the sale", "its sale", true],
  ["sale_return", "returned lines", "none", "as long as the sale", "its sale", true],
  [
    "search_term",
    "words a customer is found by: names, mail, phone",
    "values",
    withThePerson,
    "the fold, when the profile no longer has the word",
    true,
  ],
  [
    "segment_fill",
    "how far a segment's history has been read",
    "none",
    "as long as the segment",
    "retiring the segment",
    true,
  ],
  [
    "segment_member",
    "who is in a segment, by profile number",
    "pseudonym",
    "as long as the customer is in it",
    "the fold, when the customer leaves",
    true,
  ],
  ["segment_size", "sizes", "none", "as long as the segment", "retiring the segment", true],
  [
    "segment_slot",
    "what the fold keeps for segments, and since when",
    "none",
    "as long as a definition needs the slot",
    "the fold, when none needs it",
    true,
  ],
  ["setting", "small facts about a brand", "none", asLongAsUsed, "dropping the database", true],
  ["sink_batch", "bounds of what goes to ClickHouse", "none", "the last one", "the next one", true],
  [
    "source",
    "sites, tills, servers that events come from",
    "none",
    asLongAsUsed,
    "dropping the database",
    true,
  ],
  ["stock", "pieces on hand", "none", "until told anew", "the next statement of it", true],
  ["store", "the brand's shops", "none", "for ever: sales refer to it", "dropping the database", true],
  ["store_area", "floor areas", "none", "as long as the store", "its store", true],
  ["stream_cursor", "how far the fold has come", "none", asLongAsUsed, "dropping the database", true],
];

const clickhouse: readonly RetentionLine[] = [
  [
    "decision",
    "every decision: products, experiences, a profile number",
    "pseudonym",
    "for ever",
    `${erasure} makes the number point nowhere`,
    false,
  ],
  [
    "event",
    "every accepted event without its personal values, by leaf number",
    "pseudonym",
    "for ever",
    `${erasure} makes the leaf number point nowhere`,
    false,
  ],
  [
    "leaf_profile",
    "which leaf belongs to which profile",
    "pseudonym",
    "for ever",
    `${erasure} removes the leaves`,
    false,
  ],
  ["migration", "which migrations ran", "none", asLongAsUsed, "dropping the database", true],
];

export const tableRules: readonly TableRule[] = [
  ...rulesOf("postgres", [...postgres, ...decisionLines, ...membershipLines, ...modelLines, ...staffLines]),
  ...rulesOf("clickhouse", clickhouse),
];

function rulesOf(store: TableRule["store"], lines: readonly RetentionLine[]): TableRule[] {
  return lines.map(([table, holds, personal, kept, erasedBy, built]) => ({
    store,
    table,
    holds,
    personal,
    kept,
    erasedBy,
    built,
  }));
}
