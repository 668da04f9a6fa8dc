import type { Experience, Json, JsonObject } from "@attune/contract";
import { useCallback, useMemo, useState } from "react";
import type { Fault } from "../api/forms.ts";
import { ApiProblem } from "../api/problem.ts";
import { withMember } from "./content-form.tsx";

/** An experience being written. What the form does not know stays in the body untouched. */
export interface ExperienceDraft {
  readonly body: JsonObject;
  /** The body as an experience, as far as it is one already: nothing in it has been judged. */
  readonly told: Experience;
  readonly isChanged: boolean;
  readonly set: (name: string, value: Json | undefined) => void;
  readonly replace: (body: JsonObject) => void;
  readonly saveError: Error | null;
  /** What the server said is wrong at this place of the body, and nowhere below it unless `deep`. */
  readonly faultAt: (pointer: string, deep?: boolean) => string | undefined;
}

export function useExperienceDraft(start: JsonObject, saveError: Error | null): ExperienceDraft {
  const [body, setBody] = useState(start);
  const first = useMemo(() => JSON.stringify(start), [start]);
  const set = useCallback(
    (name: string, value: Json | undefined): void => setBody((now) => withMember(now, name, value)),
    [],
  );
  const faults = saveError instanceof ApiProblem ? saveError.faults : [];
  return {
    body,
    told: toldOf(body),
    isChanged: JSON.stringify(body) !== first,
    set,
    replace: setBody,
    saveError,
    faultAt: (pointer, deep = false) => faultAt(faults, pointer, deep),
  };
}

function faultAt(faults: readonly Fault[], pointer: string, deep: boolean): string | undefined {
  return faults.find(
    (fault) => fault.pointer === pointer || (deep && fault.pointer.startsWith(`${pointer}/`)),
  )?.message;
}

/** What is needed to say it in words; the rest is taken as it stands. */
function toldOf(body: JsonObject): Experience {
  const { name, placement, priority } = body;
  return {
    ...body,
    name: typeof name === "string" ? name : "",
    placement: typeof placement === "string" ? placement : "",
    priority: typeof priority === "number" ? priority : 0,
  } as unknown as Experience; // the server judges it; the form shows what is there
}
