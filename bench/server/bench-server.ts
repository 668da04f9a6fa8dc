import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { endLater } from "../ending.ts";
import { type EngineAddresses, engineAddresses } from "./engine-addresses.ts";

/** The whole product as a process of its own, as an operator runs it. */
export interface BenchServer {
  readonly url: string;
  readonly secretKey: string;
  readonly publicKey: string;
  readonly pid: number;
  readonly engines: EngineAddresses;
  /** From the start of the process until it said that it is ready. */
  readonly readyAfterMs: number;
  ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly sample?: "on" | "off";
  readonly readyWithinMs?: number;
}

const root = join(import.meta.dirname, "..", "..");

/** `ATTUNE_BENCH_NODE` adds flags for Node, such as `--cpu-prof --cpu-prof-dir=…`. */
export async function startBenchServer(
  dataFolder: string,
  options: ServerOptions = {},
): Promise<BenchServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const keys = {
    secretKey: `ats_${randomBytes(12).toString("hex")}`,
    publicKey: `atp_${randomBytes(12).toString("hex")}`,
  };
  const startedAt = performance.now();
  const child = launch(dataFolder, port, keys, options.sample ?? "off");
  const stop = endLater(() => stopChild(child));
  await untilReady(child, url, options.readyWithinMs ?? 120_000);
  return {
    url,
    ...keys,
    pid: child.pid ?? 0,
    engines: engineAddresses(dataFolder),
    readyAfterMs: performance.now() - startedAt,
    ask: (method, path, body) => ask(url + path, method, keys.secretKey, body),
    stop,
  };
}

function launch(
  dataFolder: string,
  port: number,
  keys: { readonly secretKey: string; readonly publicKey: string },
  sample: "on" | "off",
): ChildProcess {
  const follow = join(root, "scripts", "follow-launcher.mjs");
  const flags = (process.env["ATTUNE_BENCH_NODE"] ?? "").split(" ").filter((flag) => flag !== "");
  return spawn(
    process.execPath,
    // As `npm start` has it.
    [
      "--no-warnings",
      "--max-semi-space-size=64",
      "--expose-gc",
      ...flags,
      "--import",
      follow,
      join(root, "server/src/main.ts"),
    ],
    {
      // Its own session: Ctrl-C reaches only us, who end things in order; the channel ends it should we be killed.
      detached: true,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: {
        PATH: process.env["PATH"],
        ATTUNE_PORT: String(port),
        ATTUNE_DATA: dataFolder,
        ATTUNE_SAMPLE: sample,
        ATTUNE_LOG: process.env["ATTUNE_LOG"] ?? "warn",
        ATTUNE_ADMIN_KEY: keys.secretKey,
        ATTUNE_WRITE_KEY: keys.publicKey,
      },
    },
  );
}

async function untilReady(child: ChildProcess, url: string, withinMs: number): Promise<void> {
  const said: string[] = [];
  child.stderr?.on("data", (part: Buffer) => {
    if (process.env["ATTUNE_LOG"] !== undefined) process.stderr.write(part);
    if (said.length < 100) said.push(part.toString());
  });
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended while starting:\n${said.join("")}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    if (performance.now() > deadline)
      throw new Error(`The server was not ready within ${withinMs} ms:\n${said.join("")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill("SIGKILL"), 30_000);
    child.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

async function ask<Answer>(url: string, method: string, key: string, body: unknown): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname} was answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer; // the caller knows the route
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
