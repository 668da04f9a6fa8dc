import { type Memory, openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import { type Engines, startEngines } from "../../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import { openShakyLine, type ShakyLine } from "../faults/shaky-line.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { settle } from "../sdk/recorded.ts";
import type { KeyName, Landing } from "./landing.ts";
import {
  badEvents,
  catalogue,
  earlySegments,
  experiencesOf,
  importsOf,
  lateSegments,
  mendedEvent,
  unfoldedSegment,
} from "./landing-brand.ts";
import {
  type Happening,
  historyOf,
  incidentsOf,
  lastMinutesOf,
  unfoldedOf,
  unsunkOf,
} from "./landing-people.ts";
import { closeLog, refuseTraces, trimDataFolder } from "./trim-data-folder.ts";

/** A program on stores that we hold ourselves, so that its way to ClickHouse can be cut and its lead be taken. */
interface Stage {
  readonly server: TestServer;
  readonly database: Database;
  readonly memory: Memory;
  readonly clickhouse: ShakyLine;
  readonly keys: Readonly<Record<KeyName, string>>;
}

/**
 * Lets the program of this checkout fill an empty data folder through its public doors, stops it in three steps
 * (ClickHouse away, nobody folds, gone), and leaves the folder as an operator would copy it.
 */
export async function makeLanding(name: string, dataFolder: string): Promise<Landing> {
  const engines = await startEngines({ dataFolder, log: () => undefined });
  const played = await play(name, engines).finally(() => engines.stop());
  trimDataFolder(dataFolder, played.log);
  refuseTraces(dataFolder);
  return played.landing;
}

async function play(
  name: string,
  engines: Engines,
): Promise<{ readonly landing: Landing; readonly log: string }> {
  const now = Date.now();
  const { server, database, memory, clickhouse } = await openStores(engines);
  try {
    const stage: Stage = { server, database, memory, clickhouse, keys: await makeKeys(server) };
    await fillBrand(stage, now);
    const decisions = [...(await decideForSome(stage)), await goOnWithoutClickhouse(stage, now)];
    const lead = await takeLead(database);
    await takeWithoutFolding(stage, now);
    await server.kill9();
    await lead.close();
    const madeAt = new Date().toISOString();
    const landing = { ...(await describe(name, stage)), ...sentIn(now), decisions, madeAt };
    return { landing, log: await closeLog(database) };
  } finally {
    await server.close();
    await Promise.all([clickhouse.close(), database.close(), memory.close()]);
  }
}

async function openStores(engines: Engines): Promise<Omit<Stage, "keys">> {
  const near = new URL(engines.clickhouseUrl);
  const clickhouse = await openShakyLine({ port: Number(near.port) });
  near.port = String(clickhouse.port);
  const env = { ATTUNE_POSTGRES_URL: engines.postgresUrl, ATTUNE_CLICKHOUSE_URL: near.href };
  return {
    clickhouse,
    server: await startServer({ env }),
    database: openDatabase(engines.postgresUrl, { connections: 2 }),
    memory: openMemory(engines.clickhouseUrl),
  };
}

async function makeKeys(server: TestServer): Promise<Stage["keys"]> {
  const make = async (source: KeyName, channel: string, kind: string): Promise<string> => {
    await server.post("/api/sources", { key: source, name: `The ${source}`, channel, simulated: true });
    return (await server.post<{ key: string }>("/api/keys", { kind, source })).key;
  };
  return { site: await make("site", "web", "public"), till: await make("till", "store", "secret") };
}

async function fillBrand(stage: Stage, now: number): Promise<void> {
  const { server } = stage;
  for (const [path, body] of catalogue) await server.post(path, body, "PUT");
  for (const [path, body] of experiencesOf(now))
    if (path.startsWith("placement")) await server.post(`/api/definitions/${path}`, body, "PUT");
  await putSegments(server, earlySegments);
  await send(stage, [...historyOf(now), ...incidentsOf(now)]);
  for (const { kind, rows } of importsOf(now)) await server.post(`/api/import/${kind}`, { rows });
  await putSegments(server, lateSegments);
  for (const [path, body] of experiencesOf(now)) await server.post(`/api/definitions/${path}`, body, "PUT");
  await server.post(
    "/api/definitions/segment/tiered",
    { name: "tiered", condition: { trait: "tier", is: "bronze" } },
    "PUT",
  );
  await server.post("/api/definitions/segment/campaign?reason=over", undefined, "DELETE");
  await setAside(stage);
  await joinAndPart(server);
  await send(stage, lastMinutesOf(now));
  await untilFilled(server);
  await server.post("/api/profiles/userId:c-3/consents", {
    purpose: "personalisation",
    state: "granted",
    source: "desk",
  });
  await settle(server);
}

/** All of it in ClickHouse when this resolves. */
async function decideForSome(stage: Stage): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const userId of ["c-2", "c-3", "c-5", "nobody"])
    ids.push(await decideFor(stage.server, userId, ["hero", "row"]));
  await waitUntil("decisions to be in ClickHouse", () => areDecisionsSunk(stage));
  return ids;
}

async function decideFor(server: TestServer, userId: string, placements: readonly string[]): Promise<string> {
  const question = { identity: { userId }, placements, context: {} };
  return (await server.post<{ decisionId: string }>("/api/decide", question)).decisionId;
}

async function putSegments(server: TestServer, segments: Readonly<Record<string, object>>): Promise<void> {
  for (const [key, condition] of Object.entries(segments))
    await server.post(`/api/definitions/segment/${key}`, { name: key, condition }, "PUT");
}

async function send({ server, keys }: Stage, happenings: readonly Happening[]): Promise<void> {
  for (const { key, events } of happenings) {
    const answer = await post(server, keys[key], events);
    if (answer !== '{"success":true}') throw new Error(`Not all was kept: ${answer}`);
  }
}

async function post(server: TestServer, key: string, batch: readonly object[]): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({ batch });
  const answer = await fetch(`${server.url}/v1/batch`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`A batch was answered ${answer.status}.`);
  return answer.text();
}

/** Of the bad events one is mended and released, one stays, one comes when nobody folds. */
async function setAside({ server, keys }: Stage): Promise<void> {
  await post(server, keys.till, badEvents.slice(0, 2));
  const { items } = await server.get<{ items: { id: string }[] }>("/api/quarantine?code=event.no_order");
  await server.post(`/api/quarantine/${items[0]?.id}/release`, { event: mendedEvent });
}

/** One merge that stands, and one that was undone. */
async function joinAndPart(server: TestServer): Promise<void> {
  const merge = (into: string, from: string): Promise<{ id: string }> =>
    server.post(`/api/profiles/userId:${into}/merge`, { from: `userId:${from}`, actor: "staff-7" });
  await merge("c-31", "c-32");
  const { id } = await merge("c-33", "c-34");
  await server.post(`/api/merges/${id}/undo`, { actor: "staff-7" });
}

async function untilFilled(server: TestServer): Promise<void> {
  await waitUntil("history to have been read", async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    return /^attune_fills_open 0$/m.test(metrics) ? true : undefined;
  });
  await waitUntil("members whose time ends while nothing runs", async () => {
    const { size } = await server.get<{ size: number }>("/api/segments/seen-just-now");
    return size > 0 ? true : undefined;
  });
}

async function areDecisionsSunk({ database, memory }: Stage): Promise<true | undefined> {
  const [kept] = await database.query<{ n: number }>("select count(*) as n from decision");
  const [sunk] = await memory.query<{ n: number }>("select count() as n from decision");
  return kept?.n === sunk?.n ? true : undefined;
}

async function goOnWithoutClickhouse(stage: Stage, now: number): Promise<string> {
  const { server, clickhouse } = stage;
  await clickhouse.cut();
  await send(stage, unsunkOf(now));
  await server.post("/api/profiles/userId:c-20/merge", { from: "userId:c-21", actor: "staff-7" });
  const decision = await decideFor(server, "c-14", ["hero"]);
  await waitUntil("both ways to ClickHouse to be begun in vain", async () => {
    const begun = await stage.database.query("select name from sink_batch where done_at is null");
    return begun.length === 2 ? true : undefined;
  });
  return decision;
}

/** As another copy of the program would: it waits for the lock, and the leader's connection breaks. */
async function takeLead(database: Database): Promise<{ close(): Promise<void> }> {
  const session = await database.connect();
  const taken = session.query("select pg_advisory_lock(hashtext('attune.fold'), 1)");
  // A lock of two numbers is of kind 2; migrations take one of one number.
  const [ended] = await database.query<{ n: number }>(
    `select count(pg_terminate_backend(pid)) as n
     from pg_locks
     where locktype = 'advisory' and objsubid = 2 and granted`,
  );
  if (ended?.n !== 1) throw new Error("Nobody leads: has the way of choosing a leader changed?");
  await taken;
  return session;
}

async function takeWithoutFolding(stage: Stage, now: number): Promise<void> {
  const { server, database, keys } = stage;
  await send(stage, unfoldedOf(now));
  await post(server, keys.till, badEvents.slice(2));
  const [key, condition] = unfoldedSegment;
  // Answered when it is folded, which this program will not do.
  void server.post(`/api/definitions/segment/${key}`, { name: key, condition }, "PUT").catch(() => undefined);
  await waitUntil("the definition to be in the inbox", async () => {
    const sql = 'select 1 from inbox where body like \'{"kind":"definition"%\' and body like $1';
    return (await database.query(sql, [`%"${key}"%`])).length > 0 ? true : undefined;
  });
}

async function describe(
  name: string,
  { database, memory, keys }: Stage,
): Promise<Pick<Landing, "name" | "keys" | "positions" | "migrations">> {
  const names = (rows: readonly { readonly name: string }[]): readonly string[] =>
    rows.map((row) => row.name);
  const [positions] = await database.query<Landing["positions"]>(
    `select h.position as appended, c.position as folded,
       (select max(to_position) from sink_batch where name = 'event' and done_at is not null) as sunk
     from inbox_head h
     join stream_cursor c on c.brand_id = h.brand_id and c.name = 'fold'`,
  );
  if (positions === undefined || positions.appended <= positions.folded || positions.folded <= positions.sunk)
    throw new Error(`Something was to be left for the next program: ${JSON.stringify(positions)}`);
  const migrations = "select name from migration order by name";
  return {
    name,
    keys,
    positions,
    migrations: {
      postgres: names(await database.query(migrations)),
      clickhouse: names(await memory.query(migrations)),
    },
  };
}

function sentIn(now: number): Pick<Landing, "messages" | "imports"> {
  const sent = [...incidentsOf(now), ...lastMinutesOf(now), ...unsunkOf(now), ...unfoldedOf(now)];
  return { messages: sent, imports: importsOf(now) };
}
