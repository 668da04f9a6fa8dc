import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import { startEngines } from "../../server/src/platform/engines/engines.ts";
import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import { foldVersion } from "../../server/src/profile/index.ts";
import { readFoldStanding } from "../../server/src/stream/postgres/fold-standing.ts";
import type { TestServer } from "../harness/start-server.ts";
import { type Shop, shopAt, track } from "../journeys/shop.ts";
import { readTimeline, settle } from "../sdk/recorded.ts";
import { ask, factsIn, standingsOf, startAt, untilCaughtUp } from "./ask-landing.ts";
import { hashMigrations } from "./landed-migrations.ts";
import { archiveOf, landingsHere, type Moment, readLanding } from "./landing.ts";
import { unpackFolder } from "./pack-folder.ts";
import { refoldAll } from "./refold-all.ts";

test("there is a landing to come from", () => expect(landingsHere()).not.toEqual([]));

describe.each(landingsHere())("what %s has left behind", (name) => {
  const { landing, facts } = readLanding(name);
  let folder: string;
  let dataFolder: string;
  let server: TestServer | undefined;
  let shop: Shop;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "attune-upgrade-"));
    dataFolder = join(folder, "data");
    await unpackFolder(archiveOf(name), dataFolder);
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });

  async function startOn(moment: Moment): Promise<TestServer> {
    await server?.stop();
    server = await startAt(landing, moment, dataFolder);
    shop = shopAt(server);
    await untilCaughtUp(server);
    return server;
  }

  async function sendAs(key: keyof typeof landing.keys, events: readonly object[]): Promise<void> {
    const answer = await shop.ask("POST", "/v1/batch", { batch: events }, { key: landing.keys[key] });
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    await settle(shop.server);
  }

  async function expectFacts(moment: Moment): Promise<void> {
    for (const fact of facts.filter(({ when }) => when === moment)) {
      const factsOf = (answer: unknown): object => ({ [fact.path]: factsIn(answer, fact, landing.madeAt) });
      expect.soft(factsOf(await ask(shop.server, fact))).toMatchObject(factsOf(fact.answer));
    }
  }

  test("is answered an hour later as its own program would: what it had folded, and what it had only taken in", async () => {
    const { output } = await startOn("soon");

    await expectFacts("soon");
    expect(complaintsIn(output())).toEqual([]);
  });

  test("is known to it: what is sent or imported again changes nothing, and its keys still open", async () => {
    for (const { key, events } of landing.messages) await sendAs(key, events);
    for (const { kind, rows } of landing.imports) {
      const told = await shop.server.post<{ accepted: number }>(`/api/import/${kind}`, { rows });
      expect([kind, told]).toMatchObject([kind, { accepted: 0, unchanged: rows.length }]);
    }
    await untilCaughtUp(shop.server);

    await expectFacts("soon");
  });

  test("takes customers out of segments, and in, when their time has come; a second start has nothing to tell", async () => {
    const { output } = await startOn("later");

    await expectFacts("later");
    expect(complaintsIn(output())).toEqual([]);
  });

  test("goes on: old customers do new things, and old merges can be undone once", async () => {
    const before = await shop.profile("userId:c-4");
    await sendAs("till", [
      track("Order Completed", { userId: "c-4" }, { order_id: "new", revenue: 20, currency: "GBP" }),
    ]);
    await sendAs("site", [track("Product Viewed", { anonymousId: "device-1" }, { product_id: "lamp" })]);

    expect(before).toMatchObject({
      orders: { count: 0 },
      segments: expect.not.arrayContaining(["buyers-90d"]),
    });
    expect(await shop.profile("email:dora@example.com")).toMatchObject({
      id: before.id,
      orders: { count: 1, netMinor: 2000 },
      segments: expect.arrayContaining(["buyers-90d"]),
    });
    expect(await shop.profile("userId:c-1")).toMatchObject({
      lastViewed: expect.arrayContaining([expect.objectContaining({ product: "lamp" })]),
    });
    expect((await readTimeline(shop.server, "userId:c-1"))[0]).toMatchObject({ name: "Product Viewed" });

    const [standing] = await mergesOf("c-31");
    const [undone] = await mergesOf("c-33");
    expect([standing?.undoneAt, typeof undone?.undoneAt]).toEqual([null, "string"]);
    expect((await shop.profile("userId:c-32")).id).toBe((await shop.profile("userId:c-31")).id);
    expect((await shop.ask("POST", `/api/merges/${standing?.id}/undo`)).status).toBe(200);
    expect((await shop.ask("POST", `/api/merges/${undone?.id}/undo`)).status).toBe(409);
    expect((await shop.profile("userId:c-32")).id).toBe(standing?.from);
  });

  test("is made anew from its events as it is kept, to the letter, and counts as it lists", async () => {
    await untilCaughtUp(shop.server);
    const standings = await standingsOf(shop.server);
    const members = await Promise.all(standings.map(async ({ key }) => [key, await countMembers(key)]));
    await server?.stop();
    const engines = await startEngines({ dataFolder, log: () => undefined });
    const stores = { database: openDatabase(engines.postgresUrl), memory: openMemory(engines.clickhouseUrl) };
    try {
      const leaves = await refoldAll(stores);
      const migrations = await migrationsIn(stores);
      const standing = await readFoldStanding(stores.database, 1, 0);

      expect(members).toEqual(standings.map(({ key, size }) => [key, size]));
      expect(leaves.length).toBeGreaterThan(50);
      expect(standing).toEqual({ version: foldVersion });
      for (const { leafId, kept, again } of leaves)
        expect.soft({ [leafId]: again }).toEqual({ [leafId]: kept });
      expect(migrations).toEqual(Object.keys(await hashMigrations()));
    } finally {
      await Promise.all([stores.database.close(), stores.memory.close()]);
      await engines.stop();
    }
  });

  async function mergesOf(
    userId: string,
  ): Promise<readonly { readonly id: string; readonly from: string; readonly undoneAt: string | null }[]> {
    return (await shop.ask("GET", `/api/profiles/userId:${userId}/merges`)).body.items;
  }

  async function countMembers(key: string): Promise<number> {
    return (await shop.ask("GET", `/api/segments/${key}/members?limit=200`)).body.items.length;
  }
});

/** Lines of the log that are more than news. */
function complaintsIn(output: string): readonly string[] {
  return output.split("\n").filter((line) => /^\{"level":[456]0,/.test(line));
}

interface Stores {
  readonly database: ReturnType<typeof openDatabase>;
  readonly memory: ReturnType<typeof openMemory>;
}

/** Each as often as it ran. */
async function migrationsIn({ database, memory }: Stores): Promise<readonly string[]> {
  const sql = "select name from migration order by name";
  const [postgres, clickhouse] = await Promise.all([
    database.query<{ name: string }>(sql),
    memory.query<{ name: string }>(sql),
  ]);
  return [
    ...clickhouse.map((row) => `clickhouse/${row.name}`),
    ...postgres.map((row) => `postgres/${row.name}`),
  ];
}
