import type { Json, JsonObject } from "@attune/contract";

/**
 * What staff see of a customer who has not consented to personalisation: orders, cases and entitlements, who it is, and the consents
 * themselves. Everything else is held back: a route that is not in here is refused.
 */
const left: Readonly<Record<string, "all" | ((body: JsonObject) => JsonObject)>> = {
  getProfile: onlyWhoItIs,
  getProfileTimeline: onlyOrdersAndCases,
  listProfileOrders: "all",
  // Judges consent entry by entry.
  resumeProfile: "all",
  getConsents: "all",
  stateConsent: "all",
  listProfileMerges: "all",
  mergeProfiles: "all",
  listProfileViews: "all",
};

/** Whether anything of the route is left without the consent. */
export function isLeft(operationId: string): boolean {
  return Object.hasOwn(left, operationId);
}

/** What is left of the answer. */
export function withhold(operationId: string, body: JsonObject): JsonObject {
  const keep = left[operationId];
  if (keep === undefined) return {};
  return keep === "all" ? body : { ...keep(body), withheld: "personalisation" };
}

const shownOfProfile = new Set(["id", "name", "identifiers", "consents", "orders", "simulated", "masked"]);

function onlyWhoItIs(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (shownOfProfile.has(key)) return [key, value];
      return [key, key === "openCart" ? { ...(value as JsonObject), items: [] } : emptied(value)];
    }),
  );
}

/** Of the same form, so that a page needs no second one. */
function emptied(value: Json): Json {
  if (Array.isArray(value)) return [];
  return typeof value === "object" && value !== null ? {} : null;
}

const ofOrdersAndCases =
  /^(?:Order |Product Returned$|Product Exchanged$|Receipt |Refund |Service Case |Delivery |Consent |Reward |Voucher |Points |Membership |Benefit )/;

function onlyOrdersAndCases(body: JsonObject): JsonObject {
  const items = Array.isArray(body["items"]) ? body["items"] : [];
  return {
    ...body,
    items: items.filter((item) => {
      const { name } = item as { name?: unknown };
      return typeof name === "string" && ofOrdersAndCases.test(name);
    }),
  };
}

/** A customer in a list, by whom there is no consent: who it is and what was bought. */
export function withholdRow(row: JsonObject): JsonObject {
  const { segments, channels, lastSeenAt, ...rest } = row;
  return {
    ...rest,
    ...(lastSeenAt === undefined ? {} : { lastSeenAt: null }),
    ...(channels === undefined ? {} : { channels: [] }),
    ...(segments === undefined ? {} : { segments: [] }),
    withheld: "personalisation",
  };
}
