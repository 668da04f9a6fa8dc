import { type KeyboardEvent, type ReactElement, useId, useRef } from "react";
import { Said } from "../parts/said.tsx";
import { words } from "../words/words.ts";
import "./json.css";
import type { TextFault } from "./text-fault.ts";

/** JSON as text, with numbered lines; what is wrong is marked on its line and said below, one click from its place. */
export function JsonEditor(props: {
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly faults: readonly TextFault[];
  readonly onChange: (text: string) => void;
}): ReactElement {
  const { text, faults } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const wrong = new Set(faults.map((fault) => fault.line));
  const lines = Math.max(text.split("\n").length, 8);
  const goTo = (fault: TextFault): void => {
    field.current?.focus();
    field.current?.setSelectionRange(fault.from, Math.min(fault.until, text.length));
  };
  return (
    <div className="json-editor">
      <div className="json-editor-head">
        <label htmlFor={id}>{props.label}</label>
        {props.hint !== undefined && (
          <span className="quiet" id={`${id}-hint`}>
            {props.hint}
          </span>
        )}
      </div>
      <div className="json-lines">
        <LineNumbers count={lines} wrong={wrong} />
        <textarea
          id={id}
          ref={field}
          rows={lines}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={faults.length > 0}
          aria-describedby={`${id}-faults`}
          onKeyDown={keepIndent}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      </div>
      <FaultList id={`${id}-faults`} faults={faults} onPick={goTo} />
    </div>
  );
}

function LineNumbers(props: { readonly count: number; readonly wrong: ReadonlySet<number> }): ReactElement {
  return (
    <div className="json-numbers" aria-hidden="true">
      {Array.from({ length: props.count }, (_, index) => index + 1).map((line) => (
        <div key={line} className={props.wrong.has(line) ? "is-wrong" : undefined}>
          {line}
        </div>
      ))}
    </div>
  );
}

function FaultList(props: {
  readonly id: string;
  readonly faults: readonly TextFault[];
  readonly onPick: (fault: TextFault) => void;
}): ReactElement {
  return (
    <div id={props.id} role="status" aria-live="polite" className="json-faults">
      {props.faults.length > 0 && (
        <ul>
          {props.faults.map((fault) => (
            <li key={`${fault.from}-${fault.message}`}>
              <button type="button" className="json-fault" onClick={() => props.onPick(fault)}>
                <span className="json-fault-line">{words.editor.line(fault.line)}</span>
                <span>
                  <Said text={fault.message} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A new line starts below the one above. Tab is left alone: it must lead out of the field. */
function keepIndent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const field = event.currentTarget;
  const line = field.value.slice(0, field.selectionStart).split("\n").at(-1) ?? "";
  const indent = /^ */.exec(line)?.[0] ?? "";
  const deeper = /[[{]\s*$/.test(line) ? "  " : "";
  if (indent + deeper === "") return;
  event.preventDefault();
  // The only way to insert text that the field's own undo knows about.
  document.execCommand("insertText", false, `\n${indent}${deeper}`);
}
