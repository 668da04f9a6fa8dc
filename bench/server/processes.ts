import { readdirSync, readFileSync } from "node:fs";

/** Parts of the running product. */
export type Part = "program" | "postgres" | "clickhouse";

const parts: readonly Part[] = ["program", "postgres", "clickhouse"];
const msPerTick = 10;

/** Processor time of the program and all its descendants up to now, user and system, those that have ended included; milliseconds. */
export function cpuOf(programPid: number): Readonly<Record<Part, number>> {
  return sumOver(programPid, (one) => one.cpuMs);
}

/** Resident memory of the program and all its descendants; what several share counts once over all processes. */
export function memoryMbOf(programPid: number): Readonly<Record<Part, number>> {
  return sumOver(programPid, (one) => memoryOf(one.pid));
}

export function total(of: Readonly<Record<Part, number>>): number {
  return parts.reduce((sum, part) => sum + of[part], 0);
}

function sumOver(root: number, measure: (one: Process) => number): Readonly<Record<Part, number>> {
  const sums: Record<Part, number> = { program: 0, postgres: 0, clickhouse: 0 };
  for (const one of descendants(root)) sums[one.part] += measure(one);
  return sums;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
  readonly command: string;
}

function descendants(root: number): readonly (Process & { readonly part: Part })[] {
  const all = listProcesses();
  const children = Map.groupBy(all, (one) => one.parent);
  const found: (Process & { readonly part: Part })[] = [];
  const visit = (one: Process, inherited: Part): void => {
    const part = partOf(one, root, inherited);
    found.push({ ...one, part });
    for (const child of children.get(one.pid) ?? []) visit(child, part);
  };
  for (const one of all) if (one.pid === root) visit(one, "program");
  return found;
}

function partOf({ pid, command }: Process, root: number, inherited: Part): Part {
  if (pid === root) return "program";
  if (command.includes("clickhouse-child")) return "clickhouse";
  if (command.includes("postgres")) return "postgres";
  return inherited;
}

function listProcesses(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
}

/** Its numbers stand behind the name in parentheses, which may hold anything. */
function readProcess(pid: number): readonly Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return [{ pid, parent: Number(fields[1]), cpuMs: ticks * msPerTick, command }];
  } catch {
    return []; // it has ended since it was listed
  }
}

function memoryOf(pid: number): number {
  try {
    const smaps = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB$/m.exec(smaps)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
