import type { DecisionReason, PlacementAnswer } from "@attune/contract";

const texts: Readonly<Record<DecisionReason, string>> = {
  personalised: "Chosen for this customer.",
  pinned: "Chosen for this customer by staff.",
  everyone: "Shown to everyone.",
  noConsent: "The customer has not consented to personalisation: this is what everyone gets.",
  unknownCustomer: "The customer is not recognised: this is what everyone gets.",
  heldOut: "The customer is in a hold-out, a group for comparison: this is what everyone gets.",
  fallback: "Nothing else applied.",
  nothingSuits: "No experience suits this customer.",
  nothingLive: "No experience is live here.",
  unknownPlacement: "There is no live placement of this key.",
};

const json = new Map(
  Object.keys(texts).map((code) => [code, JSON.stringify(reasonOf(code as DecisionReason))]),
);

export function reasonOf(code: DecisionReason): PlacementAnswer["reason"] {
  return { code, text: texts[code] };
}

/** JSON of a PlacementAnswer's reason. */
export function reasonJson(code: DecisionReason): string {
  return json.get(code) ?? JSON.stringify(reasonOf(code));
}
