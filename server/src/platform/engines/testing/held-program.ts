import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { engineTag } from "../engine-tag.ts";
import { findProcesses } from "../leftovers.ts";

export const heldProgram: string = fileURLToPath(new URL("./hold-engines.ts", import.meta.url));

/** A program with engines, in a process of its own that a test may kill. */
export interface HeldProgram {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  /** The user it takes itself for. */
  readonly uid: number;
  kill(): Promise<void>;
  /** SIGTERM, and its exit code. */
  stop(): Promise<unknown>;
}

/** `prefix` is put before the command. Rejects with what the program said when it ends before its engines answer. */
export async function holdEngines(dataFolder: string, prefix: readonly string[] = []): Promise<HeldProgram> {
  const [file = "", ...words] = [...prefix, process.execPath, heldProgram, dataFolder];
  const child = spawn(file, words, { stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", () => reject(new Error(said)));
  });
  const told: Pick<HeldProgram, "postgresUrl" | "clickhouseUrl" | "uid"> = JSON.parse(line);
  return {
    ...told,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: async () => {
      child.kill("SIGTERM");
      return (await exited)[0];
    },
  };
}

/** All processes of the engines of a data folder, their watchers included. */
export function enginesOf(dataFolder: string): Promise<readonly number[]> {
  const mark = engineTag(dataFolder);
  return findProcesses((words) => words.some((word) => word.includes(mark)));
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "attune-engines-"));
}
