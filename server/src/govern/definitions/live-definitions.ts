import type { JsonObject } from "@attune/contract";
import { Refusal } from "../../kernel/refusal.ts";
import type { DefinitionKind } from "./definition-kind.ts";
import type { DefinitionStore, StoredVersion } from "./definition-store.ts";

export interface LiveDefinition<Body> {
  /** Compact and stable: rows elsewhere name the definition by it. */
  readonly id: number;
  readonly key: string;
  readonly version: number;
  readonly body: Body;
}

/** All that is in force of one kind. A new object whenever one of them changes. */
export interface LiveSet<Body> {
  /** The inbox position of the latest change: two equal ones of a brand and kind hold the same definitions. */
  readonly position: number;
  readonly byKey: ReadonlyMap<string, LiveDefinition<Body>>;
}

export interface LiveKind<Body> {
  /** As of the last refresh; empty before the first. */
  of(brandId: number): LiveSet<Body>;
  /** Called after each change, with the new set. */
  onChange(listener: (brandId: number, set: LiveSet<Body>) => void): void;
}

/** Definitions in memory, as far as the fold has come. */
export interface LiveDefinitions {
  /** Before the first refresh, in compose.ts. */
  follow<Body>(kind: DefinitionKind<Body>): LiveKind<Body>;
  /** Reads what changed since the last refresh. The stream calls it after committing a definition record, and each copy of the program now and then. */
  refresh(brandId: number): Promise<void>;
}

interface Follower {
  readonly kind: string;
  take(brandId: number, changed: readonly StoredVersion[]): void;
}

/** `report` hears of a definition that its kind refuses (let in by an older program): it is not in force here. */
export function createLiveDefinitions(
  store: Pick<DefinitionStore, "foldedAfter">,
  report: (kind: string, key: string, code: string) => void,
): LiveDefinitions {
  const followers: Follower[] = [];
  const seen = new Map<number, number>();
  const refresh = async (brandId: number): Promise<void> => {
    const changed = await store.foldedAfter(brandId, seen.get(brandId) ?? -1);
    const last = changed.at(-1)?.position ?? undefined;
    if (last === undefined) return;
    seen.set(brandId, last);
    for (const follower of followers) {
      const own = changed.filter((version) => version.kind === follower.kind);
      if (own.length > 0) follower.take(brandId, own);
    }
  };
  const turns = new Map<number, Promise<void>>();
  return {
    follow: (kind) => {
      const { follower, live } = followKind(kind, report);
      followers.push(follower);
      return live;
    },
    refresh: (brandId) => {
      // One after the other, so that an older reading never overwrites a newer one.
      const turn = (turns.get(brandId) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => refresh(brandId));
      turns.set(brandId, turn);
      return turn;
    },
  };
}

function followKind<Body>(
  kind: DefinitionKind<Body>,
  report: (kind: string, key: string, code: string) => void,
): { readonly follower: Follower; readonly live: LiveKind<Body> } {
  const empty: LiveSet<Body> = { position: 0, byKey: new Map() };
  const sets = new Map<number, LiveSet<Body>>();
  const listeners: ((brandId: number, set: LiveSet<Body>) => void)[] = [];
  const parse = (key: string, body: JsonObject): { readonly body: Body } | undefined => {
    try {
      return { body: kind.parse(body) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report(kind.kind, key, error.code);
      return undefined;
    }
  };
  const take = (brandId: number, changed: readonly StoredVersion[]): void => {
    const before = sets.get(brandId) ?? empty;
    const byKey = new Map(before.byKey);
    for (const { id, key, version, state, body } of changed) {
      const parsed = state === "live" ? parse(key, body) : undefined;
      if (parsed === undefined) byKey.delete(key);
      else byKey.set(key, { id, key, version, body: parsed.body });
    }
    const set = { position: changed.at(-1)?.position ?? before.position, byKey };
    sets.set(brandId, set);
    for (const listener of listeners) listener(brandId, set);
  };
  return {
    follower: { kind: kind.kind, take },
    live: {
      of: (brandId) => sets.get(brandId) ?? empty,
      onChange: (listener) => void listeners.push(listener),
    },
  };
}
