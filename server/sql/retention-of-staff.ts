import type { RetentionLine } from "./retention-of-memberships.ts";

/** What is kept of people who sign in at the console, and of what they saw and did. All in Postgres. */
export const staffLines: readonly RetentionLine[] = [
  [
    "audit",
    "who did what to which key, definition, quarantined event or customer, and who saw which customer; by numbers",
    "pseudonym",
    "changes for ever, views for 13 months",
    "the program, hourly, of views; changes name acts, not what was in them",
    true,
  ],
  [
    "audit_seal",
    "what shows that an entry of the audit was changed or taken out",
    "none",
    "for ever",
    "nothing: without it the audit proves nothing",
    true,
  ],
  [
    "audit_unsealed",
    "numbers of entries of the audit",
    "none",
    "a few seconds",
    "the sealing of the audit",
    true,
  ],
  [
    "staff",
    "names and logins of staff, their role and stores, a password as scrypt; nothing of a customer",
    "none",
    "for ever: the audit names them",
    "dropping the database; a login is disabled at the console",
    true,
  ],
  [
    "staff_session",
    "who is signed in, on which kind of device; nothing of a customer",
    "none",
    "at most 12 hours",
    "signing out, or the next sign-in of anybody after its end",
    true,
  ],
  [
    "store_sight",
    "whom of other stores somebody of a store looked up, by profile number",
    "pseudonym",
    "half an hour",
    "the program, hourly",
    true,
  ],
];
