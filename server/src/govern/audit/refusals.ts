import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  auditBehind: (): Refusal =>
    new Refusal(
      "audit.behind",
      503,
      "Who saw whom cannot be written down at the moment, so nobody is shown. Try again shortly.",
      { retryAfterSeconds: 2 },
    ),
  actorUnknown: (): Refusal =>
    new Refusal("audit.actor_unknown", 400, "Staff are named `stf_…`, keys `key_…`."),
  headUnreadable: (): Refusal =>
    new Refusal("audit.head_unreadable", 400, "A head is as an earlier check told it: `number.hex`."),
} as const;
