import type {
  DefinitionAnswer,
  DefinitionFile,
  DefinitionRef,
  DefinitionState,
  InboxRecord,
  JsonObject,
  Plan,
} from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import { nameOf } from "./check-references.ts";
import type { Kinds } from "./definition-kind.ts";
import type { DefinitionStore, StoredVersion } from "./definition-store.ts";
import { inReferenceOrder } from "./in-reference-order.ts";
import { type Author, type Change, type PlannedChanges, planChanges } from "./plan-changes.ts";
import { refusals } from "./refusals.ts";

/** How a definition gets into the one order of things: collect's Inbox and Stream are of this form. */
export interface DefinitionLog {
  append(brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]>;
  foldedUpTo(brandId: number, position: number): Promise<void>;
}

export interface PutOptions extends Author {
  readonly state?: Exclude<DefinitionState, "retired">;
  readonly expectedVersion?: number;
}

export interface ApplyOptions extends Author {
  readonly dryRun: boolean;
  /** Retire what is live and not in the list. */
  readonly prune: boolean;
}

/** Everything that writes resolves when the fold has passed the change: from then on every reader sees it. */
export interface Definitions {
  put(brandId: number, ref: DefinitionRef, body: JsonObject, options: PutOptions): Promise<DefinitionAnswer>;
  retire(
    brandId: number,
    ref: DefinitionRef,
    options: Author & { readonly expectedVersion?: number },
  ): Promise<DefinitionAnswer>;
  apply(brandId: number, files: readonly DefinitionFile[], options: ApplyOptions): Promise<Plan>;
  /** Whether the body could be put, to be live; written nowhere. Throws a Refusal as `put` does, with places under the pointer. */
  judge(brandId: number, ref: DefinitionRef, body: JsonObject, pointer: string): Promise<void>;
  export(brandId: number): Promise<readonly DefinitionFile[]>;
  list(brandId: number, kind?: string): Promise<readonly DefinitionAnswer[]>;
  get(brandId: number, ref: DefinitionRef): Promise<DefinitionAnswer>;
  versions(brandId: number, ref: DefinitionRef): Promise<readonly DefinitionAnswer[]>;
  /** Appends what was written but never reached the inbox because the program ended in between. Run at start and now and then. */
  announceUnfolded(brandId: number): Promise<void>;
}

interface Ports {
  readonly store: DefinitionStore;
  readonly kinds: Kinds;
  readonly log: DefinitionLog;
  readonly clock: Clock;
}

export function createDefinitions(ports: Ports): Definitions {
  const { store, kinds } = ports;
  const get = async (brandId: number, ref: DefinitionRef): Promise<DefinitionAnswer> => {
    const found = await store.find(brandId, ref);
    if (found === undefined) throw refusals.unknown(ref);
    return answerOf(found);
  };
  const change = async (brandId: number, wanted: Change, by: Author): Promise<DefinitionAnswer> => {
    await writeChanges(ports, brandId, () => [wanted], by);
    return get(brandId, wanted);
  };
  return {
    put: (brandId, ref, body, { state = "live", expectedVersion, ...by }) =>
      change(brandId, { ...ref, ...expected(expectedVersion), state, body, pointer: "" }, by),
    retire: (brandId, ref, { expectedVersion, ...by }) =>
      change(brandId, { ...ref, ...expected(expectedVersion), state: "retired", pointer: "" }, by),
    apply: (brandId, files, options) => apply(ports, brandId, files, options),
    judge: async (brandId, ref, body, pointer) => {
      await plan(ports, brandId, () => [{ ...ref, state: "live", body, pointer }], {
        author: "",
        reason: "",
      });
    },
    export: async (brandId) =>
      (await store.live(brandId)).map(({ kind, key, body }) => ({ kind, key, body })).toSorted(byName),
    list: async (brandId, kind) => {
      if (kind !== undefined && !kinds.has(kind))
        throw refusals.unknownKind(kind, [...kinds.keys()], "/query/kind");
      return (await store.list(brandId, kind)).map(answerOf);
    },
    get,
    versions: async (brandId, ref) => {
      const found = await store.versions(brandId, ref);
      if (found.length === 0) throw refusals.unknown(ref);
      return found.map(answerOf);
    },
    announceUnfolded: async (brandId) => announce(ports, brandId, await store.unfolded(brandId)),
  };
}

function expected(version: number | undefined): { readonly expectedVersion?: number } {
  return version === undefined ? {} : { expectedVersion: version };
}

async function apply(
  ports: Ports,
  brandId: number,
  files: readonly DefinitionFile[],
  { dryRun, prune, ...by }: ApplyOptions,
): Promise<Plan> {
  const changesOf = (live: readonly StoredVersion[]): readonly Change[] => {
    const named = new Set(files.map(nameOf));
    const wanted = files.map(
      ({ kind, key, body, state = "live" }, at): Change => ({
        kind,
        key,
        state,
        body,
        pointer: `/definitions/${at}/body`,
      }),
    );
    const left = prune
      ? live.filter((version) => version.state === "live" && !named.has(nameOf(version)))
      : [];
    return [
      ...wanted,
      ...left.map(({ kind, key }): Change => ({ kind, key, state: "retired", pointer: "" })),
    ];
  };
  const planned = dryRun
    ? await plan(ports, brandId, changesOf, by)
    : await writeChanges(ports, brandId, changesOf, by);
  return { dryRun, steps: planned.steps };
}

/** The same decision as a write, written nowhere. */
async function plan(
  ports: Ports,
  brandId: number,
  changesOf: ChangesOf,
  by: Author,
): Promise<PlannedChanges> {
  const planned = await ports.store.write(brandId, async (standing) => {
    const changes = await planChanges(ports.kinds, standing, changesOf(standing.stated), by);
    return { versions: [], changes };
  });
  return planned.changes;
}

type ChangesOf = (stated: readonly StoredVersion[]) => readonly Change[];

async function writeChanges(
  ports: Ports,
  brandId: number,
  changesOf: ChangesOf,
  by: Author,
): Promise<PlannedChanges> {
  const planned = await ports.store.write(brandId, (standing) =>
    planChanges(ports.kinds, standing, changesOf(standing.stated), by),
  );
  // Also what an earlier call wrote and could not append: an unchanged body is answered only when it is in force.
  const named = new Set(planned.steps.map(nameOf));
  const unfolded = await ports.store.unfolded(brandId);
  await announce(
    ports,
    brandId,
    unfolded.filter((version) => named.has(nameOf(version))),
  );
  return planned;
}

/** Twice does no harm: the fold passes each version once and ignores one that a newer has overtaken. */
async function announce(ports: Ports, brandId: number, versions: readonly StoredVersion[]): Promise<void> {
  if (versions.length === 0) return;
  const receivedAt = ports.clock.now();
  const positions = await ports.log.append(
    brandId,
    inReferenceOrder(ports.kinds, versions).map(({ kind, key, version }) => ({
      kind: "definition",
      definitionKind: kind,
      key,
      version,
      receivedAt,
    })),
  );
  await ports.log.foldedUpTo(brandId, Math.max(...positions));
}

function answerOf(stored: StoredVersion): DefinitionAnswer {
  const { kind, key, version, state, liveVersion, body, author, reason, changedAt } = stored;
  return {
    kind,
    key,
    version,
    state,
    liveVersion,
    body,
    author,
    reason,
    changedAt: new Date(changedAt).toISOString(),
  };
}

function byName(a: DefinitionRef, b: DefinitionRef): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
