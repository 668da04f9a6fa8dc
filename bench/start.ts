import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { startBenchServer } from "./server/bench-server.ts";
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

/** @throws Error when it was ready with the sample, but without customers */
async function timeStart(folder: string, sample: "on" | "off"): Promise<number> {
  const server = await startBenchServer(folder, { sample, readyWithinMs: 300_000 });
  if (sample === "on") {
    const { items } = await server.ask<{ readonly items: readonly unknown[] }>(
      "GET",
      "/api/profiles?limit=1",
    );
    if (items.length === 0) throw new Error("The program is ready, but the sample is not loaded.");
  }
  await server.stop();
  return server.readyAfterMs;
}
