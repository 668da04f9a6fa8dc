import { join } from "node:path";
import type { SimulatedEvent } from "@attune/simulator";
import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import { writeEventsFile } from "../load/events-file.ts";
import { startLoad } from "../load/start-load.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { type BenchServer, startBenchServer } from "../server/bench-server.ts";
import { untilReadable } from "../server/readable.ts";
import { liveSegments } from "./live-segments.ts";
import { templateSimulation } from "./people.ts";
import { shopSegments } from "./shop-segments.ts";
import { stampSegments } from "./stamp-segments.ts";

/** Lets the product itself fold the history of the template people, with all segments live: what is copied is then exactly what the fold writes. */
export async function foldTemplates(scale: Scale, dataFolder: string, until: number): Promise<void> {
  const server = await startWithSegments(scale, dataFolder);
  await putProducts(server, scale, until);
  const path = join(dataFolder, "template-events.jsonl");
  const file = await writeEventsFile(path, history(scale, until), 100);
  say(`Folding ${file.events} events of ${scale.templates} template people …`);
  // One connection: in the order in which they happened.
  const sent = await startLoad(server, { path, batchSize: 100, connections: 1 }).done;
  await untilReadable(server.engines, { after: 0, events: file.events, withinMs: 600_000 });
  say(`Folded after ${Math.round(sent.seconds)} s.`);
  await server.stop();
}

/** Everybody has an account from the start: most come only to shops or without signing in, and would not be known otherwise. */
function* history(scale: Scale, until: number): Generator<SimulatedEvent> {
  const simulation = templateSimulation(scale, until);
  yield* simulation.introductions();
  yield* simulation.events();
}

/** Fifty by the way that every operator takes; of others each would be asked of everybody, one after the other. */
async function startWithSegments(scale: Scale, dataFolder: string): Promise<BenchServer> {
  const server = await startBenchServer(dataFolder);
  if (scale.segments === undefined) {
    for (const { key, name, condition } of liveSegments())
      await server.ask("PUT", `/api/definitions/segment/${key}`, { name, condition });
    return told(server);
  }
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  await stampSegments(database, shopSegments(scale.segments));
  await database.close();
  await server.stop();
  return told(await startBenchServer(dataFolder));
}

async function told(server: BenchServer): Promise<BenchServer> {
  const { items } = await server.ask<{ readonly items: readonly { readonly state: string }[] }>(
    "GET",
    "/api/segments",
  );
  say(`${items.filter(({ state }) => state === "live").length} segments are live.`);
  return server;
}

async function putProducts(server: BenchServer, scale: Scale, until: number): Promise<void> {
  const rows = templateSimulation(scale, until).products.map(({ priceMinor, ...product }, line) => ({
    line,
    record: { ...product, price: priceMinor / 100 },
  }));
  for (let at = 0; at < rows.length; at += 1_000)
    await server.ask("POST", "/api/import/products", { rows: rows.slice(at, at + 1_000) });
}
