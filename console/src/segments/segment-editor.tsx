import type { Json } from "@attune/contract";
import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { JsonEditor } from "../json/json-editor.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import { PreviewSection } from "./preview-section.tsx";
import { isKey, keyFromName } from "./segment-key.ts";
import { useSaveSegment } from "./segment-queries.ts";
import { starters } from "./starters.ts";
import { useDraft } from "./use-draft.ts";

/** `key` is undefined while the segment is new. */
export interface EditorStart {
  readonly key: string | undefined;
  readonly version: number;
  readonly name: string;
  readonly condition: Json;
}

/** Writes a condition as text beside what it means now: size, share and some of the customers. */
export function SegmentEditor({ start }: { readonly start: EditorStart }): ReactElement {
  const [first] = useState(start);
  const [naming, setNaming] = useState({ name: first.name, key: first.key });
  const [isTried, setTried] = useState(false);
  const save = useSaveSegment();
  const draft = useDraft(first.condition, save.error);
  const navigate = useNavigate();
  const key = naming.key ?? keyFromName(naming.name);
  const isChanged =
    !save.isSuccess &&
    (naming.name !== first.name || draft.text !== JSON.stringify(first.condition, null, 2));

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (naming.name.trim() === "" || !isKey(key) || draft.condition === undefined) return;
    save.mutate(
      { key, version: first.version, name: naming.name.trim(), condition: draft.condition },
      {
        onSuccess: () => {
          notify(words.editor.saved(naming.name.trim()));
          void navigate({ to: "/segments/$key", params: { key }, ignoreBlocker: true });
        },
      },
    );
  };

  return (
    <form className="editor" onSubmit={submit} noValidate>
      <div className="editor-main">
        <NameFields
          naming={naming}
          shownKey={key}
          isNew={first.key === undefined}
          isTried={isTried}
          onChange={setNaming}
        />
        {first.key === undefined && (
          <Starters
            onPick={(condition) => {
              save.reset();
              draft.setText(JSON.stringify(condition, null, 2));
            }}
          />
        )}
        <JsonEditor
          label={words.editor.condition}
          hint={words.editor.conditionHint}
          text={draft.text}
          faults={draft.faults}
          onChange={(text) => {
            save.reset();
            draft.setText(text);
          }}
        />
        {save.isError && draft.faults.length === 0 && (
          <p role="alert" className="fault">
            {sentenceOf(save.error)}
          </p>
        )}
        <div className="editor-actions">
          <Button type="submit" loading={save.isPending}>
            {words.editor.save}
          </Button>
        </div>
      </div>
      <PreviewSection draft={draft} />
      <LeaveGuard isChanged={isChanged} />
    </form>
  );
}

interface Naming {
  readonly name: string;
  readonly key: string | undefined;
}

function NameFields(props: {
  readonly naming: Naming;
  readonly shownKey: string;
  readonly isNew: boolean;
  readonly isTried: boolean;
  readonly onChange: (naming: Naming) => void;
}): ReactElement {
  const { naming, shownKey, isTried } = props;
  return (
    <div className="editor-names">
      <TextInput
        label={words.editor.name}
        placeholder={words.editor.namePlaceholder}
        autoComplete="off"
        value={naming.name}
        error={isTried && naming.name.trim() === "" ? words.editor.nameMissing : undefined}
        onChange={(event) => props.onChange({ ...naming, name: event.currentTarget.value })}
      />
      <TextInput
        label={words.editor.key}
        description={words.editor.keyHint}
        inputWrapperOrder={["label", "input", "error", "description"]}
        readOnly={!props.isNew}
        autoComplete="off"
        spellCheck={false}
        value={shownKey}
        error={isTried && naming.name.trim() !== "" && !isKey(shownKey) ? words.editor.keyForm : undefined}
        onChange={(event) => props.onChange({ ...naming, key: event.currentTarget.value })}
      />
    </div>
  );
}

function Starters(props: { readonly onPick: (condition: Json) => void }): ReactElement {
  return (
    <div className="starters">
      <span className="quiet">{words.editor.starters}</span>
      {starters.map((starter) => (
        <button
          key={starter.label}
          type="button"
          className="starter"
          onClick={() => props.onPick(starter.condition)}
        >
          {starter.label}
        </button>
      ))}
    </div>
  );
}
