import { mkdirSync, rmSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { loadChdb } from "./chdb-addon.ts";
import { chdbArguments } from "./chdb-arguments.ts";
import { clickhouseDatabase, clickhouseUser, readChildOrder } from "./clickhouse-child-order.ts";
import { createFront } from "./clickhouse-http.ts";
import { statementRunner } from "./clickhouse-run.ts";
import { openSessions } from "./clickhouse-sessions.ts";
import { forgetUnkeptTokens } from "./insert-tokens.ts";

/**
 * The process that is the embedded ClickHouse: opens chDB on its folder and serves it over HTTP on loopback.
 * Writes one line to standard output when it answers, or when its port is taken. It is ended by any signal at any time.
 */
const order = readChildOrder(process.env);
const rows = join(order.folder, "incoming");
// Rows a killed process was about to insert: never acknowledged, so sent again.
rmSync(rows, { recursive: true, force: true });
mkdirSync(rows, { recursive: true, mode: 0o700 });
process.chdir(rows);

const store = join(order.folder, "store");
forgetUnkeptTokens(store);
const addon = loadChdb();
const sessions = openSessions(addon, store, chdbArguments(order.memoryMb));
await sessions.create(clickhouseDatabase);
const run = statementRunner({
  addon,
  sessions,
  database: clickhouseDatabase,
  maxExecutionSeconds: order.maxExecutionSeconds,
  memoryMb: order.memoryMb,
});
const front = createFront({
  user: clickhouseUser,
  secret: order.secret,
  version: addon.EngineVersion(),
  run,
});
front.on("error", (fault: NodeJS.ErrnoException) => {
  process.stdout.write(fault.code === "EADDRINUSE" ? "taken\n" : `${fault.message}\n`);
  process.kill(process.pid, "SIGKILL");
});
front.listen({ host: "127.0.0.1", port: order.port }, () => {
  process.stdout.write("ready\n");
  // It never ends by itself, which is when Node would write this.
  flushCompileCache();
});

process.on("SIGTERM", () => {
  front.close(() => process.kill(process.pid, "SIGKILL"));
  front.closeIdleConnections();
});
