import type { ContactPolicy, Experience } from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../../govern/index.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { type CandidateIndex, indexCandidates } from "../candidates.ts";
import type { Conditions, Predicate } from "../conditions.ts";

/** The experiences in force, and with the change. */
export interface Worlds {
  readonly before: CandidateIndex;
  readonly after: CandidateIndex;
  /** What the log tells of conditions at the moment that is decided for from now on: it goes before what is known now. */
  tell(conditions: ReadonlyMap<string, boolean>): void;
}

export interface ChangedExperience {
  readonly key: string;
  readonly body: Experience;
  /** What is in force under the key; undefined: nothing. */
  readonly live: LiveDefinition<Experience> | undefined;
}

interface Parts {
  readonly brandId: number;
  readonly experiences: LiveSet<Experience>;
  readonly policies: LiveSet<ContactPolicy>;
  readonly conditions: Conditions;
  /** Of the changed condition. */
  readonly holds: Predicate;
}

const nothing: ReadonlyMap<string, boolean> = new Map();

export function buildWorlds(parts: Parts, changed: ChangedExperience): Worlds {
  const { brandId, experiences, policies, conditions, holds } = parts;
  let told = nothing;
  const known: Conditions = {
    ...conditions,
    prepare: (id, definition) => {
      const now = conditions.prepare(id, definition);
      return (view, nowMs) => told.get(definition.key) ?? now(view, nowMs);
    },
  };
  const isAsked = (definition: LiveDefinition<Experience>): boolean =>
    definition.key === changed.key && asksAnew(changed);
  const knownOrChanged: Conditions = {
    ...conditions,
    prepare: (id, definition) => (isAsked(definition) ? holds : known.prepare(id, definition)),
  };
  return {
    before: indexCandidates(brandId, experiences, known, policies),
    after: indexCandidates(brandId, withChanges(experiences, [changed]), knownOrChanged, policies),
    tell: (conditionsThen) => {
      told = conditionsThen;
    },
  };
}

/** Whether it has a condition that nobody is asked yet. */
export function asksAnew({ body, live }: ChangedExperience): boolean {
  if (body.condition === undefined) return false;
  return live === undefined || canonicalJson(body.condition) !== canonicalJson(live.body.condition ?? null);
}

/** As if they had been put. */
export function withChanges(
  { position, byKey }: LiveSet<Experience>,
  changes: readonly ChangedExperience[],
): LiveSet<Experience> {
  const changed = changes.map(({ key, body, live }): [string, LiveDefinition<Experience>] => [
    key,
    { id: live?.id ?? 0, key, version: (live?.version ?? 0) + 1, body },
  ]);
  return { position, byKey: new Map([...byKey, ...changed]) };
}

/**
 * With its dates where they meet the window, else as if it had been in force all the time: else nothing were to be seen of what begins next week.
 * [fromMs, untilMs)
 */
export function withinWindow(
  body: Experience,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): { readonly body: Experience; readonly isSetAside: boolean } {
  const begins = body.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(body.from);
  const ends = body.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(body.until);
  if (begins < untilMs && ends > fromMs) return { body, isSetAside: false };
  const { from: _from, until: _until, ...timeless } = body;
  return { body: timeless, isSetAside: true };
}
