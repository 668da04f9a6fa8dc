import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { glob, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { endLater } from "../ending.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { loadWorld } from "./load-world.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
/** Older worlds are made anew: their message ids have left the last seven days, and timers have run out. */
const oldestMs = 36 * 3_600_000;

/** A data folder of its own, with the loaded world in it; gone when the bench ends. Worlds are kept in `ATTUNE_BENCH_DATA` and copied. */
export async function openWorld(scale: Scale): Promise<string> {
  const cache = await cacheFolder();
  const world = await keptWorld(scale, cache);
  const folder = await mkdtemp(join(cache, "run-"));
  endLater(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const startedAt = performance.now();
  await run("cp", ["-a", "--reflink=auto", `${world}/.`, folder]);
  await run("sync", ["-f", folder]); // gigabytes on their way to the disk would be in the way of what is measured
  say(
    `Copied the world of ${scale.profiles} profiles in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`,
  );
  return folder;
}

/** An empty folder, gone when the bench ends. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(await cacheFolder(), "run-"));
  endLater(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

async function cacheFolder(): Promise<string> {
  const folder = process.env["ATTUNE_BENCH_DATA"] ?? join(tmpdir(), "attune-bench");
  await mkdir(folder, { recursive: true });
  return folder;
}

async function keptWorld(scale: Scale, cache: string): Promise<string> {
  const { segments } = scale;
  const prefix = `world-${scale.profiles}${segments === undefined ? "" : `x${segments}`}-`;
  const folder = join(cache, `${prefix}${await fingerprint(scale)}`);
  if (await isYoung(folder)) return folder;
  say(`Loading a world of ${scale.profiles} profiles into ${folder} …`);
  for (const name of await readdir(cache))
    if (name.startsWith(prefix)) await rm(join(cache, name), { recursive: true, force: true });
  const draft = await mkdtemp(join(cache, "draft-"));
  const drop = endLater(() => rm(draft, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  await loadWorld(scale, draft);
  await writeFile(join(draft, "loaded-at"), String(Date.now()));
  await rename(draft, folder);
  await drop();
  return folder;
}

async function isYoung(folder: string): Promise<boolean> {
  const loadedAt = await readFile(join(folder, "loaded-at"), "utf8").catch(() => undefined);
  return loadedAt !== undefined && Date.now() - Number(loadedAt) < oldestMs;
}

/** Of what the form of the kept rows hangs on: another schema or state needs another world. */
const formed = [
  "server/sql/**/*.sql",
  "server/src/profile/profile-state.ts",
  "server/src/profile/fold-leaf.ts",
  "server/src/profile/fold-version.ts",
  "server/src/profile/loyalty/*.ts",
  "server/src/profile/postgres/profile-store.ts",
  "server/src/segment/slots/*.ts",
  "server/src/segment/slot-table.ts",
  "bench/world/*.ts",
  "simulator/src/*.ts",
];

async function fingerprint(scale: Scale): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(formed, { cwd: root })) if (!file.endsWith(".test.ts")) files.push(file);
  const hash = createHash("sha256").update(JSON.stringify(scale));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 12);
}
