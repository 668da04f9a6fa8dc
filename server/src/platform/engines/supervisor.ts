import { type DeathHistory, noDeaths, recordDeath } from "./death-history.ts";
import type { EngineChange, EngineLog, EngineName, EngineState, EngineStatus } from "./engine-types.ts";
import type { EngineExit } from "./watchdog.ts";

export interface RunningEngine {
  readonly pid: number;
  readonly exited: Promise<EngineExit>;
  /** Ends it in good order, by force when it takes too long. */
  stop(): Promise<void>;
}

export interface EngineRecipe {
  readonly name: EngineName;
  /** Resolves when the engine answers. A rejection leaves nothing running. */
  start(): Promise<RunningEngine>;
}

export interface Supervised {
  readonly status: EngineStatus;
  stop(): Promise<void>;
}

export interface SupervisorPorts {
  readonly now: () => number;
  readonly log: EngineLog;
  readonly tell: (change: EngineChange) => void;
}

/** Starts an engine, and starts it again whenever it dies, until stopped. The first start's failure is the caller's. */
export async function supervise(recipe: EngineRecipe, ports: SupervisorPorts): Promise<Supervised> {
  const keeper = new Keeper(recipe, ports);
  await keeper.begin();
  return keeper;
}

class Keeper implements Supervised {
  readonly #recipe: EngineRecipe;
  readonly #ports: SupervisorPorts;
  #history: DeathHistory = noDeaths;
  #state: EngineState = "down";
  #engine: RunningEngine | undefined;
  #deaths = 0;
  #stopping = false;
  #wake: () => void = () => undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(recipe: EngineRecipe, ports: SupervisorPorts) {
    this.#recipe = recipe;
    this.#ports = ports;
  }

  get status(): EngineStatus {
    return { state: this.#state, pid: this.#engine?.pid, deaths: this.#deaths };
  }

  async begin(): Promise<void> {
    this.#engine = await this.#recipe.start();
    this.#state = "up";
    this.#round = this.#keep(this.#engine);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#engine?.stop();
    await this.#round;
  }

  async #keep(first: RunningEngine): Promise<void> {
    let engine: RunningEngine | undefined = first;
    while (engine !== undefined) {
      const bornAtMs = this.#ports.now();
      const exit: EngineExit = await engine.exited;
      this.#engine = undefined;
      if (this.#stopping) break;
      engine = await this.#revive(
        `ended by ${exit.signal ?? `code ${exit.code}`}`,
        this.#ports.now() - bornAtMs,
      );
    }
    this.#state = "down";
  }

  async #revive(reason: string, lifeMs: number): Promise<RunningEngine | undefined> {
    const diedAtMs = this.#ports.now();
    let cause = reason;
    let livedMs = lifeMs;
    while (!this.#stopping) {
      await this.#pause(this.#mourn(cause, livedMs));
      if (this.#stopping) return undefined;
      try {
        return await this.#rise(diedAtMs);
      } catch (fault) {
        livedMs = 0;
        cause = `could not start: ${fault instanceof Error ? fault.message : String(fault)}`;
      }
    }
    return undefined;
  }

  async #rise(diedAtMs: number): Promise<RunningEngine | undefined> {
    const engine = await this.#recipe.start();
    if (this.#stopping) {
      await engine.stop();
      return undefined;
    }
    this.#engine = engine;
    const atMs = this.#ports.now();
    this.#become("up", `back after ${atMs - diedAtMs} ms`, atMs);
    return engine;
  }

  /** Notes a death and says how long to wait before the next try, in milliseconds. */
  #mourn(reason: string, livedMs: number): number {
    const atMs = this.#ports.now();
    const { history, isLoop, pauseMs } = recordDeath(this.#history, atMs, livedMs);
    this.#history = history;
    this.#deaths += 1;
    this.#become(isLoop ? "crash-loop" : "down", reason, atMs);
    return pauseMs;
  }

  #become(state: "up" | "down" | "crash-loop", reason: string, atMs: number): void {
    this.#state = state;
    const engine = this.#recipe.name;
    const level = state === "up" ? "info" : state === "down" ? "warn" : "error";
    this.#ports.log({ level, engine, message: `${state}: ${reason}` });
    this.#ports.tell({ engine, state, atMs, reason });
  }

  #pause(ms: number): Promise<void> {
    if (ms === 0 || this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
