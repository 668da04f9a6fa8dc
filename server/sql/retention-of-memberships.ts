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
];
