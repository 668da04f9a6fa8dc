import { readdir, readFile } from "node:fs/promises";

const turnMs = 20;
const patienceMs = 10_000;

/**
 * Kills engines of ours that still live and waits until they are gone: what a killed program left behind in the
 * moment before its watcher acts, or children of a Postgres that was itself killed (a new one refuses to start beside them).
 * `owns` is asked with the words of each process's command line. Needs /proc; without it (macOS) nothing is found.
 */
export async function killLeftovers(owns: (words: readonly string[]) => boolean): Promise<number> {
  const first = await findProcesses(owns);
  let left = first;
  for (let waitedMs = 0; left.length > 0; waitedMs += turnMs) {
    if (waitedMs > patienceMs)
      throw new Error(`Processes ${left.join(", ")} of an earlier start will not end.`);
    for (const pid of left) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, turnMs));
    left = await findProcesses(owns);
  }
  return first.length;
}

export async function findProcesses(owns: (words: readonly string[]) => boolean): Promise<readonly number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const pids = entries.map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  const found = await Promise.all(pids.map(async (pid) => (owns(await wordsOf(pid)) ? pid : undefined)));
  return found.filter((pid) => pid !== undefined);
}

async function wordsOf(pid: number): Promise<readonly string[]> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
  } catch {
    // It ended between the listing and the look.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "ESRCH")) throw fault;
  }
}
