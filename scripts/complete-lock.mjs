// After `npm install` against a mirror that does not carry every platform, package-lock.json lacks the platform
// packages that the mirror lacks, and `npm ci` then refuses the lock everywhere. This adds them: name and version
// as their parent states them, platform as their name does. Without an integrity, which only a full registry
// could tell. Changes nothing when nothing is missing. Run: node scripts/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];
const libraries = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = findMissing(lock.packages);

for (const { name, parent } of missing) console.info(`${name}, of ${parent}, was missing`);
if (process.argv.includes("--check")) process.exitCode = missing.length === 0 ? 0 : 1;
else if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completed(), null, 2)}\n`);

function findMissing(packages) {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, parent, name))
      .map(([name, version]) => ({ parent, name, version, dev })),
  );
}

/** As Node looks a package up: in the parent's node_modules, then in each folder above. */
function isLocked(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[join(folder, "node_modules", name)] !== undefined) return true;
    if (folder === "") return false;
  }
}

function completed() {
  const added = missing.map(({ name, version, dev }) => [
    `node_modules/${name}`,
    lockedPlatform(name, version, dev),
  ]);
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(packages) };
}

function lockedPlatform(name, version, dev) {
  const words = name.slice(name.lastIndexOf("/") + 1).split("-");
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) {
    throw new Error(
      `${name}@${version} is missing from the lock, and its name does not say for which platform it is.`,
    );
  }
  const library = os === "linux" ? libraries[words.at(-1)] : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev === true ? { dev } : {}),
    ...(library === undefined ? {} : { libc: [library] }),
    optional: true,
    os: [os],
  };
}
