/** Table, what it holds, how personal that is, how long it is kept, what ends it, and whether code does so today. */
export type RetentionLine = readonly [
  table: string,
  holds: string,
  personal: "values" | "pseudonym" | "none",
  kept: string,
  erasedBy: string,
  built: boolean,
];

const withThePerson = "as long as the customer is kept";
const erasure = "erasure of the customer";

/** What tells of memberships outside and of their past. */
export const membershipLines: readonly RetentionLine[] = [
  [
    "segment_alert",
    "when a segment was empty or had changed much",
    "none",
    "as long as the brand is",
    "dropping the database",
    true,
  ],
  [
    "segment_stay",
    "stays in segments that have ended, by profile number",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "segment_tide",
    "how many entered and left a segment, by quarters of an hour",
    "none",
    "as long as the brand is",
    "dropping the database",
    true,
  ],
  ["webhook", "where each webhook stands", "none", "as long as the webhook is live", "retiring it", true],
  [
    "webhook_delivery",
    "which membership changes a webhook told, by profile number",
    "pseudonym",
    "until told, then 30 days",
    "the job forget-deliveries",
    true,
  ],
  [
    "webhook_secret",
    "secrets that webhooks sign with, encrypted",
    "none",
    "until replaced, then until the overlap ends",
    "the making of the next one",
    true,
  ],
  [
    "slot_gone",
    "slots that nothing needs any longer and that still lie in rows",
    "none",
    "until they are taken out of all rows",
    "the sweep behind it",
    true,
  ],
];
