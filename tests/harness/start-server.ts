import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyTemplate, makeTestDatabases } from "../../server/src/platform/testing/stores.ts";
import { freePort } from "./free-port.ts";
import { waitUntil } from "./wait-until.ts";

export interface ServerOptions {
  readonly sample?: "off" | "real" | "on";
  /** As it is shipped: engines start, die and stop with it. Else it has databases of its own in the engines of the test run, which starts sooner. */
  readonly engines?: "own";
  /** Instead of a new folder that goes with the server; its engines are its own. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For a start that loads the sample. */
  readonly readyWithinMs?: number;
}

/** The whole program as a process of its own, on a port and a data folder of its own, which stay the same over restarts. */
export interface TestServer {
  readonly url: string;
  readonly adminKey: string;
  readonly writeKey: string;
  readonly dataFolder: string;
  /** Process id of the program itself; its engines are its children. */
  pid(): number;
  /** What it has printed since the first start, for messages of failed tests. */
  output(): string;
  /** As a crash or the kernel would end it; resolves when it is gone. */
  kill9(): Promise<void>;
  /** As an operator would; resolves with the exit code when it is gone. */
  stop(): Promise<number | null>;
  /** Starts it again after `stop` or `kill9`; resolves when it is ready. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and, if the data folder was made for it, deletes that. */
  close(): Promise<void>;
  /** JSON of a route, asked with the admin key. @throws Error with the answer when the status is not 2xx */
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: unknown, method?: "POST" | "PUT" | "DELETE"): Promise<Answer>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "attune-whole-")));
  const stores = usesShared(options) ? await makeTestDatabases(emptyTemplate) : undefined;
  const port = await freePort();
  const keys = {
    adminKey: `ats_${randomBytes(18).toString("hex")}`,
    writeKey: `atp_${randomBytes(18).toString("hex")}`,
  };
  const env = {
    ...(stores && {
      ATTUNE_POSTGRES_URL: stores.postgresUrl,
      ATTUNE_CLICKHOUSE_URL: stores.clickhouseUrl,
    }),
    ...options.env,
  };
  const process = createProcess(port, dataFolder, keys, { ...options, env });
  const ask = createAsk(`http://127.0.0.1:${port}`, keys.adminKey, process);
  await process.start();
  return {
    ...process,
    ...keys,
    url: `http://127.0.0.1:${port}`,
    dataFolder,
    restart: async () => {
      await process.stop();
      await process.start();
    },
    close: async () => {
      await process.kill9();
      await stores?.drop();
      if (options.dataFolder === undefined) await removeFolder(dataFolder);
    },
    get: (path) => ask("GET", path),
    post: (path, body, method = "POST") => ask(method, path, body),
  };
}

function usesShared({ engines, dataFolder, env }: ServerOptions): boolean {
  return engines !== "own" && dataFolder === undefined && env?.["ATTUNE_POSTGRES_URL"] === undefined;
}

type ServerProcess = Pick<TestServer, "pid" | "output" | "kill9" | "stop" | "start">;

const greeting = "Attune is ready at";

function createProcess(
  port: number,
  dataFolder: string,
  keys: { readonly adminKey: string; readonly writeKey: string },
  options: ServerOptions,
): ServerProcess {
  let child: ChildProcess | undefined;
  let output = "";
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<number | null> => {
    if (child === undefined) return null;
    const ending = child;
    child = undefined;
    return endProcess(ending, signal);
  };
  return {
    pid: () => {
      if (child?.pid === undefined) throw new Error("The server is not running.");
      return child.pid;
    },
    output: () => output,
    kill9: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    start: async () => {
      const started = spawn(process.execPath, ["--no-warnings", join(root, "server/src/main.ts")], {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          PATH: process.env["PATH"],
          ATTUNE_PORT: String(port),
          ATTUNE_DATA: dataFolder,
          ATTUNE_SAMPLE: options.sample ?? "off",
          ATTUNE_ADMIN_KEY: keys.adminKey,
          ATTUNE_WRITE_KEY: keys.writeKey,
          ...options.env,
        },
      });
      child = started;
      const from = output.length;
      for (const stream of [started.stdout, started.stderr])
        stream.on("data", (part: Buffer) => (output += part.toString()));
      started.once("exit", (code, signal) => {
        if (child === started) output += `\nThe server ended by itself: ${signal ?? `code ${code}`}.\n`;
      });
      await waitUntil(
        "the server to be ready",
        () => isReady(port, started, output.slice(from)),
        options.readyWithinMs ?? 60_000,
      );
    },
  };
}

/** Said by this very process: another might listen on the port. */
async function isReady(port: number, child: ChildProcess, output: string): Promise<true | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${output}`);
  if (!output.includes(greeting)) return undefined;
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok === true ? true : undefined;
}

function endProcess(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

/** The engines of a killed program end a moment after it, and may still write. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}

function createAsk(
  url: string,
  key: string,
  server: ServerProcess,
): <Answer>(method: string, path: string, body?: unknown) => Promise<Answer> {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Error(`${method} ${path} was not answered. The server said:\n${server.output()}`, { cause });
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Answer; // the test says what it expects
  };
}
