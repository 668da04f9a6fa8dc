import { type Channel, channels, type JourneyStage, journeyStages } from "@attune/contract";
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
  const [name, setName] = useState("");
  const [owner, setOwner] = useState("");
  const [description, setDescription] = useState("");
  const [stage, setStage] = useState<JourneyStage>("before");
  const [channel, setChannel] = useState<Channel>("web");
  const [isTried, setTried] = useState(false);
  const save = useSaveDefinition();
  const navigate = useNavigate();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const key = keyFromName(name);
    if (key === "" || owner.trim() === "") return;
    const about = description.trim() === "" ? {} : { description: description.trim() };
    const body = { name: name.trim(), stage, channel, owner: owner.trim(), ...about };
    save.mutate(
      { kind: "touchpoint", key, body, state: "live", version: 0 },
      {
        onSuccess: () => {
          notify(words.touchpoints.made(name.trim()));
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
        <TextInput
          label={words.touchpoints.name}
          placeholder={words.touchpoints.namePlaceholder}
          autoComplete="off"
          value={name}
          error={isTried && keyFromName(name) === "" ? words.touchpoints.nameMissing : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.touchpoints.stage}
          value={stage}
          data={journeyStages.map((value) => ({ value, label: words.touchpoints.stages[value] }))}
          onChange={(event) => setStage(event.currentTarget.value as JourneyStage)}
        />
        <NativeSelect
          label={words.touchpoints.channel}
          value={channel}
          data={channels.map((value) => ({ value, label: wordFor(words.channels, value) }))}
          onChange={(event) => setChannel(event.currentTarget.value as Channel)}
        />
        <TextInput
          label={words.touchpoints.owner}
          description={words.touchpoints.ownerHint}
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete="off"
          value={owner}
          error={isTried && owner.trim() === "" ? words.touchpoints.ownerMissing : undefined}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <TextInput
          label={words.touchpoints.description}
          autoComplete="off"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
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
