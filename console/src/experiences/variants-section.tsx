import type { ContentSchema, Json, JsonObject, Variant } from "@attune/contract";
import { Button, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { ContentForm } from "./content-form.tsx";
import type { ExperienceDraft } from "./experience-draft.ts";

interface SectionProps {
  readonly draft: ExperienceDraft;
  readonly schema: ContentSchema | undefined;
}

/** Contents to be compared: each customer is dealt one and keeps it. */
export function VariantsSection({ draft, schema }: SectionProps): ReactElement {
  const variants = draft.told.variants ?? [];
  const set = (next: readonly Variant[]): void =>
    draft.set("variants", next.length === 0 ? undefined : (next as unknown as Json)); // variants are JSON
  const change = (at: number, variant: Variant): void =>
    set(variants.map((one, other) => (other === at ? variant : one)));
  return (
    <Section title={words.experience.variants}>
      <p className="quiet">{words.experience.variantsHint}</p>
      {variants.map((variant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its key is what is being written
        <fieldset key={at} className="rows">
          <legend>{words.experience.variant(variant.key)}</legend>
          <div className="row-of-fields">
            <TextInput
              label={words.experience.variantKey}
              autoComplete="off"
              spellCheck={false}
              value={variant.key}
              error={draft.faultAt(`/variants/${at}/key`)}
              onChange={(event) => change(at, { ...variant, key: event.currentTarget.value })}
            />
            <TextInput
              type="number"
              min={0}
              max={1}
              step={0.01}
              label={words.experience.weightOf}
              placeholder={words.experience.equal}
              value={variant.weight === undefined ? "" : String(variant.weight)}
              error={draft.faultAt(`/variants/${at}/weight`)}
              onChange={(event) => {
                const { weight: _, ...rest } = variant;
                const weight = event.currentTarget.valueAsNumber;
                change(at, Number.isNaN(weight) ? rest : { ...rest, weight });
              }}
            />
            <Button variant="subtle" onClick={() => set(variants.filter((_, other) => other !== at))}>
              {words.experience.remove}
            </Button>
          </div>
          <ContentForm
            schema={schema}
            content={variant.content ?? draft.told.content}
            faultAt={(pointer) => draft.faultAt(`/variants/${at}/content${pointer}`, pointer === "")}
            onChange={(content) => change(at, { ...variant, content })}
          />
        </fieldset>
      ))}
      <Button
        variant="default"
        disabled={variants.length >= 20}
        onClick={() => set([...variants, { key: nextKey(variants), content: draft.told.content }])}
      >
        {words.experience.addVariant}
      </Button>
    </Section>
  );
}

/** a, b, c … the first that is free. */
function nextKey(variants: readonly Variant[]): string {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  return letters.find((letter) => !variants.some(({ key }) => key === letter)) ?? `v${variants.length + 1}`;
}

/** The content in other languages: what a language leaves out stays as in the content. */
export function LanguagesSection({ draft, schema }: SectionProps): ReactElement {
  const [added, setAdded] = useState("");
  const locales: JsonObject = (draft.told.locales ?? {}) as JsonObject; // languages are JSON
  const set = (next: JsonObject): void =>
    draft.set("locales", Object.keys(next).length === 0 ? undefined : next);
  return (
    <Section title={words.experience.languages}>
      {Object.entries(locales).map(([tag, content]) => (
        <fieldset key={tag} className="rows">
          <legend>{languageName(tag)}</legend>
          <ContentForm
            schema={schema}
            content={content}
            base={draft.told.content}
            faultAt={(pointer) => draft.faultAt(`/locales/${tag}${pointer}`, pointer === "")}
            onChange={(next) => set({ ...locales, [tag]: next })}
          />
          <Button
            variant="subtle"
            onClick={() => {
              const { [tag]: _, ...rest } = locales;
              set(rest);
            }}
          >
            {words.experience.removeLanguage(languageName(tag))}
          </Button>
        </fieldset>
      ))}
      <div className="row-of-fields">
        <TextInput
          label={words.experience.language}
          placeholder="de, fr, de-CH"
          autoComplete="off"
          spellCheck={false}
          value={added}
          error={draft.faultAt("/locales")}
          onChange={(event) => setAdded(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={!isLanguage(added) || added in locales}
          onClick={() => {
            set({ ...locales, [added]: {} });
            setAdded("");
          }}
        >
          {words.experience.addLanguage}
        </Button>
      </div>
    </Section>
  );
}

function isLanguage(tag: string): boolean {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/.test(tag);
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(words.language, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag; // written by hand and no language: shown as it is
  }
}
