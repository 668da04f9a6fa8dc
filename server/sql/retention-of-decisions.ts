import type { RetentionLine } from "./retention-of-memberships.ts";

/** What stands beside the decisions themselves. */
export const decisionLines: readonly RetentionLine[] = [
  [
    "recognition_revocation",
    "which recognition tokens count no longer, by serial or leaf number",
    "pseudonym",
    "until the tokens would have expired",
    "the job forget-revocations",
    true,
  ],
  [
    "kept_list",
    "products shown under a context id, by leaf",
    "pseudonym",
    "90 days",
    "the job forget-kept-lists",
    true,
  ],
];
