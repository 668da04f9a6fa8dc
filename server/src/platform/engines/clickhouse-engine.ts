import { mkdirSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clickhouseDatabase, clickhouseUser, writeChildOrder } from "./clickhouse-child-order.ts";
import { engineTag } from "./engine-tag.ts";
import type { EngineLog } from "./engine-types.ts";
import { freePort } from "./free-port.ts";
import { killLeftovers } from "./leftovers.ts";
import { readLines } from "./lines.ts";
import { keepText, keptText, newSecret } from "./secret.ts";
import type { EngineRecipe, RunningEngine } from "./supervisor.ts";
import { type GuardedProcess, orKill, spawnGuarded } from "./watchdog.ts";

const child = fileURLToPath(new URL("./clickhouse-child.ts", import.meta.url));
const maxExecutionSeconds = 120;
const stopPatienceMs = 2_000;
const mebibyte = 1024 * 1024;

export interface EmbeddedClickhouse extends EngineRecipe {
  readonly url: string;
}

/** Prepares an embedded ClickHouse in `dataFolder/clickhouse`, on a loopback port that is kept from start to start while it is free. */
export async function embedClickhouse(options: {
  readonly dataFolder: string;
  readonly log: EngineLog;
  readonly onSpawned?: (() => void) | undefined;
}): Promise<EmbeddedClickhouse> {
  const engines = join(options.dataFolder, "engines");
  const secret = keptText(join(engines, "clickhouse-secret"), newSecret);
  const tag = `--engine=${engineTag(options.dataFolder)}`;
  const folder = join(options.dataFolder, "clickhouse");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await killLeftovers((words) => words.includes(tag));
  const port = await choosePort(join(engines, "clickhouse-port"));
  const order = { folder, port, secret, memoryMb: memoryShare(), maxExecutionSeconds };
  return {
    name: "clickhouse",
    url: `http://${clickhouseUser}:${secret}@127.0.0.1:${port}/${clickhouseDatabase}`,
    start: async () => {
      await killLeftovers((words) => words.includes(tag));
      const server = await spawnGuarded({
        command: [process.execPath, child, tag],
        env: childEnvironment(order),
        firstSignal: "KILL",
        offspringTitle: "",
      });
      options.onSpawned?.();
      keepErrors(server, join(engines, "clickhouse-errors"), options.log);
      await orKill(server, () => untilReady(server));
      return running(server);
    },
  };
}

async function choosePort(memo: string): Promise<number> {
  const kept = Number(keptText(memo, () => "0"));
  const port = await freePort(kept === 0 ? undefined : kept);
  if (port !== kept) keepText(memo, String(port));
  return port;
}

/** An eighth of the machine, from one to four gigabytes; a query that needs more spills to disk or is refused. */
function memoryShare(): number {
  return Math.round(Math.min(4_096, Math.max(1_024, totalmem() / mebibyte / 8)));
}

function childEnvironment(order: Parameters<typeof writeChildOrder>[0]): Record<string, string> {
  return {
    ...writeChildOrder(order),
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    TZ: "UTC",
    ...(process.env["NODE_COMPILE_CACHE"] === undefined
      ? {}
      : { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] }),
    // Each running query holds a thread; with Node's four the fifth query, and every kill, would wait.
    UV_THREADPOOL_SIZE: "24",
  };
}

/** What the engine says of a crash may quote a query: it stays in the data folder, the log says where. */
function keepErrors(server: GuardedProcess, path: string, log: EngineLog): void {
  let hasTold = false;
  readLines(server.stderr, (line) => {
    if (!hasTold) log({ level: "warn", engine: "clickhouse", message: `it wrote of errors to ${path}` });
    writeFileSync(path, `${line}\n`, { mode: 0o600, flag: hasTold ? "a" : "w" });
    hasTold = true;
  });
}

function untilReady(server: GuardedProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    readLines(server.stdout, (line) => {
      if (line === "ready") resolve();
      else reject(new Error(line === "taken" ? "its port is taken by another process" : line));
    });
    void server.exited.then(({ code, signal }) =>
      reject(new Error(`ended while starting (${signal ?? `code ${code}`})`)),
    );
  });
}

function running(server: GuardedProcess): RunningEngine {
  return {
    pid: server.pid,
    exited: server.exited,
    stop: async () => {
      server.signal("SIGTERM");
      const late = setTimeout(() => server.signal("SIGKILL"), stopPatienceMs);
      await server.exited;
      clearTimeout(late);
    },
  };
}
