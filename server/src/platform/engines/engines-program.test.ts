import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { enginesOf, heldProgram, holdEngines, newFolder } from "./testing/held-program.ts";

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];

/** A data folder below a folder that only its owner may enter, as root's home directory is. */
function closedDataFolder(): string {
  const folder = newFolder();
  folders.push(folder);
  const dataFolder = join(folder, "data");
  mkdirSync(dataFolder, { mode: 0o700 });
  return dataFolder;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

test("a program killed with -9 leaves no engine behind, and its next start has all that was answered", async () => {
  const dataFolder = closedDataFolder();
  const first = await holdEngines(dataFolder);
  const client = await connect(first.postgresUrl);
  await client.query("create table kept (n int)");
  await client.query("insert into kept select generate_series(1, 1000)");
  client.query("select count(*) from generate_series(1, 10000000000)").catch(() => undefined);

  await first.kill();
  await expect.poll(() => enginesOf(dataFolder), { timeout: 3_000, interval: 20 }).toEqual([]);
  await client.end().catch(() => undefined);

  const second = await holdEngines(dataFolder);
  expect(await valueFrom(second.postgresUrl, "select count(*)::int as v from kept")).toBe(1_000);
  expect(await second.stop()).toBe(0);
  await expect.poll(() => enginesOf(dataFolder), { timeout: 3_000 }).toEqual([]);
});

test("a program killed while it sets up Postgres leaves nothing that hinders its next start", async () => {
  const dataFolder = closedDataFolder();
  const first = spawn(process.execPath, [heldProgram, dataFolder], { stdio: "ignore" });
  await expect
    .poll(() => draftsIn(dataFolder), { timeout: 10_000, interval: 5 })
    .toContainEqual(expect.stringMatching(/^cluster\.draft-/));

  first.kill("SIGKILL");
  const second = await holdEngines(dataFolder);

  expect(await valueFrom(second.postgresUrl, "select 1 as v")).toBe(1);
  expect(readdirSync(join(dataFolder, "postgres"))).not.toContainEqual(expect.stringMatching(/draft/));
  await second.stop();
});

test.runIf(isRoot).for([
  ["a user with a name", 65_534],
  ["a user known only by number, as in some containers", 4_321],
] as const)("the program runs for %s", async ([, uid]) => {
  const dataFolder = closedDataFolder();

  // A namespace makes root an ordinary user, who yet may enter this clone wherever it lies.
  const program = await holdEngines(dataFolder, [
    "unshare",
    "--user",
    `--map-user=${uid}`,
    `--map-group=${uid}`,
  ]);

  expect(program.uid).toBe(uid);
  expect(await valueFrom(program.postgresUrl, "select 1 as v")).toBe(1);
  expect(await program.stop()).toBe(0);
});

function draftsIn(dataFolder: string): readonly string[] {
  try {
    return readdirSync(join(dataFolder, "postgres"));
  } catch {
    // Not made yet.
    return [];
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function valueFrom(url: string, sql: string): Promise<unknown> {
  const client = await connect(url);
  const { rows } = await client.query<{ v: unknown }>(sql);
  await client.end();
  return rows[0]?.v;
}
