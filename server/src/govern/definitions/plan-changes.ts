import type { DefinitionRef, DefinitionState, JsonObject, PlanStep } from "@attune/contract";
import { Refusal } from "../../kernel/refusal.ts";
import { changedPointers } from "./changed-pointers.ts";
import { checkReferences, type Node, nameOf } from "./check-references.ts";
import type { Kinds, Others } from "./definition-kind.ts";
import type { NewVersion, Standing, StoredVersion } from "./definition-store.ts";
import { parseBody, withPlace } from "./parse-body.ts";
import { refusals } from "./refusals.ts";

/** What a caller wants to stand. */
export interface Change extends DefinitionRef {
  readonly state: DefinitionState;
  /** Absent: the body stays as it is (retiring). */
  readonly body?: JsonObject;
  /** The version the caller believes to be the newest; 0: none yet. */
  readonly expectedVersion?: number;
  /** Where the body stands in the request. */
  readonly pointer: string;
}

export interface Author {
  readonly author: string;
  readonly reason: string;
}

export interface PlannedChanges {
  readonly steps: readonly PlanStep[];
  readonly versions: readonly NewVersion[];
}

/** Decides what a set of changes does to what stands; all or nothing. Throws a Refusal when the outcome would not be sound. */
export async function planChanges(
  kinds: Kinds,
  standing: Standing,
  changes: readonly Change[],
  by: Author,
): Promise<PlannedChanges> {
  const newest = new Map(standing.newest.map((version) => [nameOf(version), version]));
  const seen = new Set<string>();
  const steps: PlanStep[] = [];
  const versions: NewVersion[] = [];
  for (const change of changes) {
    if (seen.has(nameOf(change))) throw refusals.twice(change, change.pointer);
    seen.add(nameOf(change));
    const before = newest.get(nameOf(change));
    await refuseStale(change, before, standing);
    const planned = planChange(kinds, change, before, by);
    steps.push(planned.step);
    if (planned.version !== undefined) versions.push(planned.version);
  }
  try {
    await checkOutcome(kinds, standing, changes, versions);
  } catch (error) {
    throw asSent(error, kinds, changes);
  }
  return { steps, versions };
}

/** Its faults where they stand in the bodies that were sent. */
function asSent(error: unknown, kinds: Kinds, changes: readonly Change[]): unknown {
  if (!(error instanceof Refusal) || error.faults.length === 0) return error;
  const faults = error.faults.map((fault) => {
    const change = changes.find(({ pointer }) => fault.pointer.startsWith(`${pointer}/`));
    const kind = change && kinds.get(change.kind);
    if (change?.body === undefined || kind?.faultAsSent === undefined) return fault;
    const inBody = { ...fault, pointer: fault.pointer.slice(change.pointer.length) };
    const { pointer, message } = kind.faultAsSent(change.body, inBody);
    return { pointer: `${change.pointer}${pointer}`, message };
  });
  return new Refusal(error.code, error.status, error.message, { faults });
}

async function refuseStale(
  change: Change,
  before: StoredVersion | undefined,
  standing: Standing,
): Promise<void> {
  const expected = change.expectedVersion;
  const version = before?.version ?? 0;
  if (expected === undefined || expected === version) return;
  const known = before === undefined ? undefined : await standing.bodyAt(change, expected);
  throw refusals.changed(
    change,
    expected,
    before,
    known === undefined ? [] : changedPointers(known, before?.body),
  );
}

function planChange(
  kinds: Kinds,
  change: Change,
  before: StoredVersion | undefined,
  by: Author,
): { readonly step: PlanStep; readonly version?: NewVersion } {
  const { kind, key, state } = change;
  const stated = change.body ?? before?.body;
  if (stated === undefined) throw refusals.unknown(change);
  const body = kinds.get(kind)?.kept?.(stated) ?? stated;
  const changes = before === undefined ? [] : changedPointers(before.body, body);
  if (before !== undefined && changes.length === 0 && before.state === state) {
    return { step: { kind, key, action: "unchanged", version: before.version, changes } };
  }
  const version = (before?.version ?? 0) + 1;
  const action = state === "retired" ? "retired" : before === undefined ? "created" : "changed";
  return {
    step: { kind, key, action, version, changes },
    version: { kind, key, version, state, body, ...by },
  };
}

/** Judges the definitions as they will stand once the new versions are in force. */
async function checkOutcome(
  kinds: Kinds,
  standing: Standing,
  changes: readonly Change[],
  versions: readonly NewVersion[],
): Promise<void> {
  const outcome = new Map(standing.stated.map((version) => [nameOf(version), stateAndBody(version)]));
  for (const version of versions) {
    if (version.state !== "retired") parseBody(kinds, version, pointerOf(changes, version));
    if (version.state !== "draft") outcome.set(nameOf(version), stateAndBody(version));
  }
  const touched = versions.filter((version) => version.state !== "draft");
  if (touched.length === 0) return;
  const live = [...outcome.values()].filter((version) => version.state === "live");
  const parsed = new Map(live.map((version) => [nameOf(version), parseStanding(kinds, version)]));
  const nodes = live.map(
    (version): Node => ({ ...version, references: referencesOf(kinds, version, parsed) }),
  );
  checkReferences(nodes, touched, (ref) => pointerOf(changes, ref));
  const others = othersOf(live, parsed);
  for (const version of touched.filter(({ state }) => state === "live")) {
    try {
      await kinds.get(version.kind)?.check?.(version.key, parsed.get(nameOf(version)), others);
    } catch (error) {
      throw withPlace(error, version, pointerOf(changes, version));
    }
  }
}

interface StateAndBody extends DefinitionRef {
  readonly state: DefinitionState;
  readonly body: JsonObject;
}

function stateAndBody({ kind, key, state, body }: StateAndBody): StateAndBody {
  return { kind, key, state, body };
}

function pointerOf(changes: readonly Change[], ref: DefinitionRef): string {
  return changes.find((change) => nameOf(change) === nameOf(ref))?.pointer ?? "";
}

/** A body let in earlier. One of a kind that is gone, or that a newer schema refuses, refers to nothing. */
function parseStanding(kinds: Kinds, version: StateAndBody): unknown {
  try {
    return kinds.get(version.kind)?.parse(version.body);
  } catch {
    return undefined;
  }
}

function referencesOf(
  kinds: Kinds,
  version: StateAndBody,
  parsed: ReadonlyMap<string, unknown>,
): Node["references"] {
  const body = parsed.get(nameOf(version));
  return body === undefined ? [] : (kinds.get(version.kind)?.references?.(body) ?? []);
}

/** Asked for by each definition that is judged: put together once a kind. */
function othersOf(live: readonly StateAndBody[], parsed: ReadonlyMap<string, unknown>): Others {
  const kinds = Map.groupBy(live, ({ kind }) => kind);
  const known = new Map<string, ReadonlyMap<string, unknown>>();
  return {
    of: (kind) => {
      const bodies =
        known.get(kind) ??
        new Map((kinds.get(kind) ?? []).map((version) => [version.key, parsed.get(nameOf(version))]));
      known.set(kind, bodies);
      return bodies;
    },
  };
}
