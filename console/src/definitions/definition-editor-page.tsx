import type { JsonObject } from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useMemo, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { JsonEditor } from "../json/json-editor.tsx";
import { locateJson } from "../json/locate-json.ts";
import { mistakeIn, placeFaults } from "../json/text-fault.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { LeaveGuard } from "../segments/leave-guard.tsx";
import { isKey } from "../segments/segment-key.ts";
import { wordFor, words } from "../words/words.ts";
import { NoDefinition, nameOf } from "./definition-page.tsx";
import { useDefinition, useSaveDefinition } from "./definition-queries.ts";
import { newBodies, newKinds } from "./new-bodies.ts";
import "./definitions.css";
import { isObject } from "../json/is-object.ts";

/** Any definition as text, for what has no form of its own. */
export function EditDefinitionPage(): ReactElement {
  const { kind, key } = useParams({ from: "/definitions/$kind/$key/edit" });
  const definition = useDefinition(kind, key);
  return (
    <Answered query={definition} missing={<NoDefinition />}>
      {(data) => (
        <Page
          title={words.definitions.editTitle(nameOf(data))}
          before={<BackLink to="/definitions" label={words.definitions.title} />}
        >
          <Editor kind={kind} definitionKey={key} version={data.version} body={data.body} />
        </Page>
      )}
    </Answered>
  );
}

export function NewDefinitionPage(): ReactElement {
  const { kind = "placement", touchpoint } = useSearch({ from: "/definitions/new" });
  const navigate = useNavigate({ from: "/definitions/new" });
  const body = newBodies[kind] ?? { name: "" };
  const [key, setKey] = useState("");
  return (
    <Page
      title={words.definitions.newTitle(wordFor(words.definitions.kinds, kind))}
      before={<BackLink to="/definitions" label={words.definitions.title} />}
    >
      <div className="filters">
        <NativeSelect
          label={words.definitions.kind}
          value={kind}
          data={newKinds.map((value) => ({ value, label: wordFor(words.definitions.kinds, value) }))}
          onChange={(event) => void navigate({ search: { kind: event.currentTarget.value }, replace: true })}
        />
        <TextInput
          label={words.definitions.key}
          autoComplete="off"
          spellCheck={false}
          value={key}
          error={key !== "" && !isKey(key) ? words.editor.keyForm : undefined}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </div>
      <Editor
        key={kind}
        kind={kind}
        definitionKey={key}
        version={0}
        body={touchpoint === undefined ? body : { ...body, touchpoint }}
      />
    </Page>
  );
}

function Editor(props: {
  readonly kind: string;
  readonly definitionKey: string;
  readonly version: number;
  readonly body: JsonObject;
}): ReactElement {
  const { kind, definitionKey: key } = props;
  const [first] = useState(() => JSON.stringify(props.body, null, 2));
  const [version] = useState(props.version);
  const [text, setText] = useState(first);
  const [reason, setReason] = useState("");
  const save = useSaveDefinition();
  const navigate = useNavigate();
  const reading = useMemo(() => locateJson(text), [text]);
  const refused = save.error instanceof ApiProblem ? save.error.faults : [];
  const faults = reading.ok ? placeFaults(text, reading.located, refused, "") : mistakeIn(text, reading);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!reading.ok || !isObject(reading.located.value) || !isKey(key)) return;
    save.mutate(
      { kind, key, body: reading.located.value, state: "live", version, reason },
      {
        onSuccess: () => {
          notify(words.definitions.saved);
          void navigate({ to: "/definitions/$kind/$key", params: { kind, key }, ignoreBlocker: true });
        },
      },
    );
  };
  return (
    <form className="definition-editor" onSubmit={submit} noValidate>
      <JsonEditor
        label={words.definitions.body}
        text={text}
        faults={faults}
        onChange={(next) => {
          save.reset();
          setText(next);
        }}
      />
      {save.isError && refused.length === 0 && (
        <p role="alert" className="fault">
          {sentenceOf(save.error)}
        </p>
      )}
      {save.error instanceof ApiProblem && save.error.status === 409 && (
        <p role="alert" className="fault">
          {save.error.message}
        </p>
      )}
      <TextInput
        label={words.definitions.reason}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={save.isPending} disabled={!isKey(key)}>
          {words.definitions.save}
        </Button>
      </div>
      <LeaveGuard isChanged={text !== first && !save.isSuccess} />
    </form>
  );
}
