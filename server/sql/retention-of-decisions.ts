import type { RetentionLine } from "./retention-of-memberships.ts";

const withThePerson = "as long as the customer is kept";
const erasure = "erasure of the customer";

/** What decisions keep of customers besides the log. */
export const decisionLines: readonly RetentionLine[] = [
  ["assignment", "which variants were dealt, by leaf", "pseudonym", withThePerson, erasure, false],
  [
    "contact",
    "which experiences a customer was served, saw, used or refused, and when, by leaf",
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
];
