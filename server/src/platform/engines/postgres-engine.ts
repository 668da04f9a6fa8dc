import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { engineTag } from "./engine-tag.ts";
import type { EngineLog } from "./engine-types.ts";
import { killLeftovers } from "./leftovers.ts";
import { readLines } from "./lines.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import {
  type ClusterPlan,
  clusterOf,
  ensureCluster,
  makePostgresFolder,
  postgresEnvironment,
  postgresRole,
} from "./postgres-cluster.ts";
import { postgresSettings } from "./postgres-settings.ts";
import { choosePostgresUser } from "./postgres-user.ts";
import { keptText, newSecret } from "./secret.ts";
import { socketFolderFor } from "./socket-folder.ts";
import type { EngineRecipe, RunningEngine } from "./supervisor.ts";
import { type GuardedProcess, orKill, spawnGuarded } from "./watchdog.ts";

const database = "attune";
const readyTurnMs = 10;
const stopPatienceMs = 8_000;

export interface EmbeddedPostgres extends EngineRecipe {
  readonly url: string;
}

/** Prepares an embedded Postgres in `dataFolder/postgres`; `ways` narrows how it may be run as root (tests). */
export async function embedPostgres(options: {
  readonly dataFolder: string;
  readonly log: EngineLog;
  readonly ways?: readonly string[] | undefined;
  readonly onSpawned?: (() => void) | undefined;
}): Promise<EmbeddedPostgres> {
  const engines = join(options.dataFolder, "engines");
  const secret = keptText(join(engines, "postgres-secret"), newSecret);
  const tag = engineTag(options.dataFolder);
  const folder = makePostgresFolder(options.dataFolder);
  const binaries = findPostgresBinaries();
  const user = await choosePostgresUser(folder, binaries.postgres, options.ways);
  const plan: ClusterPlan = { folder, binaries, user, secret };
  const sockets = socketFolderFor(folder, join(engines, "postgres-sockets"), user.owner);
  const address = (name: string): string =>
    `postgres://${postgresRole}:${secret}@${encodeURIComponent(sockets)}:5432/${name}`;
  const url = address(database);
  const onSpawned = options.onSpawned ?? (() => undefined);
  let starts = 0;
  return {
    name: "postgres",
    url,
    start: async () => {
      starts += 1;
      await clearUp(plan, sockets, tag);
      // Made by a process of its own, which takes longest of all.
      if (!existsSync(clusterOf(folder))) onSpawned();
      await ensureCluster(plan);
      const server = await launch(plan, sockets, `${tag}-${process.pid}-${starts}`);
      onSpawned();
      logLines(server, options.log);
      await orKill(server, async () => {
        await untilReady(plan, server);
        // A Postgres that comes back has it.
        if (starts === 1) await ensureDatabase(address("postgres"));
      });
      return running(server);
    },
  };
}

async function clearUp(plan: ClusterPlan, sockets: string, tag: string): Promise<void> {
  await killLeftovers(
    (words) =>
      words[0]?.startsWith(`postgres: ${tag}-`) === true ||
      words.some((word) => word.startsWith(`cluster_name=${tag}-`)),
  );
  if (process.platform !== "linux") return;
  // Nothing of ours lives any more, but another process may by now bear the number in these files, and Postgres would refuse.
  rmSync(join(clusterOf(plan.folder), "postmaster.pid"), { force: true });
  rmSync(join(sockets, ".s.PGSQL.5432"), { force: true });
  rmSync(join(sockets, ".s.PGSQL.5432.lock"), { force: true });
}

function launch(plan: ClusterPlan, sockets: string, clusterName: string): Promise<GuardedProcess> {
  const settings = Object.entries(postgresSettings(sockets, clusterName)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  return spawnGuarded({
    command: [...plan.user.prefix, plan.binaries.postgres, "-D", clusterOf(plan.folder), ...settings],
    env: postgresEnvironment(),
    firstSignal: "QUIT",
    offspringTitle: `postgres: ${clusterName}:`,
    ...plan.user.spawnAs,
  });
}

/** Postgres writes `ready` as the eighth line of its pid file; asking over a connection would litter the log while it recovers. */
async function untilReady(plan: ClusterPlan, server: GuardedProcess): Promise<void> {
  const pidFile = join(clusterOf(plan.folder), "postmaster.pid");
  let ended: string | undefined;
  void server.exited.then(({ code, signal }) => {
    ended = signal ?? `code ${code}`;
  });
  while (!isReady(pidFile, server.pid)) {
    if (ended !== undefined) throw new Error(`Postgres ended while starting (${ended}).`);
    await new Promise((resolve) => setTimeout(resolve, readyTurnMs));
  }
}

function isReady(pidFile: string, pid: number): boolean {
  try {
    const lines = readFileSync(pidFile, "utf8").split("\n");
    return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
  } catch {
    // Not written yet.
    return false;
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {
    // A death in this moment is told by the process itself.
  });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) {
      await client.query(`create database ${database} template template0 encoding 'UTF8' locale 'C'`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

function logLines(server: GuardedProcess, log: EngineLog): void {
  readLines(server.stdout, () => undefined);
  readLines(server.stderr, (line) => {
    const serious = line.startsWith("FATAL") || line.startsWith("PANIC");
    log({ level: serious ? "warn" : "info", engine: "postgres", message: line });
  });
}

function running(server: GuardedProcess): RunningEngine {
  return {
    pid: server.pid,
    exited: server.exited,
    stop: async () => {
      // Fast shutdown: sessions are ended, a checkpoint is written, the next start needs no recovery.
      server.signal("SIGINT");
      const late = setTimeout(() => server.signal("SIGKILL"), stopPatienceMs);
      await server.exited;
      clearTimeout(late);
    },
  };
}
