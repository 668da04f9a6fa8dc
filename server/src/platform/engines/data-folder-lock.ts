import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the data folder for this process: two programs on one folder would kill each other's engines.
 * Throws a sentence for the operator while another process holds it. Returns what lets it go.
 * The holder is named by process id and start time, so that the mark of a killed program binds nobody.
 */
export function lockDataFolder(dataFolder: string): () => void {
  const folder = join(dataFolder, "engines");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "lock");
  // Where the folder lies is part of the mark: a copy holds a copy of it.
  const place = realpathSync(dataFolder);
  const mine = `${process.pid} ${startOf(process.pid) ?? ""} ${place}`;
  while (!tryToWrite(path, mine)) {
    const holder = readHolder(path);
    if (holder?.place === place && isAlive(holder)) {
      throw new Error(
        `The data folder ${dataFolder} is in use by process ${holder.pid}. Stop it, or set ATTUNE_DATA to another.`,
      );
    }
    rmSync(path, { force: true });
  }
  return () => rmSync(path, { force: true });
}

interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly place: string;
}

function tryToWrite(path: string, text: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, text);
    closeSync(file);
    return true;
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "EEXIST") return false;
    throw fault;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const [pid, start, ...place] = readFileSync(path, "utf8").split(" ");
    return pid === undefined || start === undefined
      ? undefined
      : { pid: Number(pid), start, place: place.join(" ") };
  } catch {
    // Let go of in this very moment.
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "EPERM")) return false;
  }
  return (startOf(holder.pid) ?? "") === holder.start;
}

/** Clock ticks from boot to the start of a process, and the boot; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything; after it come the state and, as the 20th, the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return undefined;
    const ticks = fields[19];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${ticks}@${boot}`;
  } catch {
    return undefined;
  }
}
