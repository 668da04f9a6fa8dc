import { readdir, readFile } from "node:fs/promises";

export type Engine = "postgres" | "clickhouse";

const programs: Readonly<Record<Engine, RegExp>> = {
  postgres: /\/postgres\0-D\0/,
  clickhouse: /clickhouse-child\.ts/,
};

/** The process id of a program's engine; undefined while it is down. Reads /proc: Linux only. */
export async function findEngine(programPid: number, engine: Engine): Promise<number | undefined> {
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const words = await readProcess(name, "cmdline");
    if (programs[engine].test(words) && (await parentOf(name)) === programPid) return Number(name);
  }
  return undefined;
}

async function parentOf(pid: string): Promise<number> {
  const [, parent = "0"] = /\) \S (\d+)/.exec(await readProcess(pid, "stat")) ?? [];
  return Number(parent);
}

/** Empty for a process that has just ended. */
function readProcess(pid: string, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
}
