import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { type KeyKind, type SourceForm, useMakeKey } from "./key-queries.ts";
import "./keys.css";

/** Makes a key and shows it this once. */
export function MakeKey({ sources }: { readonly sources: readonly SourceForm[] }): ReactElement {
  const [kind, setKind] = useState<KeyKind>("public");
  const [source, setSource] = useState("default");
  const make = useMakeKey();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ kind, source });
  };
  return (
    <>
      <form className="row-of-fields make-row" onSubmit={submit}>
        <NativeSelect
          label={words.keys.kind}
          value={kind}
          data={(["public", "secret"] as const).map((value) => ({ value, label: words.keys.kinds[value] }))}
          onChange={(event) => setKind(event.currentTarget.value as KeyKind)}
        />
        <NativeSelect
          label={words.keys.source}
          value={source}
          data={sources.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          {words.keys.make}
        </Button>
      </form>
      <p className="quiet">{words.keys.may[kind]}</p>
      {make.isError && (
        <p role="alert" className="fault">
          {sentenceOf(make.error)}
        </p>
      )}
      {make.data !== undefined && <Once text={make.data.key} onDone={make.reset} />}
    </>
  );
}

function Once(props: { readonly text: string; readonly onDone: () => void }): ReactElement {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.text);
    notify(words.keys.copied);
  };
  return (
    <div className="made-key" role="status">
      <p>{words.keys.once}</p>
      <p className="code-line">
        <code className="selectable">{props.text}</code>
      </p>
      <div className="row-of-fields">
        {navigator.clipboard !== undefined && (
          <Button variant="default" onClick={() => void copy().catch(() => undefined)}>
            {words.keys.copy}
          </Button>
        )}
        <Button variant="subtle" onClick={props.onDone}>
          {words.keys.kept}
        </Button>
      </div>
    </div>
  );
}
