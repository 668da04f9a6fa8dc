import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { waitUntil } from "./wait-until.ts";

export interface ServerOptions {
  readonly sample?: "off" | "real" | "on";
  /** Instead of a new folder that goes with the server. */
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
  const port = await freePort();
  const keys = {
    adminKey: `ats_${randomBytes(18).toString("hex")}`,
    writeKey: `atp_${randomBytes(18).toString("hex")}`,
  };
  const process = createProcess(port, dataFolder, keys, options);
  const ask = createAsk(`http://127.0.0.1:${port}`, keys.adminKey);
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
      if (options.dataFolder === undefined) await removeFolder(dataFolder);
    },
    get: (path) => ask("GET", path),
    post: (path, body, method = "POST") => ask(method, path, body),
  };
}

type ServerProcess = Pick<TestServer, "pid" | "output" | "kill9" | "stop" | "start">;

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
      for (const stream of [started.stdout, started.stderr])
        stream.on("data", (part: Buffer) => (output += part.toString()));
      await waitUntil(
        "the server to be ready",
        () => isReady(port, started, () => output),
        options.readyWithinMs ?? 60_000,
      );
    },
  };
}

async function isReady(port: number, child: ChildProcess, output: () => string): Promise<true | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${output()}`);
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
): <Answer>(method: string, path: string, body?: unknown) => Promise<Answer> {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Answer; // the test says what it expects
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("No port.")),
      );
    });
  });
}
