import { chmodSync, cpSync, mkdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { clusterOf, ensureCluster, makePostgresFolder } from "./postgres-cluster.ts";
import { embedPostgres } from "./postgres-engine.ts";
import { choosePostgresUser } from "./postgres-user.ts";
import { enginesOf, newFolder } from "./testing/held-program.ts";

// Root's home directory in small: a clone and a data folder that nobody else may enter.
describe.runIf(process.getuid?.() === 0)("Postgres for root", () => {
  const home = newFolder();
  let binaries: PostgresBinaries;

  beforeAll(() => {
    const native = dirname(dirname(findPostgresBinaries().postgres));
    cpSync(native, join(home, "native"), { recursive: true, verbatimSymlinks: true });
    binaries = { postgres: join(home, "native/bin/postgres"), initdb: join(home, "native/bin/initdb") };
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  test.for([
    ["namespace", 0],
    ["nobody-entering", 65_534],
  ] as const)(
    "is set up from a closed clone in a closed data folder by the way of %s",
    async ([name, owner]) => {
      const folder = closedFolder(name);

      const user = await choosePostgresUser(folder, binaries.postgres, [name]);
      await ensureCluster({ folder, binaries, user, secret: "secret" });

      expect(user.name).toBe(name);
      expect(statSync(clusterOf(folder)).uid).toBe(owner);
      expect(statSync(clusterOf(folder)).mode & 0o777).toBe(0o700);
    },
  );

  test("serves as nobody from a closed data folder, and again after it was killed", async () => {
    const dataFolder = join(home, "serving");
    mkdirSync(dataFolder, { mode: 0o700 });
    const postgres = await embedPostgres({ dataFolder, log: () => undefined, ways: ["nobody-entering"] });
    const first = await postgres.start();
    expect(statSync(`/proc/${first.pid}`).uid).toBe(65_534);

    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const second = await postgres.start();

    expect(await answers(postgres.url)).toBe(true);
    await second.stop();
    await expect.poll(() => enginesOf(dataFolder), { timeout: 3_000 }).toEqual([]);
  });

  test("plain nobody is not chosen where nobody may not enter, and the operator is told what would help", async () => {
    const folder = closedFolder("plain");

    await expect(choosePostgresUser(folder, binaries.postgres, ["nobody"])).rejects.toThrow(
      "Start the program as an ordinary user, or from a folder that others may enter (mode 0755), or set ATTUNE_POSTGRES_URL.",
    );
  });

  test("plain nobody is good enough where it may enter", async () => {
    const folder = closedFolder("open");
    for (const path of [home, join(home, "open")]) chmodSync(path, 0o755);

    const user = await choosePostgresUser(folder, binaries.postgres, ["nobody"]);
    await ensureCluster({ folder, binaries, user, secret: "secret" });

    expect(statSync(clusterOf(folder)).uid).toBe(65_534);
    chmodSync(home, 0o700);
  });

  test("a data folder that one way wrote, another way takes over", async () => {
    const folder = closedFolder("moved");
    const first = await choosePostgresUser(folder, binaries.postgres, ["nobody-entering"]);
    await ensureCluster({ folder, binaries, user: first, secret: "secret" });

    await choosePostgresUser(folder, binaries.postgres, ["namespace"]);

    expect(statSync(folder).uid).toBe(0);
    expect(statSync(join(clusterOf(folder), "base/1/PG_VERSION")).uid).toBe(0);
  });

  async function answers(connectionString: string): Promise<boolean> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rowCount } = await client.query("select 1");
    await client.end();
    return rowCount === 1;
  }

  function closedFolder(name: string): string {
    const dataFolder = join(home, name);
    mkdirSync(dataFolder, { mode: 0o700 });
    return makePostgresFolder(dataFolder);
  }
});
