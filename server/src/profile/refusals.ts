import { Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknownProfile: (): Refusal =>
    new Refusal("profile.unknown", 404, "No customer has this id or identifier."),
  unknownNamespace: (): Refusal =>
    new Refusal(
      "profile.unknown_namespace",
      404,
      "A customer is named `prf_…` or `namespace:value`; the namespaces are userId, anonymousId, email, phone, card and external.<type>.",
    ),
  sameProfile: (): Refusal => new Refusal("profile.same", 422, "Both are the same customer already."),
  realCustomer: (): Refusal =>
    new Refusal(
      "rehearsal.real_customer",
      409,
      "This is a real customer: what is made up must not come into their history. Rehearse with a simulated one.",
    ),
  unknownMerge: (): Refusal => new Refusal("merge.unknown", 404, "There is no such merge."),
  mergeUndone: (): Refusal => new Refusal("merge.undone", 409, "This merge was undone before."),
  withheld: (): Refusal =>
    new Refusal(
      "profile.withheld",
      403,
      "The customer has not consented to personalisation: staff see orders, cases and entitlements only.",
    ),
  otherStore: (): Refusal =>
    new Refusal(
      "profile.other_store",
      403,
      "This is a customer of another store. Look them up by card, receipt or phone, or by name with a second fact.",
    ),
  badCursor: (): Refusal =>
    new Refusal("request.bad_cursor", 400, "The cursor is not one that was given out."),
} as const;
