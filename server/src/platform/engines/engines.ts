import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import { embedClickhouse } from "./clickhouse-engine.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import type { EngineChange, EngineLog, EngineName, EngineStatus } from "./engine-types.ts";
import { embedPostgres } from "./postgres-engine.ts";
import { type EngineRecipe, type Supervised, supervise } from "./supervisor.ts";

export interface EngineOptions {
  /** Holds all that the embedded engines keep; made when missing. */
  readonly dataFolder: string;
  /** The address of a Postgres of the operator's own: then none is embedded. */
  readonly postgresUrl?: string | undefined;
  /** The address of a ClickHouse of the operator's own: then none is embedded. */
  readonly clickhouseUrl?: string | undefined;
  readonly log: EngineLog;
  /** Called once when the processes of both have begun: until they answer, the caller has time for work that leaves none to others. */
  readonly onSpawned?: (() => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Narrows how Postgres may be run as root (tests). */
  readonly postgresWays?: readonly string[] | undefined;
}

/** The two stores, running. Addresses hold the secret and stay valid while engines die and come back. */
export interface Engines {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly postgres: EngineStatus;
  readonly clickhouse: EngineStatus;
  /** Calls `listen` when an engine goes down, loops, or is back. Returns what ends the calls. */
  onChange(listen: (change: EngineChange) => void): () => void;
  pid(engine: EngineName): number | undefined;
  /** Ends both in good order, within about ten seconds. */
  stop(): Promise<void>;
}

/** Starts both stores, side by side; resolves when both answer. Throws a sentence for the operator when one cannot start. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  if (options.postgresUrl !== undefined && options.clickhouseUrl !== undefined) {
    return handle(outside(options.postgresUrl), outside(options.clickhouseUrl), new Set(), () => undefined);
  }
  const dataFolder = resolve(options.dataFolder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = lockDataFolder(dataFolder);
  const listeners = new Set<(change: EngineChange) => void>();
  const begin = (recipe: Promise<EngineRecipe & { readonly url: string }>): Promise<Store> =>
    embedded(recipe, options, listeners);
  const { log, postgresUrl, clickhouseUrl, postgresWays: ways } = options;
  const onSpawned = afterBoth(postgresUrl, clickhouseUrl, options.onSpawned);
  const [postgres, clickhouse] = await Promise.allSettled([
    postgresUrl === undefined
      ? begin(embedPostgres({ dataFolder, log, ways, onSpawned }))
      : outside(postgresUrl),
    clickhouseUrl === undefined
      ? begin(embedClickhouse({ dataFolder, log, onSpawned }))
      : outside(clickhouseUrl),
  ]);
  if (postgres.status === "fulfilled" && clickhouse.status === "fulfilled") {
    return handle(postgres.value, clickhouse.value, listeners, unlock);
  }
  // One alone is of no use.
  if (postgres.status === "fulfilled") await postgres.value.stop();
  if (clickhouse.status === "fulfilled") await clickhouse.value.stop();
  unlock();
  throw postgres.status === "rejected"
    ? postgres.reason
    : clickhouse.status === "rejected"
      ? clickhouse.reason
      : undefined;
}

/** Calls `tell` when each engine that is embedded has called; what later starts call changes nothing. */
function afterBoth(
  postgresUrl: string | undefined,
  clickhouseUrl: string | undefined,
  tell: () => void = () => undefined,
): () => void {
  let awaited = [postgresUrl, clickhouseUrl].filter((url) => url === undefined).length;
  return () => {
    awaited -= 1;
    if (awaited === 0) tell();
  };
}

type Store = Supervised & { readonly url: string };

function outside(url: string): Store {
  const status: EngineStatus = { state: "outside", pid: undefined, deaths: 0 };
  return { url, status, stop: () => Promise.resolve() };
}

async function embedded(
  preparing: Promise<EngineRecipe & { readonly url: string }>,
  options: EngineOptions,
  listeners: ReadonlySet<(change: EngineChange) => void>,
): Promise<Store> {
  const recipe = await preparing;
  const clock = options.clock ?? systemClock;
  const supervised = await supervise(recipe, {
    now: () => clock.now(),
    log: options.log,
    tell: (change) => {
      for (const listen of listeners) listen(change);
    },
  });
  return {
    url: recipe.url,
    get status() {
      return supervised.status;
    },
    stop: () => supervised.stop(),
  };
}

function handle(
  postgres: Store,
  clickhouse: Store,
  listeners: Set<(change: EngineChange) => void>,
  unlock: () => void,
): Engines {
  let stopped: Promise<unknown> | undefined;
  return {
    postgresUrl: postgres.url,
    clickhouseUrl: clickhouse.url,
    get postgres() {
      return postgres.status;
    },
    get clickhouse() {
      return clickhouse.status;
    },
    onChange: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    pid: (engine) => (engine === "postgres" ? postgres.status.pid : clickhouse.status.pid),
    stop: async () => {
      listeners.clear();
      stopped ??= Promise.all([clickhouse.stop(), postgres.stop()]).finally(unlock);
      await stopped;
    },
  };
}
