import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./root.mjs";
import { runQuietly } from "./run-quietly.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The Chromium of this system, installed first where that can be done unasked (Debian, as root).
 * @returns {Promise<{ path: string } | { refusal: string }>}
 */
export async function findChromium() {
  const stated = process.env.ATTUNE_CHROMIUM;
  if (stated !== undefined && stated !== "") {
    return isExecutable(stated)
      ? { path: stated }
      : { refusal: `ATTUNE_CHROMIUM names ${stated}, which cannot be run.` };
  }
  const found = lookForChromium();
  if (found !== null) return { path: found };
  const failed = await installOnDebian();
  const path = lookForChromium();
  if (path !== null) return { path };
  return {
    refusal: `The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set ATTUNE_CHROMIUM to a Chrome or Chromium.${failed}`,
  };
}

function lookForChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...macPlaces].find(isExecutable) ?? null;
}

/** @returns {Promise<string>} what went wrong, empty when nothing did or nothing was tried */
async function installOnDebian() {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return "";
  const failed = await runQuietly({
    headline: "Installing Chromium for the browser tests (once)",
    command: "sh",
    args: ["-c", "apt-get update && apt-get install -y --no-install-recommends chromium"],
    cwd: root,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return failed === null ? "" : `\n${failed}`;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
