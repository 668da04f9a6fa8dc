import type { RetentionLine } from "./retention-of-memberships.ts";

const withThePerson = "as long as the customer is kept";
const erasure = "erasure of the customer";

/** What stands beside the decisions themselves. */
export const decisionLines: readonly RetentionLine[] = [
  ["assignment", "which variants were dealt, by leaf", "pseudonym", withThePerson, erasure, false],
  [
    "contact",
    "which experiences a customer saw, used or refused, and when, by leaf",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "contact_served",
    "which experiences a customer was served, and when, by leaf",
    "pseudonym",
    withThePerson,
    erasure,
    false,
  ],
  [
    "override",
    "what staff decided for a customer, with a reason in words, by leaf",
    "values",
    "for ever: it says who decided what",
    erasure,
    false,
  ],
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
  [
    "simulation",
    "what a changed experience would have shown, with some profile numbers as samples",
    "pseudonym",
    "7 days",
    "the job forget-simulations",
    true,
  ],
];
