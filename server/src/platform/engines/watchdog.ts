import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";

/**
 * Starts an engine that cannot outlive us.
 *
 * A shell starts a watcher in the background and becomes the engine, so the process id we get is the engine's own.
 * The watcher reads a pipe whose other end only we hold. When we die, however we die, the pipe closes, and the
 * watcher kills the engine. The watcher is forked twice: Postgres would take it for one of its own children.
 */
export interface GuardedCommand {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Sent first, with 80 ms to end before SIGKILL; Postgres tidies up its children on QUIT. */
  readonly firstSignal: "QUIT" | "KILL";
  /** Processes whose command line starts with this are killed as well: children Postgres left. */
  readonly offspringTitle: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface GuardedProcess {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<EngineExit>;
  signal(name: NodeJS.Signals): void;
}

// Opening `/proc/N/cmdline` of a process that has just ended fails: hence the redirected errors.
const watcher = `
exec 3<&0
first=$1; title=$2; shift 2
( (
  while read -r nothing; do :; done
  if [ "$first" != KILL ]; then
    kill -s "$first" $$
    for turn in 1 2 3 4; do kill -0 $$ || break; sleep 0.02; done
  fi
  kill -s KILL $$
  [ -n "$title" ] && for process in /proc/[0-9]*; do
    IFS= read -r line < "$process/cmdline" || :
    case "$line" in "$title"*) kill -s KILL "\${process#/proc/}";; esac
    line=
  done
) <&3 >/dev/null 2>&1 3<&- & )
exec "$@" </dev/null 3<&-
`;

export async function spawnGuarded(guarded: GuardedCommand): Promise<GuardedProcess> {
  const child = spawn(
    "/bin/sh",
    ["-c", watcher, "attune-engine", guarded.firstSignal, guarded.offspringTitle, ...guarded.command],
    {
      cwd: "/",
      // A group of its own: Ctrl-C in the terminal must reach only us, who end things in order.
      detached: true,
      env: { ...guarded.env },
      stdio: ["pipe", "pipe", "pipe"],
      ...(guarded.uid === undefined ? {} : { uid: guarded.uid }),
      ...(guarded.gid === undefined ? {} : { gid: guarded.gid }),
    },
  );
  const exited = exitOf(child);
  const pid = await started(child);
  child.stdin.on("error", () => {
    // The watcher went first; the engine's own exit is what is told.
  });
  return {
    pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    signal: (name) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(name);
    },
  };
}

/** Does the rest of a start; when that fails the process is not left running. */
export async function orKill(started: GuardedProcess, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
  } catch (fault) {
    started.signal("SIGKILL");
    await started.exited;
    throw fault;
  }
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      if (child.pid === undefined) reject(new Error("A process was started without an id."));
      else resolve(child.pid);
    });
  });
}

function exitOf(child: ChildProcess): Promise<EngineExit> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      // The watcher waits on this pipe; closing it lets it clear up what the engine left, and end.
      child.stdin?.destroy();
      resolve({ code, signal });
    });
  });
}
