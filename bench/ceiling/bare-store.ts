import { startEngines } from "../../server/src/platform/engines/engines.ts";
import { copyText } from "../../server/src/platform/postgres/copy-text.ts";
import {
  openDatabase,
  type Queryable,
  type Transaction,
} from "../../server/src/platform/postgres/database.ts";
import { endLater } from "../ending.ts";
import { say } from "../report.ts";
import { machineBusyMs, shareOfOthers } from "../server/machine.ts";
import { cpuOf, total } from "../server/processes.ts";

/**
 * The least that any way of events through Postgres must do: the inbox's COPY, and the read-modify-write of each profile concerned, with
 * the very bodies, profiles and order of the run before, on the same embedded Postgres. No parsing, no identity, no repeats, no conditions.
 * Forms tried and slower: unnest of text[] instead of one joined text; fewer or more events than 2,000 a transaction of profiles, one
 * transaction for both.
 */
export interface BareStore {
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Share of the machine that others had meanwhile, from 0 to 1. */
  readonly others: number;
}

const eventsPerFold = 2_000;
const eventsPerAppend = 4_000;

/** `dataFolder` is that of a program that has stopped; `after` the position before the run. Stops by itself after `seconds`, if given. */
export async function measureBareStore(dataFolder: string, after: number, most: number): Promise<BareStore> {
  const engines = await startEngines({ dataFolder, log: () => undefined });
  const stop = endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 3 });
  const work = await readWork(database, after, most);
  await database.query(
    "create table bench_inbox (brand_id smallint not null, position bigint not null, body text not null, primary key (brand_id, position))",
  );
  await database.query("checkpoint");
  const [startedAt, cpuBefore, busyBefore] = [performance.now(), ownCpuMs(), machineBusyMs()];
  await Promise.all([
    append(work, (turn) => database.transaction(turn)),
    readModifyWrite(work, (turn) => database.transaction(turn, { synchronousCommit: false })),
  ]);
  const seconds = (performance.now() - startedAt) / 1000;
  const others = shareOfOthers(machineBusyMs() - busyBefore, ownCpuMs() - cpuBefore, seconds * 1000);
  await database.close();
  await stop();
  const eventsPerSecond = work.length / seconds;
  say(
    `Bare store: ${work.length} events in ${seconds.toFixed(1)} s: ${Math.round(eventsPerSecond)}/s; others had ${Math.round(others * 100)} % of the machine.`,
  );
  return { events: work.length, eventsPerSecond, others };
}

/** Of this process and of the engines, its children. */
function ownCpuMs(): number {
  return total(cpuOf(process.pid));
}

interface Piece {
  readonly body: string;
  readonly profileId: number;
}

async function readWork(db: Queryable, after: number, most: number): Promise<readonly Piece[]> {
  const rows = await db.query<{ body: string; profile_id: number }>(
    `select i.body, l.profile_id
     from inbox i
     join event_private e on e.brand_id = i.brand_id and e.position = i.position
     join leaf l on l.brand_id = e.brand_id and l.leaf_id = e.leaf_id
     where i.brand_id = 1 and i.position > $1 and i.position <= $2
     order by i.position`,
    [after, after + most],
  );
  return rows.map((row) => ({ body: row.body, profileId: row.profile_id }));
}

type InTransaction = (work: (tx: Transaction) => Promise<void>) => Promise<void>;

async function append(work: readonly Piece[], transaction: InTransaction): Promise<void> {
  for (let at = 0; at < work.length; at += eventsPerAppend) {
    let text = "";
    for (let index = at; index < Math.min(work.length, at + eventsPerAppend); index++)
      text += `1\t${index}\t${copyText(work[index]?.body ?? "")}\n`;
    await transaction((tx) => tx.copyIn("copy bench_inbox (brand_id, position, body) from stdin", text));
  }
}

async function readModifyWrite(work: readonly Piece[], transaction: InTransaction): Promise<void> {
  for (let at = 0; at < work.length; at += eventsPerFold) {
    const ids = [...new Set(work.slice(at, at + eventsPerFold).map((one) => one.profileId))];
    await transaction(async (tx) => {
      const rows = await tx.query<{ profile_id: number; state: string }>(
        "select profile_id, state from profile where brand_id = 1 and profile_id = any($1::bigint[])",
        [ids],
      );
      await tx.query(
        `update profile set state = changed.state
         from unnest($1::bigint[], string_to_array($2, e'\\x01')) as changed (profile_id, state)
         where profile.brand_id = 1 and profile.profile_id = changed.profile_id`,
        [rows.map((row) => row.profile_id), rows.map((row) => row.state).join("\u0001")],
      );
    });
  }
}
