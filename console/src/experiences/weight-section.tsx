import { experienceKinds, natures } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import type { ExperienceDraft } from "./experience-draft.ts";

const ticks = ["fallback", "newCustomersOnly", "openStore"] as const;

/** How much it counts against what competes with it, and what it is for. */
export function WeightSection({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const { told } = draft;
  return (
    <Section title={words.experience.weight}>
      <div className="form-fields">
        <NumberInput draft={draft} name="priority" />
        <NumberInput draft={draft} name="value" />
        <TextInput
          label={words.experience.tags}
          description={words.experience.tagsHint}
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete="off"
          defaultValue={(told.tags ?? []).join(", ")}
          error={draft.faultAt("/tags", true)}
          onChange={(event) => {
            const tags = event.currentTarget.value.split(/[,\s]+/).filter((tag) => tag !== "");
            draft.set("tags", tags.length === 0 ? undefined : tags);
          }}
        />
        <NativeSelect
          label={words.experience.kind}
          value={told.kind ?? "content"}
          data={experienceKinds.map((value) => ({ value, label: words.experience.kinds[value] }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            draft.set("kind", value === "content" ? undefined : value);
          }}
        />
        <NativeSelect
          label={words.experience.nature}
          value={told.nature ?? ""}
          data={[
            { value: "", label: words.experience.natureByKind },
            ...natures.map((value) => ({ value, label: words.placement.natures[value] })),
          ]}
          onChange={(event) => draft.set("nature", event.currentTarget.value || undefined)}
        />
      </div>
      <div className="ticks">
        {ticks.map((name) => (
          <label key={name} className="tick">
            <input
              type="checkbox"
              checked={told[name] === true}
              onChange={(event) => draft.set(name, event.currentTarget.checked ? true : undefined)}
            />
            {words.experience.ticks[name]}
          </label>
        ))}
      </div>
    </Section>
  );
}

function NumberInput(props: {
  readonly draft: ExperienceDraft;
  readonly name: "priority" | "value";
}): ReactElement {
  const { draft, name } = props;
  const value = draft.told[name];
  return (
    <TextInput
      type="number"
      step="any"
      label={words.experience[name]}
      description={words.experience.hints[name]}
      inputWrapperOrder={["label", "input", "error", "description"]}
      value={value === undefined ? "" : String(value)}
      error={draft.faultAt(`/${name}`)}
      onChange={(event) => {
        const next = event.currentTarget.valueAsNumber;
        draft.set(name, Number.isNaN(next) ? undefined : next);
      }}
    />
  );
}
