import { openDatabase } from "../server/src/platform/postgres/database.ts";
import { readSampleState } from "../server/src/sample.ts";
import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { type BenchServer, startBenchServer } from "./server/bench-server.ts";
import { emptyFolder } from "./world/open-world.ts";

/** From the start of the program to its readiness: with an empty store (median), on a store that is there, and with the sample brand. */
export async function measure(scale: Scale): Promise<Measured> {
  const turns = scale.quick ? 3 : 7;
  const empty: number[] = [];
  const again: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const folder = await emptyFolder();
    empty.push(await timeStart(folder, "off"));
    again.push(await timeStart(folder, "off"));
    say(
      `Empty: ready after ${Math.round(empty.at(-1) ?? 0)} ms, again after ${Math.round(again.at(-1) ?? 0)} ms.`,
    );
  }
  const sample = await timeStart(await emptyFolder(), "on");
  say(`With the sample: ready after ${Math.round(sample)} ms.`);
  return {
    figures: { empty_ms: median(empty), sample_ms: sample, again_ms: median(again) },
    promises: [
      atMost("Milliseconds until ready with an empty store", median(empty), 5_000),
      atMost("Milliseconds until ready with the sample", sample, 60_000),
    ],
  };
}

/** The sample is loaded while the program answers already: what counts is when all of it is there. */
async function timeStart(folder: string, sample: "on" | "off"): Promise<number> {
  const startedAt = performance.now();
  const server = await startBenchServer(folder, { sample, readyWithinMs: 300_000 });
  if (sample === "on") await untilLoaded(server);
  const tookMs = sample === "on" ? performance.now() - startedAt : server.readyAfterMs;
  await server.stop();
  return tookMs;
}

/** @throws Error when it takes longer than five minutes */
async function untilLoaded(server: BenchServer): Promise<void> {
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  const deadline = performance.now() + 300_000;
  while ((await readSampleState(database, 1)) !== "loaded") {
    if (performance.now() > deadline) throw new Error("The sample is not loaded after five minutes.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await database.close();
}
