import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, stamps } from "./root.mjs";

/** One Ctrl-C arrives up to three times: from the terminal, from npm, from a supervisor. */
const sameSignalWithinMs = 1_000;
const watchNpmEveryMs = 250;

/**
 * Runs a long-lived program until it ends. It gets each signal once, whoever sends it; it does not outlive us,
 * nor the npm that started us.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} ready
 * @param {string} file a TypeScript source, relative to the clone
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runProgram(ready, file, args) {
  const follow = pathToFileURL(join(root, "scripts", "follow-launcher.mjs")).href;
  const child = spawn(
    ready.node,
    [
      "--no-warnings",
      "--max-semi-space-size=64",
      "--expose-gc",
      "--import",
      follow,
      join(root, file),
      ...args,
    ],
    {
      cwd: root,
      env: remembering(ready.env),
      // A session of its own keeps the terminal's Ctrl-C from it; the channel tells it of our death.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  // The channel is for its closing only; it must not keep us once the program has ended.
  child.channel?.unref();
  const watch = watchNpm(() => child.kill("SIGKILL"));
  passOnceEach(child, { SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGQUIT: "SIGQUIT", SIGHUP: "SIGTERM" }, () =>
    clearInterval(watch),
  );
  return exitCodeOf(child).finally(() => clearInterval(watch));
}

/**
 * Runs a command in the foreground: it shares our terminal, so a Ctrl-C there reaches it by itself.
 * @returns {Promise<number>} its exit code
 */
export function runForeground(ready, file, args) {
  const child = spawn(ready.node, ["--no-warnings", join(root, file), ...args], {
    // Files named on the command line lie where the caller stands, not where npm runs its scripts.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: remembering(ready.env),
    stdio: "inherit",
  });
  const toTerminal = process.stdin.isTTY === true;
  passOnceEach(child, { SIGINT: toTerminal ? null : "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGTERM" });
  return exitCodeOf(child);
}

/** Node keeps what it made of the sources, one folder a user, so that the next start opens its door in half the time. */
function remembering(env) {
  return { NODE_COMPILE_CACHE: join(stamps, "compiled"), ...env };
}

/** `signals` maps what arrives to what is sent on; null is swallowed. */
function passOnceEach(child, signals, onSignal = () => undefined) {
  for (const [signal, sent] of Object.entries(signals)) {
    let lastAt = Number.NEGATIVE_INFINITY;
    process.on(signal, () => {
      const now = performance.now();
      if (sent !== null && now - lastAt > sameSignalWithinMs) child.kill(sent);
      lastAt = now;
      onSignal();
    });
  }
}

/** npm passes signals on, but an npm that was killed leaves its shell and us running; then our lineage changes. */
function watchNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const born = lineage();
  const watch = setInterval(() => {
    if (lineage() === born) return;
    clearInterval(watch);
    stop();
  }, watchNpmEveryMs);
  return watch;
}

/** Our parent, npm or the shell that npm runs scripts in, and where /proc tells it, the parent of that. */
function lineage() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]}`;
  } catch {
    return String(process.ppid);
  }
}

function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
