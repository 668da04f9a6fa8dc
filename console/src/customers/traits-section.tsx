import type { JsonObject } from "@attune/contract";
import { type ReactElement, useState } from "react";
import type { TraitSource } from "../api/forms.ts";
import { flatten, plainText } from "../json/flatten.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";

/** What is known, and on demand where each value came from, when, and whether anybody said it. */
export function TraitsSection(props: {
  readonly traits: JsonObject;
  readonly sources: Readonly<Record<string, TraitSource>>;
}): ReactElement {
  const [isShown, setShown] = useState(false);
  const traits = flatten(props.traits).filter(([, value]) => value !== null);
  const toggle = (
    <button type="button" className="text-button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
      {isShown ? words.customer.hideSources : words.customer.showSources}
    </button>
  );
  return (
    <Section title={words.customer.traits} name="traits" aside={traits.length > 0 && toggle}>
      {traits.length === 0 ? (
        <p className="quiet">{words.customer.noTraits}</p>
      ) : (
        <dl className="pairs">
          {traits.map(([path, value]) => (
            <div key={path} className="pair">
              <dt className="quiet">{readable(path)}</dt>
              <dd className="pair-end">
                <bdi>{plainText(value)}</bdi>
                {isShown && <Source source={props.sources[path]} />}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Source({ source }: { readonly source: TraitSource | undefined }): ReactElement | null {
  const formats = useFormats();
  const now = useNow();
  if (source === undefined) return null;
  const how = source.inferred ? words.customer.inferred : words.customer.stated;
  return (
    <span className="quiet pair-below">
      {words.customer.from(source.source, formats.short(source.at, now))}, {how}
    </span>
  );
}

/** `address.postalCode` → `address postal code` */
function readable(path: string): string {
  return path
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[._]/g, " ")
    .toLocaleLowerCase();
}
