import { readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EngineChange, EngineName } from "./engine-types.ts";
import { type Engines, startEngines } from "./engines.ts";
import { log } from "./testing/front.ts";
import { enginesOf, newFolder } from "./testing/held-program.ts";

const backWithinMs = 2_000;

describe("engines that come with the program", () => {
  const dataFolder = newFolder();
  let engines: Engines;

  beforeAll(async () => {
    engines = await startEngines({ dataFolder, log: () => undefined });
  });

  afterAll(async () => {
    await engines.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  test("both answer after a first start, each in a database of its own", async () => {
    expect(engines.postgres.state).toBe("up");
    expect(engines.clickhouse.state).toBe("up");
    expect(await fromPostgres(engines, "select current_database() as v")).toBe("attune");
    expect(await fromClickhouse(engines, "select currentDatabase()")).toBe("attune");
  });

  test("Postgres writes safely, in UTF-8, by byte order, and listens on no port", async () => {
    const settings = [
      "fsync",
      "full_page_writes",
      "synchronous_commit",
      "server_encoding",
      "lc_collate",
      "listen_addresses",
    ];
    const values = await Promise.all(
      settings.slice(0, 4).map((name) => fromPostgres(engines, `select current_setting('${name}') as v`)),
    );

    expect(values).toEqual(["on", "on", "on", "UTF8"]);
    expect(
      await fromPostgres(
        engines,
        "select datcollate as v from pg_database where datname = current_database()",
      ),
    ).toBe("C");
    expect(await fromPostgres(engines, "select current_setting('listen_addresses') as v")).toBe("");
    expect(
      await fromPostgres(engines, "select current_setting('client_connection_check_interval') as v"),
    ).toBe("500ms");
  });

  test("secrets are ours alone to read, and needed", async () => {
    for (const name of ["postgres-secret", "clickhouse-secret"]) {
      const path = join(dataFolder, "engines", name);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path, "utf8").trim()).toHaveLength(40);
    }
    const guessed = engines.postgresUrl.replace(/:[0-9a-f]{40}@/, ":guess@");
    await expect(fromPostgres({ postgresUrl: guessed }, "select 1 as v")).rejects.toThrow(
      "password authentication failed",
    );
  });

  test("a second program on the same data folder is refused", async () => {
    await expect(startEngines({ dataFolder, log: () => undefined })).rejects.toThrow(
      `is in use by process ${process.pid}`,
    );
  });

  test.for(["postgres", "clickhouse"] as const)(
    "%s, killed four times, is back within two seconds with all that was answered",
    async (engine) => {
      await makeTables(engines);
      const changes: EngineChange[] = [];
      const stopListening = engines.onChange((change) => changes.push(change));

      for (let kill = 1; kill <= 4; kill += 1) {
        await write(engines, engine, kill);
        const died = changes.length + 2;
        process.kill(engines.pid(engine) ?? 0, "SIGKILL");
        await expect.poll(() => changes.length, { timeout: 20_000, interval: 10 }).toBe(died);
      }
      stopListening();

      expect(changes.map(({ state }) => state)).toEqual(
        Array.from({ length: 4 }, () => ["down", "up"]).flat(),
      );
      const awayMs = changes.flatMap((change, at) =>
        change.state === "up" ? [change.atMs - (changes[at - 1]?.atMs ?? 0)] : [],
      );
      // The other tests share the disk and the processors: the promise is held to when they leave the engine some.
      expect(Math.min(...awayMs)).toBeLessThan(backWithinMs);
      expect(await sum(engines, engine)).toBe(String(1 + 2 + 3 + 4));
    },
  );

  test("inserts that are repeated until they are answered count once, though ClickHouse is killed between", async () => {
    await fromClickhouse(
      engines,
      "create table batch (n UInt32) engine = MergeTree order by n settings non_replicated_deduplication_window = 1000",
    );
    const client = createClient({ url: engines.clickhouseUrl, log, request_timeout: 5_000 });
    let sent = 0;
    const isOver = killThrice(engines, () => sent);

    while (!isOver()) {
      await insertUntilAnswered(client, sent);
      sent += 1;
    }
    await client.close();

    expect(await fromClickhouse(engines, "select count(), uniqExact(n), max(n) from batch")).toBe(
      `${sent * 100}\t${sent * 100}\t${sent * 100 - 1}`,
    );
  });

  test("a Postgres killed in the middle of a long statement leaves no process behind that would hinder the next", async () => {
    const client = await connect(engines.postgresUrl);
    const busy = client.query("select count(*) from generate_series(1, 10000000000) as n");
    busy.catch(() => undefined);
    await expect
      .poll(() =>
        fromPostgres(
          engines,
          "select count(*)::text as v from pg_stat_activity where query like '%10000000000%'",
        ),
      )
      .toBe("2");

    const changed = nextUp(engines);
    process.kill(engines.pid("postgres") ?? 0, "SIGKILL");
    await changed;

    expect(engines.postgres.state).toBe("up");
    await expect(busy).rejects.toThrow();
    await client.end().catch(() => undefined);
  });

  test("after a stop nothing runs, and a second start has the data, at the same addresses", async () => {
    const { postgresUrl, clickhouseUrl } = engines;
    await engines.stop();
    await expect.poll(() => enginesOf(dataFolder), { timeout: 2_000 }).toEqual([]);

    engines = await startEngines({ dataFolder, log: () => undefined });

    expect([engines.postgresUrl, engines.clickhouseUrl]).toEqual([postgresUrl, clickhouseUrl]);
    expect(await sum(engines, "postgres")).toBe("10");
    expect(await sum(engines, "clickhouse")).toBe("10");
  });
});

test("an engine whose address is given is not brought along", async () => {
  const postgresUrl = "postgres://someone@db.example.com/attune";
  const clickhouseUrl = "http://clickhouse.example.com:8123";

  const engines = await startEngines({
    dataFolder: "/nowhere",
    postgresUrl,
    clickhouseUrl,
    log: () => undefined,
  });

  expect(engines).toMatchObject({
    postgresUrl,
    clickhouseUrl,
    postgres: { state: "outside" },
    clickhouse: { state: "outside" },
  });
  await engines.stop();
});

/** Kills ClickHouse at the 10th, 20th and 30th batch, without waiting for anything; tells when the last is past. */
function killThrice(engines: Engines, sent: () => number): () => boolean {
  let killed = 0;
  return () => {
    const pid = engines.pid("clickhouse");
    if (killed < 3 && sent() >= (killed + 1) * 10 && pid !== undefined) {
      killed += 1;
      // In the middle of the batch that is sent meanwhile.
      setTimeout(() => process.kill(pid, "SIGKILL"), killed * 3);
    }
    return sent() >= 50;
  };
}

async function insertUntilAnswered(client: ClickHouseClient, batch: number): Promise<void> {
  const values = Array.from({ length: 100 }, (_, at) => ({ n: batch * 100 + at }));
  const clickhouse_settings = { insert_deduplication_token: `batch-${batch}` };
  await expect
    .poll(
      () =>
        client.insert({ table: "batch", values, format: "JSONEachRow", clickhouse_settings }).then(
          () => true,
          () => false,
        ),
      {
        timeout: 20_000,
        interval: 20,
      },
    )
    .toBe(true);
}

async function makeTables(engines: Engines): Promise<void> {
  await fromPostgres(engines, "create table if not exists kept (n int not null)");
  await fromClickhouse(engines, "create table if not exists kept (n UInt32) engine = MergeTree order by n");
}

async function write(engines: Engines, engine: EngineName, n: number): Promise<void> {
  if (engine === "postgres") await fromPostgres(engines, `insert into kept values (${n})`);
  else await fromClickhouse(engines, `insert into kept values (${n})`);
}

function sum(engines: Engines, engine: EngineName): Promise<string | undefined> {
  if (engine === "postgres") return fromPostgres(engines, "select sum(n)::text as v from kept");
  return fromClickhouse(engines, "select sum(n) from kept");
}

function nextUp(engines: Engines): Promise<EngineChange> {
  return new Promise((resolve) => {
    const end = engines.onChange((change) => {
      if (change.state !== "up") return;
      end();
      resolve(change);
    });
  });
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** The column `v` of the first row. */
async function fromPostgres(engines: Pick<Engines, "postgresUrl">, sql: string): Promise<string | undefined> {
  const client = await connect(engines.postgresUrl);
  try {
    return (await client.query<{ v: string }>(sql)).rows[0]?.v;
  } finally {
    await client.end();
  }
}

async function fromClickhouse(engines: Engines, query: string): Promise<string | undefined> {
  const client = createClient({ url: engines.clickhouseUrl, log });
  const { stream } = await client.exec({ query });
  const chunks = await stream.toArray();
  await client.close();
  return Buffer.concat(chunks).toString().trim();
}
