import { startEngines } from "../engines.ts";

/**
 * A program with engines, for tests that kill it: `hold-engines.ts DATA-FOLDER`. Writes one line of JSON when the engines answer, then waits
 * to be killed, or for SIGTERM, on which it stops them and ends.
 */
const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("hold-engines.ts DATA-FOLDER");
const engines = await startEngines({
  dataFolder,
  log: ({ engine, message }) => process.stderr.write(`${engine}: ${message}\n`),
});
process.on("SIGTERM", () => {
  engines.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
const { postgresUrl, clickhouseUrl } = engines;
const pids = { postgres: engines.pid("postgres"), clickhouse: engines.pid("clickhouse") };
process.stdout.write(`${JSON.stringify({ postgresUrl, clickhouseUrl, pids, uid: process.getuid?.() })}\n`);
