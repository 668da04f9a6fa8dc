import { writeRunEvents } from "./load/run-events.ts";
import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { startBenchServer } from "./server/bench-server.ts";
import { type Burst, burst } from "./server/burst.ts";
import { openWorld } from "./world/open-world.ts";

const batchSize = 100;

/** What an event costs in a world ten times as large. Each burst begins after a checkpoint; small and large take turns, so that a busy machine is busy for both. */
export async function measure(scale: Scale): Promise<Measured> {
  const small: Scale = {
    ...scale,
    profiles: scale.profiles / 10,
    messageIds: scale.messageIds / 10,
    templates: Math.min(scale.templates, scale.profiles / 100),
  };
  const turns = scale.quick ? 1 : 2;
  const bursts: { readonly small: Burst; readonly large: Burst }[] = [];
  for (let turn = 0; turn < turns; turn++)
    bursts.push({
      small: await burstIn(small, scale.events / 2),
      large: await burstIn(scale, scale.events / 2),
    });
  const cost = (of: "small" | "large"): number =>
    median(bursts.map((one) => (one[of].seconds * 1e6) / one[of].events));
  const cpu = (of: "small" | "large"): number => median(bursts.map((one) => cpuOfAll(one[of])));
  const ratio = cost("large") / cost("small");
  return {
    figures: {
      ratio,
      small_profiles: small.profiles,
      large_profiles: scale.profiles,
      small_us_per_event: cost("small"),
      large_us_per_event: cost("large"),
      cpu_ratio: cpu("large") / cpu("small"),
      small_wal_bytes_per_event: median(bursts.map((one) => one.small.walBytesPerEvent)),
      large_wal_bytes_per_event: median(bursts.map((one) => one.large.walBytesPerEvent)),
    },
    promises: [atMost("Cost of an event at ten times the profiles, after a checkpoint", ratio, 1.5)],
  };
}

async function burstIn(scale: Scale, events: number): Promise<Burst> {
  say(`${scale.profiles} profiles:`);
  const folder = await openWorld(scale);
  const file = await writeRunEvents(scale, folder, events, batchSize);
  const server = await startBenchServer(folder);
  const taken = await burst(server, file, batchSize);
  await server.stop();
  return taken;
}

function cpuOfAll({ cpuUs }: Burst): number {
  return cpuUs.program + cpuUs.postgres + cpuUs.clickhouse;
}
