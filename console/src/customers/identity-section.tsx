import type { ReactElement } from "react";
import type { IdentifierForm } from "../api/forms.ts";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { namespaceWord, sortIdentifiers } from "./display-name.ts";

export function IdentitySection(props: { readonly identifiers: readonly IdentifierForm[] }): ReactElement {
  return (
    <Section title={words.customer.identity} name="identity">
      <dl className="pairs">
        {sortIdentifiers(props.identifiers).map((identifier) => (
          <div key={`${identifier.namespace}:${identifier.value}`} className="pair">
            <dt className="quiet">{namespaceWord(identifier.namespace)}</dt>
            <dd className="pair-end selectable">{identifier.value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
