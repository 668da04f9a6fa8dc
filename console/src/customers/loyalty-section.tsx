import type { DimensionAnswer, DimensionFamily, LoyaltyAnswer } from "@attune/contract";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { dimensionValue } from "./dimension-value.ts";
import "./loyalty.css";
import { useLoyalty } from "./more-queries.ts";
import { stageSentence } from "./stage-words.ts";

const families: readonly DimensionFamily[] = ["recency", "frequency", "monetary", "tenure", "channel"];

/** The numbers of a customer, what each means among all others, when it was worked out and which sales it rests on. */
export function LoyaltySection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const loyalty = useLoyalty(customerRef);
  return (
    <Section title={words.people.loyalty} name="loyalty">
      <Answered query={loyalty} lines={6}>
        {(data) => <Dimensions loyalty={data} />}
      </Answered>
    </Section>
  );
}

function Dimensions({ loyalty }: { readonly loyalty: LoyaltyAnswer }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  const computedAt = loyalty.dimensions[0]?.computedAt;
  return (
    <>
      <p className="loyalty-lead">
        {stageSentence(loyalty, formats, now)}{" "}
        {loyalty.rfm !== null &&
          words.people.rfm(loyalty.rfm.cell, wordFor(words.people.rfmGroups, loyalty.rfmGroup))}
      </p>
      {families.map((family) => (
        <div key={family} className="dimension-family">
          <h3>{words.people.families[family]}</h3>
          <ul className="rows">
            {loyalty.dimensions
              .filter((one) => one.family === family)
              .map((one) => (
                <li key={one.name}>
                  <Dimension dimension={one} currency={loyalty.currency} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {computedAt !== undefined && (
        <p className="quiet">
          {words.people.computed} <Moment at={computedAt} />
        </p>
      )}
    </>
  );
}

function Dimension(props: { readonly dimension: DimensionAnswer; readonly currency: string }): ReactElement {
  const { dimension } = props;
  const formats = useFormats();
  const line = (
    <>
      <span className="dimension-name">{words.people.dimensions[dimension.name]}</span>
      <span className="dimension-band quiet">{dimension.bandName}</span>
      <span className="dimension-value tabular">
        {dimensionValue(dimension.name, dimension.value, props.currency, formats)}
      </span>
    </>
  );
  return (
    <details className="unfolding">
      <summary className="dimension">
        {line}
        <Icon name="down" size={16} />
      </summary>
      <p className="dimension-rests quiet">
        {dimension.percentile !== null && words.people.percentile(formats.number(dimension.percentile))}{" "}
        {dimension.records.length === 0
          ? words.people.restsOnNothing
          : words.people.restsOn(formats.number(dimension.records.length))}{" "}
        <span className="selectable">{dimension.records.slice(0, 12).join(", ")}</span>{" "}
        {words.people.band(dimension.band)}
      </p>
    </details>
  );
}
