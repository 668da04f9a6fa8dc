import {
  type Channel,
  channels,
  type JourneyStage,
  type JsonObject,
  journeyStages,
  type Touchpoint,
} from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useSaveDefinition } from "../definitions/definition-queries.ts";
import { BackLink } from "../parts/back-link.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { keyFromName } from "../segments/segment-key.ts";
import { wordFor, words } from "../words/words.ts";
import "./touchpoints.css";

/** A place where the brand meets its customers: what it is called, when and where, and who answers for it. */
export function NewTouchpointPage(): ReactElement {
  const [told, setTold] = useState<Touchpoint>({ name: "", stage: "before", channel: "web", owner: "" });
  const [isTried, setTried] = useState(false);
  const save = useSaveDefinition();
  const navigate = useNavigate();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const key = keyFromName(told.name);
    if (key === "" || told.owner.trim() === "") return;
    save.mutate(
      { kind: "touchpoint", key, body: { ...told } as JsonObject, state: "live", version: 0 },
      {
        onSuccess: () => {
          notify(words.touchpoints.made(told.name));
          void navigate({ to: "/touchpoints/$key", params: { key } });
        },
      },
    );
  };

  return (
    <Page
      title={words.touchpoints.make}
      lead={<p>{words.touchpoints.makeLead}</p>}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <form className="narrow-form" onSubmit={submit} noValidate>
        <Fields told={told} isTried={isTried} onChange={setTold} />
        {save.isError && (
          <p role="alert" className="fault">
            {sentenceOf(save.error)}
          </p>
        )}
        <div>
          <Button type="submit" loading={save.isPending}>
            {words.touchpoints.save}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function Fields(props: {
  readonly told: Touchpoint;
  readonly isTried: boolean;
  readonly onChange: (told: Touchpoint) => void;
}): ReactElement {
  const { told, isTried, onChange } = props;
  return (
    <>
      <TextInput
        label={words.touchpoints.name}
        placeholder={words.touchpoints.namePlaceholder}
        autoComplete="off"
        value={told.name}
        error={isTried && keyFromName(told.name) === "" ? words.touchpoints.nameMissing : undefined}
        onChange={(event) => onChange({ ...told, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.touchpoints.stage}
        value={told.stage}
        data={journeyStages.map((value) => ({ value, label: words.touchpoints.stages[value] }))}
        onChange={(event) => onChange({ ...told, stage: event.currentTarget.value as JourneyStage })}
      />
      <NativeSelect
        label={words.touchpoints.channel}
        value={told.channel}
        data={channels.map((value) => ({ value, label: wordFor(words.channels, value) }))}
        onChange={(event) => onChange({ ...told, channel: event.currentTarget.value as Channel })}
      />
      <TextInput
        label={words.touchpoints.owner}
        description={words.touchpoints.ownerHint}
        inputWrapperOrder={["label", "input", "error", "description"]}
        autoComplete="off"
        value={told.owner}
        error={isTried && told.owner.trim() === "" ? words.touchpoints.ownerMissing : undefined}
        onChange={(event) => onChange({ ...told, owner: event.currentTarget.value })}
      />
      <TextInput
        label={words.touchpoints.description}
        autoComplete="off"
        value={told.description ?? ""}
        onChange={(event) => {
          const { description: _, ...rest } = told;
          const { value } = event.currentTarget;
          onChange(value === "" ? rest : { ...rest, description: value });
        }}
      />
    </>
  );
}
