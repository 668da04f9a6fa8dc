import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readLines } from "./lines.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresUser } from "./postgres-user.ts";
import { spawnGuarded } from "./watchdog.ts";

const postgresMajor = "18";
const draftPrefix = "cluster.draft-";
export const postgresRole = "attune";

export interface ClusterPlan {
  /** Holds `cluster/`; belongs to the user Postgres runs as. */
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly user: PostgresUser;
  readonly secret: string;
}

export function clusterOf(folder: string): string {
  return join(folder, "cluster");
}

/** Makes the cluster on first use; one left half made by a kill is made again. Refuses another major version. */
export async function ensureCluster(plan: ClusterPlan): Promise<void> {
  const cluster = clusterOf(plan.folder);
  if (existsSync(cluster)) return refuseOtherMajor(cluster);
  for (const name of readdirSync(plan.folder)) {
    if (name.startsWith(draftPrefix))
      rmSync(join(plan.folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
  // A name of its own: what another start left behind cannot write into it.
  const draft = join(plan.folder, `${draftPrefix}${process.pid}-${Date.now()}`);
  await initialise(plan, draft);
  // Only a whole and synced cluster ever bears the name.
  renameSync(draft, cluster);
}

function refuseOtherMajor(cluster: string): void {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version === postgresMajor) return;
  throw new Error(
    `The data folder was written by Postgres ${version} (${cluster}); this version of Attune brings Postgres ${postgresMajor} ` +
      "and cannot open it. Start the version of Attune that wrote it, or use another data folder.",
  );
}

async function initialise(plan: ClusterPlan, draft: string): Promise<void> {
  const passwordFile = join(plan.folder, "initdb-password");
  writeFileSync(passwordFile, `${plan.secret}\n`, { mode: 0o600 });
  try {
    if (plan.user.owner !== undefined) chownSync(passwordFile, plan.user.owner.uid, plan.user.owner.gid);
    // Not synced file by file: one sync at the end is four times as fast.
    await run(plan, [
      `--pgdata=${draft}`,
      `--username=${postgresRole}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--no-locale",
      "--no-sync",
      "--no-instructions",
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const method = process.platform === "linux" ? ["--sync-method=syncfs"] : [];
  await run(plan, [`--pgdata=${draft}`, "--sync-only", ...method]);
}

async function run(plan: ClusterPlan, words: readonly string[]): Promise<void> {
  const setUp = await spawnGuarded({
    command: [...plan.user.prefix, plan.binaries.initdb, ...words],
    env: postgresEnvironment(),
    firstSignal: "KILL",
    offspringTitle: "",
    ...plan.user.spawnAs,
  });
  const said: string[] = [];
  readLines(setUp.stdout, () => undefined);
  readLines(setUp.stderr, (line) => said.push(line));
  const { code } = await setUp.exited;
  if (code !== 0) throw new Error(`Postgres could not be set up: ${said.join(" ")}`);
}

/** Nothing of ours leaks into Postgres: PG* variables of the operator would change what it does. */
export function postgresEnvironment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

/** The folder that holds the cluster; mode 0700. */
export function makePostgresFolder(dataFolder: string): string {
  const folder = join(dataFolder, "postgres");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}
