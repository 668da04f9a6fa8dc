/** The two stores the program can bring with it. */
export type EngineName = "postgres" | "clickhouse";

/** `outside`: an address was given, nothing of ours runs. `crash-loop`: down, and retried ever more slowly. */
export type EngineState = "outside" | "up" | "down" | "crash-loop";

export interface EngineStatus {
  readonly state: EngineState;
  /** Process id of the engine while it is up. */
  readonly pid: number | undefined;
  /** Deaths since the program started. */
  readonly deaths: number;
}

export interface EngineChange {
  readonly engine: EngineName;
  readonly state: "up" | "down" | "crash-loop";
  readonly atMs: number;
  /** How the engine ended, for `down` and `crash-loop`; how long it was away, for `up`. */
  readonly reason: string;
}

export interface EngineLogLine {
  readonly level: "info" | "warn" | "error";
  readonly engine: EngineName;
  readonly message: string;
}

export type EngineLog = (line: EngineLogLine) => void;
