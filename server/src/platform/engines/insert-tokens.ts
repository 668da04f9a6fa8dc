import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes ClickHouse forget insert tokens whose rows it does not have.
 *
 * An insert into a MergeTree table writes its token to the table's deduplication log first and its rows (a part) into place second. Killed
 * between, the engine has the token without the rows: it would take the repetition for a duplicate, answer, and drop it
 * (seen once in 55 kills under load). Called before the engine opens `storeFolder`; returns how many tokens were forgotten.
 */
export function forgetUnkeptTokens(storeFolder: string): number {
  return tablesIn(join(storeFolder, "store"))
    .map(forgetInTable)
    .reduce((sum, forgotten) => sum + forgotten, 0);
}

/** Tables lie two levels deep: `store/bfa/bfa205f8-…`. */
function tablesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((prefix) => {
    const inner = join(folder, prefix);
    return readdirSync(inner).map((table) => join(inner, table));
  });
}

function forgetInTable(table: string): number {
  const logs = join(table, "deduplication_logs");
  if (!existsSync(logs)) return 0;
  const parts = readdirSync(table)
    .map(readPart)
    .filter((part) => part !== undefined);
  return readdirSync(logs)
    .map((name) => forgetInLog(join(logs, name), parts))
    .reduce((sum, forgotten) => sum + forgotten, 0);
}

/** Each line of a log: 1 (added) or 2 (dropped), the part's name, the token's hash; tabs between. */
function forgetInLog(path: string, parts: readonly Part[]): number {
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n");
  // A line that was cut off by a loss of power, or nothing.
  const cut = lines.pop();
  const kept = lines.filter((line) => {
    const [operation, name = ""] = line.split("\t");
    return operation !== "1" || isKept(name, parts);
  });
  if (kept.length === lines.length && cut === "") return 0;
  const draft = `${path}.draft`;
  writeFileSync(draft, kept.map((line) => `${line}\n`).join(""));
  renameSync(draft, path);
  return lines.length - kept.length;
}

interface Part {
  readonly partition: string;
  readonly first: number;
  readonly last: number;
}

/** `partition_first_last_level`, and after a mutation its number. Names of unfinished parts begin otherwise. */
function readPart(name: string): Part | undefined {
  const [, partition, first, last] = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/.exec(name) ?? [];
  if (partition === undefined) return undefined;
  return { partition, first: Number(first), last: Number(last) };
}

/** By itself, or in a part it was merged into. An unreadable name is left to the engine. */
function isKept(name: string, parts: readonly Part[]): boolean {
  const added = readPart(name);
  if (added === undefined) return true;
  return parts.some(
    (part) => part.partition === added.partition && part.first <= added.first && added.last <= part.last,
  );
}
