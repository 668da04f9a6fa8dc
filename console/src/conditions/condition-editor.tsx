import type { ConditionFault } from "@attune/contract";
import type { ReactElement } from "react";
import { JsonEditor } from "../json/json-editor.tsx";
import { OneOf } from "../parts/one-of.tsx";
import { words } from "../words/words.ts";
import { faultsInJson, faultsInText } from "./faults-in-text.ts";
import { Sentence } from "./sentence.tsx";
import { type ConditionDraft, type View, writtenIn } from "./use-condition-draft.ts";

const { conditions } = words;
const views: readonly View[] = ["sentence", "text", "json"];

/** The same condition as a sentence, as text and as JSON, one at a time. `faults` are all that is known: the language's and the server's. */
export function ConditionEditor(props: {
  readonly draft: ConditionDraft;
  readonly faults: readonly ConditionFault[];
}): ReactElement {
  const { draft } = props;
  return (
    <section className="condition-editor" aria-label={conditions.label}>
      <Bar draft={draft} />
      <OneView {...props} />
    </section>
  );
}

function Bar({ draft }: { readonly draft: ConditionDraft }): ReactElement {
  return (
    <div className="condition-bar">
      <OneOf
        label={conditions.viewLabel}
        value={draft.view}
        options={views.map((value) => ({ value, label: conditions.views[value] }))}
        onChange={draft.setView}
      />
      <span className="condition-steps">
        <button type="button" className="text-button" disabled={!draft.canUndo} onClick={draft.undo}>
          {conditions.undo}
        </button>
        <button type="button" className="text-button" disabled={!draft.canRedo} onClick={draft.redo}>
          {conditions.redo}
        </button>
      </span>
    </div>
  );
}

function OneView(props: {
  readonly draft: ConditionDraft;
  readonly faults: readonly ConditionFault[];
}): ReactElement {
  const { draft } = props;
  const { view, writing } = draft;
  if (writing !== undefined && !writing.isRead && writing.view !== view)
    return <Kept text={conditions.unreadable} onBack={() => draft.setView(writing.view)} />;
  if (view === "sentence")
    return (
      <Sentence
        value={draft.value}
        faults={props.faults}
        onChange={draft.change}
        onUndo={draft.undo}
        onRedo={draft.redo}
      />
    );
  const text = writtenIn(draft, view);
  if (text === undefined) return <Kept text={conditions.notText} onBack={() => draft.setView("sentence")} />;
  return (
    <JsonEditor
      label={conditions.views[view]}
      text={text}
      faults={view === "text" ? faultsInText(text, props.faults) : faultsInJson(text, props.faults)}
      onChange={(next) => draft.write(view, next)}
      {...(view === "text" ? { hint: conditions.textHint } : {})}
    />
  );
}

/** Nothing is thrown away: first what was written must be readable. */
function Kept(props: { readonly text: string; readonly onBack: () => void }): ReactElement {
  return (
    <div className="kept">
      <p>{props.text}</p>
      <button type="button" className="text-button" onClick={props.onBack}>
        {conditions.toWritten}
      </button>
    </div>
  );
}
