import { openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import { startEngines } from "../../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import { createPartitions } from "../../server/src/stream/postgres/partitions.ts";
import { endLater } from "../ending.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { foldTemplates } from "./fold-templates.ts";
import { currentLogFile, dropSpareLogFiles } from "./log-files.ts";
import { copiesOf, templateSimulation } from "./people.ts";
import { readTemplates } from "./read-templates.ts";
import { stampCopies, stampMessageIds } from "./stamp-copies.ts";

const dayMs = 86_400_000;

/** Fills an empty data folder with a world of that scale, as of now. */
export async function loadWorld(scale: Scale, dataFolder: string): Promise<void> {
  const until = Date.now();
  await foldTemplates(scale, dataFolder, until);
  const engines = await startEngines({ dataFolder, log: () => undefined });
  const stop = endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 4 });
  say(`Copying them ${copiesOf(scale)} times …`);
  const templates = await readTemplates(database, templateSimulation(scale, until), scale.templates);
  await stampCopies(database, scale, templates);
  await stampMoves(engines.clickhouseUrl, scale, templates.lastLeafId);
  say(`Adding ${scale.messageIds} message ids …`);
  await makeDays(database, until);
  await stampMessageIds(database, scale.messageIds, until);
  say("Settling the tables …");
  await database.query(
    "vacuum (analyze) profile, leaf, identifier, search_term, segment_member, message_seen, loyalty, loyalty_history, portrait",
  );
  await database.query("checkpoint");
  const current = await currentLogFile(database);
  await database.close();
  await stop();
  await dropSpareLogFiles(dataFolder, current);
}

async function makeDays(database: Database, until: number): Promise<void> {
  const today = Math.floor(until / dayMs);
  const days = Array.from({ length: 9 }, (_, back) => today - back);
  await database.transaction((tx) => createPartitions().ensureMessageDays(tx, days));
}

/** ClickHouse knows of leaves that belong to another profile than that of their number. */
async function stampMoves(clickhouseUrl: string, scale: Scale, lastLeafId: number): Promise<void> {
  const memory = openMemory(clickhouseUrl);
  const copies = `arrayJoin(range(1, ${copiesOf(scale) + 1})) as copy`;
  await memory.command(
    `insert into leaf_profile (brand_id, leaf_id, profile_id, version)
     select brand_id, leaf_id + copy * ${lastLeafId}, profile_id + copy * ${lastLeafId}, version
     from (select *, ${copies} from leaf_profile final)`,
  );
  await memory.close();
}
