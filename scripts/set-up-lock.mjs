// Two commands started at once must not both run npm. The lock is a folder, because making one is atomic
// everywhere; it is renamed into place with its owner's name inside, so it is never seen without one.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./root.mjs";

const touchEveryMs = 2_000;
/** Long enough for a stalled disk, short enough to wait out after a container was killed. */
const abandonedAfterMs = 30_000;

/**
 * Runs `work` while no other set-up of this clone runs.
 * @param {() => Promise<void>} work
 * @param {string} [folder] where the lock lies
 */
export async function withSetUpLock(work, folder = join(root, "tmp", "set-up.lock")) {
  await take(folder);
  const beat = setInterval(() => touch(folder), touchEveryMs);
  try {
    await work();
  } finally {
    clearInterval(beat);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function take(folder) {
  let told = false;
  while (!tryToTake(folder)) {
    if (isAbandoned(folder)) remove(folder);
    else if (!told) {
      console.info("Another command is setting this clone up; waiting for it.");
      told = true;
    }
    await pause(200);
  }
}

function tryToTake(folder) {
  const mine = `${folder}.${process.pid}`;
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, "owner"), JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    renameSync(mine, folder);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (error.code === "ENOTEMPTY" || error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(folder) {
  try {
    const owner = JSON.parse(readFileSync(join(folder, "owner"), "utf8"));
    if (owner.host === hostname() && !isAlive(owner.pid)) return true;
    return Date.now() - statSync(folder).mtimeMs > abandonedAfterMs;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Renamed before it is removed: of two that find it abandoned, one renames and the other finds nothing. */
function remove(folder) {
  const old = `${folder}.abandoned.${process.pid}`;
  try {
    renameSync(folder, old);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function touch(folder) {
  const now = new Date();
  utimesSync(folder, now, now);
}
