import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A connection of the engine; its settings and parameters are its own. */
export type ChdbConnection = { readonly connection: unique symbol };
export type ChdbStream = { readonly stream: unique symbol };

export interface ChdbResult {
  readonly bytes: Uint8Array;
  /** Seconds. */
  readonly elapsed: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

export type ChdbChunk =
  | { readonly done: true }
  | { readonly done: false; readonly bytes: Uint8Array; readonly numRows: number };

/**
 * The native part of chDB, without its JavaScript: that part delays the closing of each connection until all work of the process
 * has drained, which under steady load is never. Only calls that leave the event loop free are listed.
 * A connection must not be closed, nor a stream cancelled, while a call on it is running: the engine would abort.
 */
export interface ChdbAddon {
  // biome-ignore-start lint/style/useNamingConvention: the native names
  EngineVersion(): string;
  CreateConnection(path: string, args: readonly string[]): ChdbConnection;
  CloseConnection(connection: ChdbConnection): void;
  QueryAsyncConnection(connection: ChdbConnection, sql: string, format: string): Promise<ChdbResult>;
  StreamQuery(connection: ChdbConnection, sql: string, format: string): ChdbStream;
  StreamFetch(stream: ChdbStream): Promise<ChdbChunk>;
  StreamCancel(stream: ChdbStream): void;
  // biome-ignore-end lint/style/useNamingConvention: the native names
}

const functions = [
  "EngineVersion",
  "CreateConnection",
  "CloseConnection",
  "QueryAsyncConnection",
  "StreamQuery",
  "StreamFetch",
  "StreamCancel",
] as const;

/** Loads libchdb (half a gigabyte, mapped and not read). Throws where there is none for the platform (musl, Windows). */
export function loadChdb(): ChdbAddon {
  const load = createRequire(import.meta.url);
  const loader: unknown = load(join(dirname(load.resolve("chdb")), "dist", "loader.js"));
  if (!hasLoadNative(loader))
    throw new Error("This version of chdb is laid out otherwise: its loader was not found.");
  const addon = loader.loadNative();
  if (!isAddon(addon)) throw new Error("This version of chdb lacks a native function that is needed.");
  return addon;
}

function hasLoadNative(value: unknown): value is { loadNative: () => unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    "loadNative" in value &&
    typeof value.loadNative === "function"
  );
}

function isAddon(value: unknown): value is ChdbAddon {
  if (typeof value !== "object" || value === null) return false;
  const names = new Set(Object.keys(value));
  return functions.every((name) => names.has(name));
}
