import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  sessionMissing: (): Refusal =>
    new Refusal("session.missing", 401, "Nobody is signed in, or the session is over."),
  sessionRefused: (): Refusal => new Refusal("session.refused", 401, "Name and password do not go together."),
  sessionForeign: (): Refusal =>
    new Refusal(
      "session.foreign",
      403,
      "What changes something is taken from the console's own pages only: the header `X-Attune-Console: 1` or the origin is missing.",
    ),
  sessionNotFound: (): Refusal => new Refusal("session.not_found", 404, "There is no such session of yours."),
  notAllowed: (role: string): Refusal =>
    new Refusal("staff.not_allowed", 403, `This is not for the role ${role}.`),
} as const;
