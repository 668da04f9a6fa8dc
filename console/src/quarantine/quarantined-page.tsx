import { Button } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactElement, useMemo, useState } from "react";
import type { Quarantined } from "../api/forms.ts";
import { ApiProblem } from "../api/problem.ts";
import { JsonEditor } from "../json/json-editor.tsx";
import { locateJson } from "../json/locate-json.ts";
import { mistakeIn, placeFaults, type TextFault } from "../json/text-fault.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Empty } from "../parts/empty.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Said } from "../parts/said.tsx";
import { words } from "../words/words.ts";
import { layOut } from "./original-text.ts";
import { useDiscard, useQuarantined, useRelease } from "./quarantine-queries.ts";
import "./quarantine.css";

/** One event that could not be accepted: what is wrong, where, and the way out. */
export function QuarantinedPage(): ReactElement {
  const { id } = useParams({ from: "/quarantine/$id" });
  const quarantined = useQuarantined(id);
  return (
    <Answered query={quarantined} missing={<Gone />}>
      {(data) => <OneQuarantined key={data.id} quarantined={data} />}
    </Answered>
  );
}

function OneQuarantined({ quarantined }: { readonly quarantined: Quarantined }): ReactElement {
  const original = useMemo(() => layOut(quarantined.original), [quarantined.original]);
  const [text, setText] = useState(original);
  const release = useRelease(quarantined.id);
  const navigate = useNavigate();
  const reading = useMemo(() => locateJson(text), [text]);
  const isUntouched = text === original;
  const refused = release.error instanceof ApiProblem ? release.error.faults : [];
  const first = isUntouched ? [{ pointer: quarantined.path, message: quarantined.message }] : [];
  const faults: readonly TextFault[] = reading.ok
    ? placeFaults(text, reading.located, refused.length > 0 ? refused : first, "/event")
    : mistakeIn(text, reading);

  const submit = (): void => {
    if (!isUntouched && !reading.ok) return;
    release.mutate(isUntouched ? undefined : text, {
      onSuccess: () => {
        notify(words.quarantine.released);
        void navigate({ to: "/quarantine" });
      },
    });
  };

  return (
    <Page
      title={quarantined.event.name ?? quarantined.event.type ?? words.quarantine.unnamed}
      before={<BackLink to="/quarantine" label={words.quarantine.title} />}
      lead={<Whence quarantined={quarantined} />}
    >
      <JsonEditor
        label={words.quarantine.original}
        text={text}
        faults={faults}
        onChange={(next) => {
          release.reset();
          setText(next);
        }}
      />
      {release.isError && refused.length === 0 && (
        <p role="alert" className="fault">
          {sentenceOf(release.error)}
        </p>
      )}
      <div className="quarantine-actions">
        <Button disabled={!reading.ok && !isUntouched} loading={release.isPending} onClick={submit}>
          {words.quarantine.release}
        </Button>
        <Discard id={quarantined.id} />
      </div>
    </Page>
  );
}

function Whence({ quarantined }: { readonly quarantined: Quarantined }): ReactElement {
  return (
    <>
      <p>
        <Said text={quarantined.message} />
      </p>
      <p className="quiet">
        {quarantined.source !== null && `${quarantined.source}, `}
        <Moment at={quarantined.receivedAt} />, <code>{quarantined.code}</code>
        {quarantined.path !== "" && (
          <>
            {words.quarantine.atPath} <code>{quarantined.path}</code>
          </>
        )}
      </p>
    </>
  );
}

function Discard({ id }: { readonly id: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const discard = useDiscard(id);
  const navigate = useNavigate();
  const onAct = (): void =>
    discard.mutate(undefined, {
      onSuccess: () => {
        notify(words.quarantine.discarded);
        void navigate({ to: "/quarantine" });
      },
      onError: () => setAsked(false),
    });
  return (
    <>
      <Button variant="subtle" onClick={() => setAsked(true)}>
        {words.quarantine.discard}
      </Button>
      {discard.isError && (
        <p role="alert" className="fault">
          {sentenceOf(discard.error)}
        </p>
      )}
      <Confirm
        opened={isAsked}
        title={words.quarantine.discardTitle}
        text={words.quarantine.discardText}
        act={words.quarantine.discard}
        danger
        busy={discard.isPending}
        onAct={onAct}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

function Gone(): ReactElement {
  return (
    <Page
      title={words.quarantine.missingTitle}
      before={<BackLink to="/quarantine" label={words.quarantine.title} />}
    >
      <Empty
        title={words.quarantine.missing}
        action={
          <Link to="/quarantine" className="text-link">
            {words.quarantine.toList}
          </Link>
        }
      />
    </Page>
  );
}
