import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the embedded engines of a data folder listen while a program runs on it. Benches read and measure there; the product never shows these. */
export interface EngineAddresses {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
}

export function engineAddresses(dataFolder: string): EngineAddresses {
  const kept = (name: string): string => readFileSync(join(dataFolder, "engines", name), "utf8").trim();
  const memo = join(dataFolder, "engines", "postgres-sockets");
  const sockets = existsSync(memo) ? kept("postgres-sockets") : join(dataFolder, "postgres");
  return {
    postgresUrl: `postgres://attune:${kept("postgres-secret")}@${encodeURIComponent(sockets)}:5432/attune`,
    clickhouseUrl: `http://attune:${kept("clickhouse-secret")}@127.0.0.1:${kept("clickhouse-port")}/attune`,
  };
}
