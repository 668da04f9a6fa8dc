import { join } from "node:path";
import type { Logger } from "pino";
import { compose, type Program } from "./compose.ts";
import type { Config } from "./config.ts";
import { type FirstKeys, keyOfSeals } from "./govern/index.ts";
import { systemClock } from "./kernel/clock.ts";
import { createSigner } from "./kernel/signer.ts";
import { createVault } from "./kernel/vault.ts";
import { operationRoutes } from "./operation-routes.ts";
import type { ProgramPorts } from "./parts.ts";
import { openMemory } from "./platform/clickhouse/memory.ts";
import { migrateClickhouse } from "./platform/clickhouse/migrate.ts";
import type { Engines } from "./platform/engines/engines.ts";
import { keptText, newSecret } from "./platform/engines/secret.ts";
import { createApp } from "./platform/http/app.ts";
import { serveConsole } from "./platform/http/console-files.ts";
import type { Door } from "./platform/http/door.ts";
import { answerProblems } from "./platform/http/problem.ts";
import { type Database, openDatabase } from "./platform/postgres/database.ts";
import { type Brand, ensureFirstBrand } from "./platform/postgres/first-brand.ts";
import { migratePostgres } from "./platform/postgres/migrate.ts";
import { ServedBrands } from "./serve-brands.ts";
import { LeaderThread, type StreamLeader } from "./stream/index.ts";
import { trainOnThread } from "./training-thread.ts";

/** What has begun before the program itself was loaded. */
export interface Beginning {
  /** Listens, and holds requests. */
  readonly door: Door;
  readonly engines: Engines;
  readonly logger: Logger;
}

export interface RunningProgram {
  /** In the clear, only those made or taken up at this start. */
  readonly firstKeys: FirstKeys;
  /** By which the owner chooses a password; only at the start that made the owner. */
  readonly ownerInvitation: string | undefined;
  /** As it was wired at the start; anew when another brand is turned to. */
  readonly program: Program;
  readonly database: Database;
  stop(): Promise<void>;
}

const sqlFolder = new URL("../sql/", import.meta.url);
const consoleFolder = new URL("../../console/dist/", import.meta.url);

/** Starts everything between the door and the stores, and opens the door. */
export async function startProgram(
  config: Config,
  { door, engines, logger }: Beginning,
  say: (line: string) => void,
): Promise<RunningProgram> {
  const database = openDatabase(engines.postgresUrl, { connections: 16 });
  const memory = openMemory(engines.clickhouseUrl);
  const leaders = new Set<StreamLeader>();
  const unguard = guardEngines(engines, door, () => {
    for (const one of [database, ...leaders]) one.breakConnections();
  });
  say("Bringing the tables up to date …");
  await Promise.all([
    migratePostgres(database, new URL("postgres/", sqlFolder)),
    migrateClickhouse(memory, new URL("clickhouse/", sqlFolder)),
  ]);
  await ensureFirstBrand(database, config.brand);
  const { postgresUrl, clickhouseUrl } = engines;
  const leaderOf = (brand: Brand): StreamLeader => {
    const leader = new LeaderThread({ postgresUrl, clickhouseUrl, brand });
    leaders.add(leader);
    return leader;
  };
  const ending = new AbortController();
  const trainModels = (brandId: number, nowMs: number): Promise<void> =>
    trainOnThread({ postgresUrl, clickhouseUrl, brandId, nowMs }, ending.signal);
  const secret = config.vaultSecret ?? keptText(join(config.dataFolder, "vault.secret"), newSecret);
  const vault = createVault(secret);
  const signer = createSigner(secret, "recognition");
  const sealKey = keyOfSeals(secret);
  const { sample, privateHosts } = config;
  const stores = { database, memory, leaderOf, trainModels, sample, vault, signer, sealKey, privateHosts };
  const served = new ServedBrands(door, database, (turnBrand) =>
    openDoor(door, { ...stores, turnBrand }, logger),
  );
  const first = await ensureFirst(await served.wire(), config);
  await served.start();
  return {
    ...first,
    program: served.program,
    database,
    stop: async () => {
      unguard();
      ending.abort();
      await door.drain();
      await served.stop();
      await memory.close();
      await database.close();
      await engines.stop();
      await door.close();
    },
  };
}

/** Keys and an owner, without which nobody could come in. */
async function ensureFirst(
  { keys, staff, brand }: Program,
  config: Config,
): Promise<Pick<RunningProgram, "firstKeys" | "ownerInvitation">> {
  const firstKeys = await keys.ensureFirst(brand.brandId, {
    ...given("adminKey", config.adminKey),
    ...given("writeKey", config.writeKey),
  });
  return { firstKeys, ownerInvitation: await staff.ensureOwner(brand.brandId) };
}

type Stores = Pick<
  ProgramPorts,
  | "database"
  | "memory"
  | "leaderOf"
  | "trainModels"
  | "sample"
  | "vault"
  | "signer"
  | "sealKey"
  | "privateHosts"
  | "turnBrand"
>;

async function openDoor(door: Door, stores: Stores, logger: Logger): Promise<Program> {
  const app = createApp(door);
  answerProblems(app, (route, code) => logger.error({ route, code }, "A request failed."));
  const operations = operationRoutes(app, { ...stores, isOpen: () => door.gate.isOpen });
  const program = await compose(app, {
    ...stores,
    clock: systemClock,
    log: ({ event, code }) => logger.warn({ event, code }),
    onCollected: operations.onCollected,
    onDelivery: operations.onDelivery,
  });
  operations.follow(program);
  await serveConsole(app, consoleFolder);
  await door.attach(app);
  return program;
}

/** While Postgres is away requests wait at the gate; its half-open sockets would hold up its restart. */
function guardEngines(engines: Engines, door: Door, breakConnections: () => void): () => void {
  let started = false;
  return engines.onChange(({ engine, state }) => {
    if (engine !== "postgres") return;
    if (state === "up") {
      if (started) door.gate.open();
      return;
    }
    started ||= door.gate.isOpen;
    door.gate.shut();
    breakConnections();
  });
}

function given<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
