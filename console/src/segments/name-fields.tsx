import { TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { isKey } from "./segment-key.ts";
import type { Rest } from "./use-segment-work.ts";

export function NameFields(props: {
  readonly rest: Rest;
  readonly shownKey: string;
  readonly isNew: boolean;
  readonly isTried: boolean;
  readonly onChange: (rest: Rest) => void;
}): ReactElement {
  const { rest, shownKey, isTried } = props;
  const isUnnamed = rest.name.trim() === "";
  return (
    <div className="editor-names">
      <TextInput
        label={words.editor.name}
        placeholder={words.editor.namePlaceholder}
        autoComplete="off"
        value={rest.name}
        error={isTried && isUnnamed ? words.editor.nameMissing : undefined}
        onChange={(event) => props.onChange({ ...rest, name: event.currentTarget.value })}
      />
      <TextInput
        label={words.editor.key}
        description={words.editor.keyHint}
        inputWrapperOrder={["label", "input", "error", "description"]}
        readOnly={!props.isNew}
        autoComplete="off"
        spellCheck={false}
        value={shownKey}
        error={isTried && !isUnnamed && !isKey(shownKey) ? words.editor.keyForm : undefined}
        onChange={(event) => props.onChange({ ...rest, key: event.currentTarget.value })}
      />
    </div>
  );
}
