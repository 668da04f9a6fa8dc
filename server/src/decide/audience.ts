import { type Channel, consentChannelOf } from "@attune/contract";
import type { CustomerView } from "../profile/index.ts";
import type { Customer } from "./customers.ts";

/** Whose data may be used. Without consent there is no view, so nothing of the customer can reach the answer. */
export type Audience =
  | { readonly known: true; readonly view: CustomerView }
  | { readonly known: false; readonly because: Withheld };

/** Why nothing made for the customer may be shown. */
export type Withheld = "noConsent" | "unknownCustomer" | "heldOut";

/** Personalisation needs a grant, for the channel or for any; nobody having asked is not enough. */
export function audienceOf(customer: Customer | undefined, channel: Channel | undefined): Audience {
  if (customer === undefined) return { known: false, because: "unknownCustomer" };
  const key = `${consentChannelOf(channel)}.personalisation`;
  if (customer.view.consent(key) !== "granted") return { known: false, because: "noConsent" };
  return { known: true, view: customer.view };
}
