import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";
import { type Engines, startEngines } from "./platform/engines/engines.ts";

export interface StartedStores {
  readonly engines: Engines;
  /** Writes to standard error; never anything personal. */
  readonly logger: Logger;
}

/** Starts the stores that come with the program, before the program itself is loaded. `onSpawned`: they have begun, and take their time. */
export async function startStores(config: Config, onSpawned: () => void): Promise<StartedStores> {
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const engines = await startEngines({
    ...config,
    onSpawned,
    log: (line) => logger[line.level]({ engine: line.engine }, line.message),
  });
  return { engines, logger };
}
