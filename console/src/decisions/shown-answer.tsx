import type { DecisionItem, PlacementAnswer, SlotAnswer } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { ContentView } from "../experiences/content-view.tsx";
import { languageName } from "../experiences/variants-section.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import "./decisions.css";

/** What the customer sees at a placement, as facts: one slot or several. */
export function ShownAnswer({ answer }: { readonly answer: PlacementAnswer }): ReactElement {
  return (
    <div className="shown">
      {(answer.slots ?? [answer]).map((slot, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot has no name but its place
        <Slot key={at} slot={slot} />
      ))}
    </div>
  );
}

function Slot({ slot }: { readonly slot: SlotAnswer }): ReactElement {
  const { content, items, variant, locale } = slot;
  return (
    <div className="shown-slot">
      {content === null ? <p className="quiet">{words.decision.empty}</p> : <ContentView content={content} />}
      {items !== undefined && items.length > 0 && <Items items={items} />}
      <p className="quiet shown-reason">
        {slot.reason.text}
        {variant !== undefined && ` ${words.decision.variant(variant)}`}
        {locale !== undefined && ` ${words.decision.language(languageName(locale))}`}
      </p>
    </div>
  );
}

function Items({ items }: { readonly items: readonly DecisionItem[] }): ReactElement {
  const formats = useFormats();
  return (
    <ol className="shown-items" aria-label={words.decision.items}>
      {items.map(({ product, name, priceMinor, currency }) => (
        <li key={product}>
          <Link to="/products/$key" params={{ key: product }} className="strong-link">
            <bdi>{name}</bdi>
          </Link>
          {priceMinor !== undefined && currency !== undefined && (
            <span className="tabular quiet">{formats.money(priceMinor, currency)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
