import { type ConsentEntry, consentKey, type StatedConsent } from "./consent.ts";

/**
 * What of an event's consents belongs in the ledger. What was said, always. What a page merely stamps on every event, only
 * when it differs from what is known, else each page view would cost seven rows. When something late comes in behind what
 * is known, the known is written again behind it: it may have been left out, and the ledger must end as the profile does.
 * `known` are the leaf's entries before the event.
 */
export function ledgerNews(
  stated: readonly StatedConsent[],
  known: Readonly<Record<string, ConsentEntry>>,
): readonly StatedConsent[] {
  return stated.flatMap((consent) => {
    const key = consentKey(consent);
    const entry = Object.hasOwn(known, key) ? known[key] : undefined;
    if (entry === undefined) return [consent];
    const [state, effectiveAt] = entry;
    if (state === consent.state) return consent.observed ? [] : [consent];
    return effectiveAt < consent.effectiveAt
      ? [consent]
      : [consent, { ...consent, state, effectiveAt, observed: true }];
  });
}
