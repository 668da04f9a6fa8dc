import type { Experience, Override, OverrideAction } from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { type Defined, useDefinitions } from "../definitions/definition-queries.ts";
import { momentOf } from "../format/wall-clock.ts";
import { useBrand } from "../frame/brand.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { notify } from "../parts/notices.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import "../parts/data-table.css";
import "./decisions.css";
import { useEndOverride, useMakeOverride, useOverrides } from "./override-queries.ts";

/** The human hand: what staff decide for one customer, with a reason and an end, on every channel. */
export function OverridesSection(props: {
  readonly profile: string;
  readonly placement: string;
}): ReactElement {
  const { data } = useDefinitions<Experience>("experience");
  const live = (data?.items ?? []).filter(({ liveVersion }) => liveVersion !== null);
  return (
    <Section title={words.overrides.title} name="overrides">
      <p className="quiet">{words.overrides.lead}</p>
      <Standing profile={props.profile} experiences={live} />
      <MakeOverride
        profile={props.profile}
        experiences={live.filter(({ body }) => body.placement === props.placement)}
      />
    </Section>
  );
}

interface Known {
  readonly profile: string;
  readonly experiences: readonly Defined<Experience>[];
}

function Standing({ profile, experiences }: Known): ReactElement {
  const overrides = useOverrides(profile);
  const now = useNow();
  const nameOf = (key: string): string => experiences.find((one) => one.key === key)?.body.name ?? key;
  return (
    <Answered query={overrides} lines={1}>
      {({ items }) => {
        const standing = items.filter(({ until, endedAt }) => endedAt === null && Date.parse(until) > now);
        return (
          <ul className="overrides">
            {standing.map((override) => (
              <OneOverride
                key={override.id}
                override={override}
                name={nameOf(override.experience)}
                profile={profile}
              />
            ))}
          </ul>
        );
      }}
    </Answered>
  );
}

function OneOverride(props: {
  readonly override: Override;
  readonly name: string;
  readonly profile: string;
}): ReactElement {
  const { override, name } = props;
  const end = useEndOverride(props.profile);
  const formats = useFormats();
  const now = useNow();
  return (
    <li>
      <span>
        {words.overrides.said[override.action](name, formats.ahead(override.until, now))}
        <span className="row-detail">
          {override.actor}: {override.reason}
        </span>
      </span>
      <Button variant="subtle" loading={end.isPending} onClick={() => end.mutate(override.id)}>
        {words.overrides.end}
      </Button>
    </li>
  );
}

function MakeOverride({ profile, experiences }: Known): ReactElement | null {
  const [chosen, setChosen] = useState("");
  const [action, setAction] = useState<OverrideAction>("pin");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const { data: brand } = useBrand();
  const make = useMakeOverride(profile);
  const experience = chosen || (experiences[0]?.key ?? "");
  const end = momentOf(until, brand?.timeZone ?? "UTC");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (end === undefined || reason.trim() === "") return;
    make.mutate(
      { experience, action, reason: reason.trim(), until: end },
      { onSuccess: () => notify(words.overrides.made) },
    );
  };
  if (experiences.length === 0) return null;
  return (
    <form className="row-of-fields override-form" onSubmit={submit}>
      <NativeSelect
        label={words.overrides.what}
        value={action}
        data={(["pin", "suppress"] as const).map((value) => ({
          value,
          label: words.overrides.actions[value],
        }))}
        onChange={(event) => setAction(event.currentTarget.value as OverrideAction)}
      />
      <NativeSelect
        label={words.overrides.experience}
        value={experience}
        data={experiences.map(({ key, body }) => ({ value: key, label: body.name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={words.overrides.until}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <TextInput
        label={words.overrides.reason}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={make.isPending}
        disabled={end === undefined || reason.trim() === ""}
      >
        {words.overrides.decide}
      </Button>
      {make.isError && (
        <p role="alert" className="fault">
          {sentenceOf(make.error)}
        </p>
      )}
    </form>
  );
}
