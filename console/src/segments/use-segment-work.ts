import type { DefinitionAnswer, Json, JsonObject } from "@attune/contract";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { isKey, keyFromName } from "./segment-key.ts";
import { useSaveSegment } from "./segment-queries.ts";
import { type Draft, useDraft } from "./use-draft.ts";

/** `key` is undefined while the segment is new. `body` is the whole definition: what has no field here is kept as it is. */
export interface EditorStart {
  readonly key: string | undefined;
  readonly version: number;
  readonly body: JsonObject;
}

/** What stands in the definition besides its condition. */
export interface Rest {
  readonly name: string;
  readonly key: string | undefined;
  readonly body: JsonObject;
}

export interface SegmentWork {
  readonly draft: Draft;
  readonly rest: Rest;
  readonly key: string;
  readonly isNew: boolean;
  readonly isTried: boolean;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly error: Error | null;
  /** Somebody else was faster. */
  readonly isConflict: boolean;
  readonly setRest: (rest: Rest) => void;
  readonly submit: (event: FormEvent) => void;
  readonly takeTheirs: (theirs: DefinitionAnswer) => void;
  readonly keepMine: (theirs: DefinitionAnswer) => void;
}

/** A segment being written, until it is saved. */
export function useSegmentWork(start: EditorStart): SegmentWork {
  const [first] = useState(start);
  const [version, setVersion] = useState(first.version);
  const [rest, setRest] = useState<Rest>(() => restOf(first.body, first.key));
  const [isTried, setTried] = useState(false);
  const save = useSaveSegment();
  const draft = useDraft(first.body["condition"] ?? { all: [] }, save.error);
  const navigate = useNavigate();
  const { condition } = draft;
  const key = rest.key ?? keyFromName(rest.name);
  const name = rest.name.trim();
  const body: JsonObject = { ...rest.body, name, condition: condition.value };
  const store = (over: number): void => {
    const onSuccess = (): void => {
      notify(words.editor.saved(name));
      void navigate({ to: "/segments/$key", params: { key }, ignoreBlocker: true });
    };
    save.mutate({ key, version: over, body }, { onSuccess });
  };
  return {
    draft,
    rest,
    key,
    isNew: first.key === undefined,
    isTried,
    isChanged: !save.isSuccess && (!condition.isRead || !isSame(body, first.body)),
    isSaving: save.isPending,
    error: save.error,
    isConflict: save.error instanceof ApiProblem && save.error.code === "definition.changed",
    setRest,
    submit: (event) => {
      event.preventDefault();
      setTried(true);
      if (name !== "" && isKey(key) && condition.isRead && condition.faults.length === 0) store(version);
    },
    takeTheirs: (theirs) => {
      save.reset();
      setVersion(theirs.version);
      setRest(restOf(theirs.body, key));
      condition.change(theirs.body["condition"] ?? {});
    },
    keepMine: (theirs) => {
      setVersion(theirs.version);
      store(theirs.version);
    },
  };
}

function restOf(body: JsonObject, key: string | undefined): Rest {
  const name: Json | undefined = body["name"];
  return { name: typeof name === "string" ? name : "", key, body };
}

function isSame(one: JsonObject, other: JsonObject): boolean {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
