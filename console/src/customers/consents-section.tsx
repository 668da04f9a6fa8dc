import type { ReactElement } from "react";
import type { Consent } from "../api/forms.ts";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";

export function ConsentsSection({ consents }: { readonly consents: readonly Consent[] }): ReactElement {
  return (
    <Section title={words.customer.consents} name="consents">
      {consents.length === 0 ? (
        <p className="quiet">{words.customer.noConsents}</p>
      ) : (
        <ul className="pairs">
          {consents.map((consent) => (
            <li key={`${consent.purpose}/${consent.channel}/${consent.topic ?? ""}`} className="pair">
              <span>
                {wordFor(words.customer.purposes, consent.purpose)}
                <span className="quiet"> {scopeOf(consent)}</span>
              </span>
              <span className="pair-end">
                <span className={`consent-${consent.state}`}>
                  {words.customer.consentStates[consent.state]}
                </span>
                {consent.effectiveAt !== null && (
                  <span className="quiet pair-below">
                    <Moment at={consent.effectiveAt} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function scopeOf(consent: Consent): string {
  const channel =
    consent.channel === "any" ? words.customer.anyChannel : wordFor(words.consentChannels, consent.channel);
  return consent.topic === null || consent.topic === "" ? channel : `${channel}, ${consent.topic}`;
}
