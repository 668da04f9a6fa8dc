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
  badCursor: (): Refusal =>
    new Refusal("request.bad_cursor", 400, "The cursor is not one that was given out."),
} as const;
