import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root, stamps } from "./root.mjs";
import { runQuietly } from "./run-quietly.mjs";
import { SetUpRefusal } from "./set-up-refusal.mjs";

const packages = join(root, "node_modules");
const stamp = join(stamps, "packages");

/** Whether node_modules is what package-lock.json says. */
export function areThePackagesInstalled() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const wanted = hashOf(lock);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  if (!holdsWhatIsLocked(JSON.parse(lock))) return false;
  remember(wanted);
  return true;
}

/** `npm ci`, told in one line. */
export async function installPackages() {
  const { command, args, env } = npm();
  const failed = await runQuietly({
    headline: "Installing packages (once; a minute or so)",
    command,
    args: [
      ...args,
      "ci",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    cwd: root,
    env,
  });
  if (failed !== null) throw new SetUpRefusal(`npm could not install the packages.\n${failed}`);
  remember(hashOf(readFileSync(join(root, "package-lock.json"), "utf8")));
}

function hashOf(lock) {
  return createHash("sha256").update(`${process.platform} ${process.arch}\n${lock}`).digest("hex");
}

function remember(hash) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
}

/**
 * Somebody may have run npm by hand: npm's own note of what it installed then says the same as the lock.
 * Packages for other platforms are missing from it, rightly.
 */
function holdsWhatIsLocked(lock) {
  const note = join(packages, ".package-lock.json");
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  return Object.entries(lock.packages)
    .filter(([path]) => path.startsWith("node_modules/"))
    .every(([path, locked]) =>
      installed[path] === undefined
        ? locked.optional === true || locked.devOptional === true
        : installed[path].version === locked.version,
    );
}

/**
 * The npm that started us, or the one in the PATH; in either case not run by the Node inside node_modules,
 * which `npm ci` deletes under its feet.
 */
function npm() {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !isInPackages(folder));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const outer = process.env.npm_execpath;
  const outerNode = process.env.npm_node_execpath;
  if (
    outer?.endsWith("npm-cli.js") &&
    outerNode !== undefined &&
    existsSync(outer) &&
    !isInPackages(outerNode)
  ) {
    return {
      command: outerNode,
      args: [outer],
      env: { ...env, PATH: [dirname(outerNode), ...path].join(delimiter) },
    };
  }
  return { command: "npm", args: [], env };
}

function isInPackages(path) {
  const real = existsSync(path) ? realpathSync(path) : path;
  return `${real}/`.startsWith(`${packages}/`);
}
