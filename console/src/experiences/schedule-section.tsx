import {
  type Cap,
  type CapPeriod,
  type ContactKind,
  capPeriods,
  contactKinds,
  type Json,
} from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { momentOf, wallOf } from "../format/wall-clock.ts";
import { useBrand } from "../frame/brand.ts";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import type { ExperienceDraft } from "./experience-draft.ts";

/** When it may be shown, and how often to one customer. */
export function ScheduleSection({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const { data: brand } = useBrand();
  const timeZone = brand?.timeZone ?? "UTC";
  return (
    <Section title={words.experience.when}>
      <div className="form-fields">
        {(["from", "until"] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={words.experience.dates[name]}
            description={words.experience.zone(timeZone)}
            inputWrapperOrder={["label", "input", "error", "description"]}
            value={wallOf(draft.told[name], timeZone)}
            error={draft.faultAt(`/${name}`)}
            onChange={(event) => draft.set(name, momentOf(event.currentTarget.value, timeZone))}
          />
        ))}
      </div>
      <CapList draft={draft} />
    </Section>
  );
}

function CapList({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const caps = draft.told.caps ?? [];
  const setCaps = (next: readonly Cap[]): void =>
    draft.set("caps", next.length === 0 ? undefined : (next as unknown as Json)); // caps are JSON
  return (
    <fieldset className="rows">
      <legend>{words.experience.caps}</legend>
      {caps.map((cap, at) => (
        <OneCap
          // biome-ignore lint/suspicious/noArrayIndexKey: a cap has no name but its place
          key={at}
          cap={cap}
          fault={draft.faultAt(`/caps/${at}`, true)}
          onChange={(next) => setCaps(caps.map((one, other) => (other === at ? next : one)))}
          onRemove={() => setCaps(caps.filter((_, other) => other !== at))}
        />
      ))}
      <Button
        variant="default"
        disabled={caps.length >= 10}
        onClick={() => setCaps([...caps, { by: "served", most: 3, per: "week" }])}
      >
        {words.experience.addCap}
      </Button>
    </fieldset>
  );
}

function OneCap(props: {
  readonly cap: Cap;
  readonly fault: string | undefined;
  readonly onChange: (cap: Cap) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const { cap } = props;
  const { within, per, ...bare } = cap;
  return (
    <div className="row-of-fields">
      <TextInput
        type="number"
        min={1}
        max={100}
        label={words.experience.capMost}
        value={String(cap.most)}
        error={props.fault}
        onChange={(event) => props.onChange({ ...cap, most: event.currentTarget.valueAsNumber || 1 })}
      />
      <NativeSelect
        label={words.experience.capBy}
        value={cap.by}
        data={contactKinds.map((value) => ({ value, label: words.experience.contactKinds[value] }))}
        onChange={(event) => props.onChange({ ...cap, by: event.currentTarget.value as ContactKind })}
      />
      <NativeSelect
        label={words.experience.capPer}
        value={per ?? within ?? ""}
        data={[
          { value: "", label: words.experience.durations.ever },
          ...capPeriods.map((value) => ({ value, label: words.experience.durations.per[value] })),
          ...(within === undefined
            ? []
            : [{ value: within, label: words.experience.durations.within(within) }]),
        ]}
        onChange={(event) => {
          const value = event.currentTarget.value;
          const period = capPeriods.find((one) => one === value);
          props.onChange(periodOf(bare, period, value));
        }}
      />
      <Button variant="subtle" onClick={props.onRemove}>
        {words.experience.remove}
      </Button>
    </div>
  );
}

function periodOf(bare: Pick<Cap, "by" | "most">, per: CapPeriod | undefined, within: string): Cap {
  if (per !== undefined) return { ...bare, per };
  return within === "" ? bare : { ...bare, within };
}
