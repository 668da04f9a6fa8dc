import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import "./loyalty.css";
import { type AttributeQuality, type Completeness, useCompleteness } from "./more-queries.ts";

/** How much is known and may be used; each attribute says why it scores what it scores. */
export function CompletenessSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const completeness = useCompleteness(customerRef);
  return (
    <Section title={words.people.completeness} name="completeness">
      <Answered query={completeness} lines={4}>
        {(data) => <Quality completeness={data} />}
      </Answered>
    </Section>
  );
}

function Quality({ completeness }: { readonly completeness: Completeness }): ReactElement {
  const formats = useFormats();
  const { quality } = words.people;
  const percent = (score: number | null): string => (score === null ? words.nothing : formats.percent(score));
  const there = completeness.attributes.filter((one) => one.isPresent);
  const missing = completeness.attributes.filter((one) => !one.isPresent);
  return (
    <>
      <p className="quiet">
        {there.length === 0
          ? quality.none
          : quality.sentence(percent(completeness.completeness), {
              validity: percent(completeness.validity),
              freshness: percent(completeness.freshness),
              consent: percent(completeness.consent),
            })}
      </p>
      <ul>
        {there.map((one) => (
          <Attribute key={one.name} attribute={one} />
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="quiet">
          {quality.missing(
            formats.list(
              missing.map((one) => wordFor(words.people.attributes, one.name).toLocaleLowerCase()),
            ),
          )}
        </p>
      )}
    </>
  );
}

function Attribute({ attribute }: { readonly attribute: AttributeQuality }): ReactElement {
  const formats = useFormats();
  const { quality } = words.people;
  const reasons = [
    ...(attribute.validity === 0 ? [quality.invalid] : []),
    ...(attribute.freshness !== null && attribute.freshness < 1 ? [quality.stale] : []),
    wordFor(quality.consents, attribute.consentState),
  ];
  return (
    <li className="quality-row">
      <span>{wordFor(words.people.attributes, attribute.name)}</span>
      <span className="tabular">{formats.percent(attribute.score)}</span>
      <span className="quiet pair-below">
        {reasons.join(", ")}
        {attribute.saidAt !== null && (
          <>
            {", "}
            {quality.said} <Moment at={attribute.saidAt} />
          </>
        )}
      </span>
    </li>
  );
}
