import { type Json, type JsonObject, schemeBodySchema } from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import "./reports.css";
import { useSaveScheme, useScheme } from "./scheme-queries.ts";
import { isKey, keyFromName } from "./segment-key.ts";
import { useSegments } from "./segment-queries.ts";
import "./segments.css";

const said = words.segments.schemes;
const back = <BackLink to="/segments/schemes" label={said.title} />;

export function NewSchemePage(): ReactElement {
  return (
    <Page title={said.make} before={back}>
      <SchemeEditor
        start={{ name: "", objective: "", owner: "", waterfall: true, segments: [] }}
        version={0}
        schemeKey={undefined}
      />
    </Page>
  );
}

export function EditSchemePage(): ReactElement {
  const { key } = useParams({ from: "/segments/schemes/$key" });
  const scheme = useScheme(key);
  return (
    <Answered
      query={scheme}
      missing={
        <Page title={said.missing} before={back}>
          <Empty title={said.missing} />
        </Page>
      }
    >
      {({ body, version }) => (
        <Page title={words.editor.editTitle(String(body["name"]))} before={back}>
          <SchemeEditor start={body} version={version} schemeKey={key} />
        </Page>
      )}
    </Answered>
  );
}

function SchemeEditor(props: {
  readonly start: JsonObject;
  readonly version: number;
  readonly schemeKey: string | undefined;
}): ReactElement {
  const [first] = useState(props);
  const [body, setBody] = useState(first.start);
  const [isTried, setTried] = useState(false);
  const save = useSaveScheme();
  const navigate = useNavigate();
  const key = first.schemeKey ?? keyFromName(String(body["name"]));
  const judged = schemeBodySchema.safeParse(body);
  const faults = new Map<PropertyKey, string>(
    judged.error?.issues.map(({ path, message }) => [path[0] ?? "", message]) ?? [],
  );
  const faultOf = (name: string): string | undefined => (isTried ? faults.get(name) : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!judged.success || !isKey(key)) return;
    save.mutate(
      { key, version: first.version, body },
      {
        onSuccess: () => {
          notify(said.saved(String(body["name"])));
          void navigate({ to: "/segments/schemes", ignoreBlocker: true });
        },
      },
    );
  };
  return (
    <form className="scheme-editor" onSubmit={submit} noValidate>
      {(["name", "objective", "owner", "remainder"] as const).map((name) => (
        <TextInput
          key={name}
          label={said.fields[name]}
          placeholder={said.examples[name]}
          value={String(body[name] ?? "")}
          error={faultOf(name)}
          onChange={({ currentTarget: { value } }) => setBody(withText(body, name, value))}
        />
      ))}
      <label className="picker">
        <input
          type="checkbox"
          checked={body["waterfall"] === true}
          onChange={(event) => setBody({ ...body, waterfall: event.currentTarget.checked })}
        />
        <span>{said.waterfall}</span>
      </label>
      <Order
        keys={keysIn(body["segments"])}
        fault={faultOf("segments")}
        onChange={(segments) => setBody({ ...body, segments })}
      />
      {save.isError && (
        <p role="alert" className="fault">
          {save.error instanceof ApiProblem && save.error.code === "definition.changed"
            ? said.changedMeanwhile
            : sentenceOf(save.error)}
        </p>
      )}
      <div className="editor-actions">
        <Button type="submit" loading={save.isPending}>
          {said.save}
        </Button>
      </div>
      <LeaveGuard isChanged={!save.isSuccess && JSON.stringify(body) !== JSON.stringify(first.start)} />
    </form>
  );
}

function withText(body: JsonObject, name: string, value: string): JsonObject {
  if (name !== "remainder" || value !== "") return { ...body, [name]: value };
  return Object.fromEntries(Object.entries(body).filter(([one]) => one !== name));
}

function keysIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The segments in the order in which they are asked: in a waterfall the first that holds a customer has them. */
function Order(props: {
  readonly keys: readonly string[];
  readonly fault: string | undefined;
  readonly onChange: (keys: readonly string[]) => void;
}): ReactElement {
  const { keys, onChange } = props;
  const segments = useSegments();
  const all = segments.data?.items ?? [];
  const nameOf = (key: string): string => all.find((one) => one.key === key)?.name ?? key;
  const move = (at: number, step: number): void => {
    const moved = keys[at];
    if (moved !== undefined) onChange(keys.toSpliced(at, 1).toSpliced(at + step, 0, moved));
  };
  return (
    <fieldset className="order">
      <legend>{said.parts}</legend>
      <ol className="order-list">
        {keys.map((key, at) => (
          <li key={key}>
            <span>{nameOf(key)}</span>
            <span className="order-steps">
              <button
                type="button"
                className="text-button"
                disabled={at === 0}
                aria-label={said.up(nameOf(key))}
                onClick={() => move(at, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="text-button"
                disabled={at === keys.length - 1}
                aria-label={said.down(nameOf(key))}
                onClick={() => move(at, 1)}
              >
                ↓
              </button>
              <button
                type="button"
                className="text-button"
                aria-label={said.takeOut(nameOf(key))}
                onClick={() => onChange(keys.toSpliced(at, 1))}
              >
                ×
              </button>
            </span>
          </li>
        ))}
      </ol>
      <NativeSelect
        label={said.addPart}
        value=""
        error={props.fault}
        data={[
          { value: "", label: said.choose },
          ...all
            .filter(({ key }) => !keys.includes(key))
            .map(({ key, name }) => ({ value: key, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          if (value !== "") onChange([...keys, value]);
        }}
      />
    </fieldset>
  );
}
