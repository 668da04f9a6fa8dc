import {
  type ConditionFault,
  type Json,
  parseCondition,
  parseConditionText,
  printCondition,
} from "@attune/contract";
import { useMemo, useReducer, useState } from "react";
import { locateJson } from "../json/locate-json.ts";
import { act, begin } from "./draft.ts";

export type View = "sentence" | "text" | "json";

/** Text that somebody is writing, and the condition that was last read from it. */
interface Writing {
  readonly view: "text" | "json";
  readonly text: string;
  readonly value: Json;
  readonly isRead: boolean;
}

/** One condition being written, in three forms. */
export interface ConditionDraft {
  /** As it was last read: any JSON. */
  readonly value: Json;
  /** What the language itself finds wrong with it. */
  readonly faults: readonly ConditionFault[];
  /** What is being written can be read: `value` is what is on the screen. */
  readonly isRead: boolean;
  readonly view: View;
  readonly writing: Writing | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly setView: (view: View) => void;
  readonly change: (value: Json) => void;
  readonly write: (view: "text" | "json", text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export function useConditionDraft(start: Json): ConditionDraft {
  const [history, dispatch] = useReducer(act, start, begin);
  const [view, setView] = useState<View>("sentence");
  const [writing, setWriting] = useState<Writing>();
  const { value } = history;
  const faults = useMemo(() => parseCondition(value).faults ?? [], [value]);
  const change = (next: Json): void => dispatch({ kind: "change", value: next, atMs: Date.now() });
  const step = (kind: "undo" | "redo") => (): void => {
    setWriting(undefined);
    dispatch({ kind });
  };
  return {
    value,
    faults,
    isRead: writing?.isRead !== false,
    view,
    writing,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    setView,
    change: (next) => {
      setWriting(undefined);
      change(next);
    },
    write: (written, text) => {
      const read = written === "text" ? parseConditionText(text).condition : readJson(text);
      const next = (read ?? value) as Json; // a condition is JSON
      setWriting({ view: written, text, value: next, isRead: read !== undefined });
      if (read !== undefined) change(next);
    },
    undo: step("undo"),
    redo: step("redo"),
  };
}

function readJson(text: string): Json | undefined {
  const reading = locateJson(text);
  return reading.ok ? reading.located.value : undefined;
}

/** What a view shows: what is being written there, as long as it says what the condition is; else the condition anew. */
export function writtenIn(draft: ConditionDraft, view: "text" | "json"): string | undefined {
  const { writing, value } = draft;
  if (writing?.view === view && (!writing.isRead || writing.value === value)) return writing.text;
  if (view === "json") return JSON.stringify(value, null, 2);
  const { condition } = parseCondition(value);
  return condition === undefined ? undefined : printCondition(condition);
}
