// Brings what a command needs: packages as locked, the pinned Node, the built console. Each step is skipped
// when what it would make is there already, so a second start spends milliseconds here.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildConsole, isConsoleBuilt } from "./build-console.mjs";
import { areThePackagesInstalled, installPackages } from "./install-packages.mjs";
import { root } from "./root.mjs";
import { withSetUpLock } from "./set-up-lock.mjs";
import { SetUpRefusal } from "./set-up-refusal.mjs";

/**
 * @param {{ console: boolean }} needs
 * @returns {Promise<{ node: string, env: Record<string, string | undefined> }>} the Node to run things with, and their environment
 * @throws {SetUpRefusal} with a sentence that says what to do
 */
export async function setUp(needs) {
  const isReady = () => areThePackagesInstalled() && (!needs.console || isConsoleBuilt());
  if (!isReady()) {
    await withSetUpLock(async () => {
      // Looked at again: the other command that held the lock has most likely done the work.
      if (!areThePackagesInstalled()) await installPackages();
      if (needs.console && !isConsoleBuilt()) await buildConsole(findNode());
    });
  }
  const node = findNode();
  return { node, env: environment(node) };
}

/** The Node 24 that npm put there, else the one that runs this, if it will do. */
function findNode() {
  const pinned = join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  if (process.platform === "linux" && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new SetUpRefusal(
    `Attune runs on Node 24 or newer. This is Node ${process.versions.node}, and npm has no pinned Node for ${process.platform} on ${process.arch}: install Node 24 (nodejs.org) and run this again.`,
  );
}

/** Tools and children find the same Node and the project's tools first. */
function environment(node) {
  const path = [join(node, ".."), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(":");
  return { ...process.env, PATH: path };
}
