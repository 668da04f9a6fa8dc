import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, stamps } from "./root.mjs";
import { runQuietly } from "./run-quietly.mjs";
import { SetUpRefusal } from "./set-up-refusal.mjs";

const folder = join(root, "console");
const stamp = join(stamps, "console");

/** Whether console/dist was built from the sources as they are; a clone without a console page has nothing to build. */
export function isConsoleBuilt() {
  if (!existsSync(join(folder, "index.html"))) return true;
  if (!existsSync(join(folder, "dist", "index.html")) || !existsSync(stamp)) return false;
  return readFileSync(stamp, "utf8") === hashOfSources();
}

/** Builds console/dist with Vite. */
export async function buildConsole(node) {
  const sources = hashOfSources();
  const failed = await runQuietly({
    headline: "Building the console (once)",
    command: node,
    args: [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
    cwd: folder,
  });
  if (failed !== null) throw new SetUpRefusal(`The console could not be built.\n${failed}`);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, sources);
}

/** Of contents, not times: a checkout or a copy changes the times of files that are the same. */
function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of [
    ...filesIn(folder),
    ...filesIn(join(root, "contract", "src")),
    join(root, "package-lock.json"),
  ]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !["dist", "node_modules"].includes(entry.name) && !entry.name.startsWith("."))
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(directory, entry.name)) : [join(directory, entry.name)],
    );
}
