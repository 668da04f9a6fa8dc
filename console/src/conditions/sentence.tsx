import type { ConditionFault, Json } from "@attune/contract";
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useRef } from "react";
import "@mantine/core/styles/Combobox.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import { words } from "../words/words.ts";
import "./conditions.css";
import "./controls.css";
import { FaultsContext } from "./faults.ts";
import { GroupView } from "./group-view.tsx";
import { KnownContext } from "./known-context.ts";
import type { Place } from "./place.ts";
import { type ChangeTree, controlsOfPart, type FocusOn, TreeContext } from "./tree-context.ts";
import { useKnown } from "./vocabulary.ts";

/** A condition as a sentence whose parts are changed where they stand. Whatever JSON it is: what cannot be said is shown as text. */
export function Sentence(props: {
  readonly value: Json;
  readonly faults: readonly ConditionFault[];
  readonly onChange: (value: Json) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}): ReactElement {
  const { value, onChange } = props;
  const known = useKnown();
  const frame = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<{ readonly pointer: string; readonly on: FocusOn }>(undefined);
  /** A step back or forth by key: what had the focus may be gone with it, and the next step is asked here too. */
  const isStepping = useRef(false);
  const change: ChangeTree = useCallback(
    (make, on) => {
      const changed = make(value);
      wanted.current = { pointer: changed.pointer, on };
      onChange(changed.value);
    },
    [value, onChange],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the changed condition is in the document
  useEffect(() => {
    if (wanted.current !== undefined) focusOn(frame.current, wanted.current.pointer, wanted.current.on);
    else if (isStepping.current && !holdsFocus(frame.current)) frame.current?.focus();
    wanted.current = undefined;
    isStepping.current = false;
  }, [value]);
  const root: Place = { value, pointer: "", set: (next) => onChange(next ?? { all: [] }) };
  return (
    <KnownContext value={known}>
      <FaultsContext value={props.faults}>
        <TreeContext value={change}>
          <fieldset
            ref={frame}
            className="sentence"
            aria-label={words.conditions.label}
            tabIndex={-1}
            onKeyDown={(event) => {
              isStepping.current = undoByKey(event, props);
            }}
          >
            <GroupView at={root} isRoot />
          </fieldset>
        </TreeContext>
      </FaultsContext>
    </KnownContext>
  );
}

function undoByKey(
  event: KeyboardEvent,
  { onUndo, onRedo }: { readonly onUndo: () => void; readonly onRedo: () => void },
): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (!isRedo && key !== "z") return false;
  event.preventDefault();
  (isRedo ? onRedo : onUndo)();
  return true;
}

function holdsFocus(frame: HTMLElement | null): boolean {
  return frame?.contains(document.activeElement) === true;
}

function focusOn(frame: HTMLElement | null, pointer: string, on: FocusOn): void {
  const row = frame?.querySelector<HTMLElement>(`[data-part="${CSS.escape(pointer)}"]`);
  const target =
    row === null || row === undefined
      ? frame?.querySelector<HTMLElement>(".add-place-main button")
      : on === "menu"
        ? row.querySelector<HTMLElement>(":scope > .row-menu button")
        : controlsIn(row)[on === "first" ? 0 : on];
  target?.focus();
}

/** What can have the focus in a part, in order; what joins it to the part before is not its own. */
function controlsIn(row: HTMLElement): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(controlsOfPart)];
}
