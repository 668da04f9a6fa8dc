import { type ItemChoice, type ItemStrategy, itemStrategies, type Json } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { JsonField } from "./content-form.tsx";
import type { ExperienceDraft } from "./experience-draft.ts";

/** Which products it shows: by one strategy as a choice, anything more as text. */
export function ProductsSection({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const { items } = draft.told;
  const set = (next: ItemChoice | undefined): void =>
    draft.set("items", next === undefined ? undefined : (next as unknown as Json)); // a choice is JSON
  const isPlain =
    items === undefined || Object.keys(items).every((name) => name === "strategy" || name === "limit");
  return (
    <Section title={words.experience.products}>
      {isPlain ? (
        <div className="form-fields">
          <NativeSelect
            label={words.experience.strategy}
            value={items?.strategy ?? ""}
            error={draft.faultAt("/items", true)}
            data={[
              { value: "", label: words.experience.noProducts },
              ...itemStrategies
                .filter((one) => one !== "popularInSegment")
                .map((value) => ({ value, label: words.experience.strategies[value] ?? value })),
            ]}
            onChange={(event) => {
              const strategy = event.currentTarget.value as ItemStrategy | "";
              set(strategy === "" ? undefined : { ...items, strategy });
            }}
          />
          {items !== undefined && (
            <TextInput
              type="number"
              min={1}
              max={50}
              label={words.experience.limit}
              value={items.limit === undefined ? "" : String(items.limit)}
              onChange={(event) => {
                const { limit: _, ...rest } = items;
                const limit = event.currentTarget.valueAsNumber;
                set(Number.isNaN(limit) ? rest : { ...rest, limit });
              }}
            />
          )}
        </div>
      ) : (
        <JsonField
          label={words.experience.itemsAsText}
          value={items as unknown as Json}
          fault={draft.faultAt("/items", true)}
          onChange={(value) => draft.set("items", value)}
        />
      )}
    </Section>
  );
}
