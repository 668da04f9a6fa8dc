import pino, { type Logger } from "pino";
import { compose, type Program } from "./compose.ts";
import type { Config } from "./config.ts";
import type { FirstKeys } from "./govern/index.ts";
import { systemClock } from "./kernel/clock.ts";
import { operationRoutes } from "./operation-routes.ts";
import type { ProgramPorts } from "./parts.ts";
import { openMemory } from "./platform/clickhouse/memory.ts";
import { migrateClickhouse } from "./platform/clickhouse/migrate.ts";
import { type Engines, startEngines } from "./platform/engines/engines.ts";
import { serveConsole } from "./platform/http/console-files.ts";
import { Door } from "./platform/http/door.ts";
import { answerProblems } from "./platform/http/problem.ts";
import { type Database, openDatabase } from "./platform/postgres/database.ts";
import { ensureFirstBrand } from "./platform/postgres/first-brand.ts";
import { migratePostgres } from "./platform/postgres/migrate.ts";

export interface RunningProgram {
  readonly url: string;
  /** In the clear, only those made or taken up at this start. */
  readonly firstKeys: FirstKeys;
  readonly program: Program;
  readonly database: Database;
  stop(): Promise<void>;
}

const sqlFolder = new URL("../sql/", import.meta.url);
const consoleFolder = new URL("../../console/dist/", import.meta.url);

/** Starts everything: the door first, so that nobody is refused while the stores come up. */
export async function startProgram(config: Config, say: (line: string) => void): Promise<RunningProgram> {
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const door = new Door();
  const port = await door.listen(config.port, config.host);
  say("Starting the stores …");
  const engines = await startEngines({
    ...config,
    log: (line) => logger[line.level]({ engine: line.engine }, line.message),
  });
  const database = openDatabase(engines.postgresUrl, { connections: 16 });
  const memory = openMemory(engines.clickhouseUrl);
  const unguard = guardEngines(engines, door, database);
  say("Bringing the tables up to date …");
  await Promise.all([
    migratePostgres(database, new URL("postgres/", sqlFolder)),
    migrateClickhouse(memory, new URL("clickhouse/", sqlFolder)),
  ]);
  await ensureFirstBrand(database, config.brand);
  const program = await openDoor(door, { database, memory, sample: config.sample }, logger);
  const firstKeys = await program.keys.ensureFirst(1, {
    ...given("adminKey", config.adminKey),
    ...given("writeKey", config.writeKey),
  });
  await program.start();
  door.gate.open();
  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`,
    firstKeys,
    program,
    database,
    stop: async () => {
      unguard();
      await door.drain();
      await program.stop();
      await memory.close();
      await database.close();
      await engines.stop();
      await door.close();
    },
  };
}

type Stores = Pick<ProgramPorts, "database" | "memory" | "sample">;

async function openDoor(door: Door, stores: Stores, logger: Logger): Promise<Program> {
  answerProblems(door.app, (route, code) => logger.error({ route, code }, "A request failed."));
  const operations = operationRoutes(door.app, { ...stores, isOpen: () => door.gate.isOpen });
  const program = await compose(door.app, {
    ...stores,
    clock: systemClock,
    log: ({ event, code }) => logger.warn({ event, code }),
    onCollected: operations.onCollected,
  });
  operations.follow(program);
  await serveConsole(door.app, consoleFolder);
  await door.attach();
  return program;
}

/** While Postgres is away requests wait at the gate; its half-open sockets would hold up its restart. */
function guardEngines(engines: Engines, door: Door, database: Database): () => void {
  let started = false;
  return engines.onChange(({ engine, state }) => {
    if (engine !== "postgres") return;
    if (state === "up") {
      if (started) door.gate.open();
      return;
    }
    started ||= door.gate.isOpen;
    door.gate.shut();
    database.breakConnections();
  });
}

function given<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
