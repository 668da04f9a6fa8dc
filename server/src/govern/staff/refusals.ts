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
  invitationOver: (): Refusal =>
    new Refusal("session.invitation_over", 401, "The link was used, or is too old. The owner makes another."),
  tooManyWrong: (retryAfterSeconds: number): Refusal =>
    new Refusal("session.too_many_wrong", 429, "Too many wrong passwords in a row. Wait, then try again.", {
      retryAfterSeconds,
    }),
  tooManyAtOnce: (): Refusal =>
    new Refusal("session.too_many_at_once", 429, "Too many sign in at once. Try again shortly.", {
      retryAfterSeconds: 2,
    }),
  notAllowed: (role: string): Refusal =>
    new Refusal("staff.not_allowed", 403, `This is not for the role ${role}.`),
  staffNotFound: (): Refusal => new Refusal("staff.not_found", 404, "There is no such member of staff."),
  loginTaken: (): Refusal => new Refusal("staff.login_taken", 409, "Somebody has this login already."),
  lastOwner: (): Refusal =>
    new Refusal("staff.last_owner", 409, "This is the last owner; make another before you change this one."),
  storesMissing: (): Refusal =>
    new Refusal("staff.stores_missing", 422, "Staff of a store need the stores that they work for."),
  storesNotForRole: (role: string): Refusal =>
    new Refusal("staff.stores_not_for_role", 422, `The role ${role} sees all stores: name none.`),
  passwordTooShort: (least: number): Refusal =>
    new Refusal("staff.password_too_short", 422, `A password has at least ${least} characters.`),
  passwordTooLong: (most: number): Refusal =>
    new Refusal("staff.password_too_long", 422, `A password has at most ${most} characters.`),
  passwordGuessed: (): Refusal =>
    new Refusal(
      "staff.password_guessed",
      422,
      "This password is easily guessed: it holds the login, or the same few characters.",
    ),
} as const;
