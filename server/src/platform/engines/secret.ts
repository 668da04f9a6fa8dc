import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Reads the text kept in a file only we may read, or makes it on first use. The text is trimmed and never empty. */
export function keptText(path: string, make: () => string): string {
  const kept = readKept(path);
  if (kept !== undefined) return kept;
  const text = make();
  keepText(path, text);
  return text;
}

/** Replaces the kept text. */
export function keepText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
}

/** 160 random bits, safe in a URL and in a connection string without escaping. */
export function newSecret(): string {
  return randomBytes(20).toString("hex");
}

function readKept(path: string): string | undefined {
  try {
    const text = readFileSync(path, "utf8").trim();
    return text === "" ? undefined : text;
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ENOENT";
}
