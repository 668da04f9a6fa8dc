import type { ReactElement } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import type { Affinity } from "./more-queries.ts";

const mostOfADimension = 4;

/** What the customer tends to: said by the customer, or seen in what they did. */
export function AffinitiesSection({
  affinities,
}: {
  readonly affinities: readonly Affinity[];
}): ReactElement {
  const byDimension = Object.entries(Object.groupBy(affinities, ({ dimension }) => dimension));
  return (
    <Section title={words.people.affinities} name="affinities">
      {byDimension.length === 0 ? (
        <p className="quiet">{words.people.noAffinities}</p>
      ) : (
        <dl className="pairs">
          {byDimension.map(([dimension, of = []]) => (
            <div key={dimension} className="pair">
              <dt className="quiet">{wordFor(words.people.affinityDimensions, dimension)}</dt>
              <dd className="pair-end">
                <ul>
                  {of.slice(0, mostOfADimension).map((one) => (
                    <OneAffinity key={`${one.value}/${one.category ?? ""}`} affinity={one} />
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function OneAffinity({ affinity }: { readonly affinity: Affinity }): ReactElement {
  const formats = useFormats();
  const { value, category, weight, source } = affinity;
  return (
    <li>
      <bdi>{category === null ? value : `${value}, ${category}`}</bdi>{" "}
      <span className="quiet">
        {source === "stated"
          ? words.people.statedTaste(weight > 0)
          : words.people.observedTaste(formats.percent(Math.abs(weight)), weight >= 0)}
      </span>
    </li>
  );
}
