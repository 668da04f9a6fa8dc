import { costOfRules } from "./load/rules-in-memory.ts";
import { writeRunEvents } from "./load/run-events.ts";
import { atMost, type Measured, say } from "./report.ts";
import { quickScale, type Scale } from "./scale.ts";
import { startBenchServer } from "./server/bench-server.ts";
import { burst } from "./server/burst.ts";
import { openWorld } from "./world/open-world.ts";

const batchSize = 100;

/**
 * What an event costs the product by how many segments are live: the processor time of program and Postgres from the door to the last write, on
 * worlds whose customers' history was folded with those segments; and the part of it that are the fold's rules in memory.
 */
export async function measure(scale: Scale): Promise<Measured> {
  const figures: Record<string, number> = {};
  costOfRules(10, 20_000); // what runs first is compiled meanwhile
  for (const count of [10, 100, 1_000, 10_000]) {
    const { microseconds, asked, slotBytes } = costOfRules(count, scale.quick ? 20_000 : 100_000);
    Object.assign(figures, {
      [`memory_us_${count}`]: microseconds,
      [`asked_${count}`]: asked,
      [`slot_bytes_${count}`]: slotBytes,
    });
    say(
      `${count} segments: the rules take ${microseconds.toFixed(2)} µs an event in memory, ${asked.toFixed(2)} are asked.`,
    );
  }
  for (const count of scale.quick ? [10, 1_000] : [10, 100, 1_000, 10_000]) {
    say(`With ${count} segments live:`);
    const { eventsPerSecond, cpuUs } = await takeEvents(
      { ...quickScale, segments: count },
      scale.quick ? 30_000 : 150_000,
    );
    Object.assign(figures, {
      [`event_us_${count}`]: cpuUs.program + cpuUs.postgres,
      [`program_us_${count}`]: cpuUs.program,
      [`postgres_us_${count}`]: cpuUs.postgres,
      [`events_per_s_${count}`]: eventsPerSecond,
    });
  }
  const ratio = (of: string, count: number): number =>
    (figures[`${of}_${count}`] ?? 0) / (figures[`${of}_10`] ?? 1);
  const ratios = {
    ratio_1000_10: ratio("event_us", 1_000),
    ...(scale.quick ? {} : { ratio_10000_10: ratio("event_us", 10_000) }),
    memory_ratio_1000_10: ratio("memory_us", 1_000),
    memory_ratio_10000_10: ratio("memory_us", 10_000),
  };
  return {
    figures: { ...figures, ...ratios },
    promises: [
      atMost("Cost of an event with 1,000 segments against that with 10", ratios.ratio_1000_10, 1.5),
    ],
  };
}

async function takeEvents(world: Scale, events: number): Promise<Awaited<ReturnType<typeof burst>>> {
  const folder = await openWorld(world);
  const file = await writeRunEvents(world, folder, events, batchSize);
  const server = await startBenchServer(folder);
  const taken = await burst(server, file, batchSize);
  await server.stop();
  return taken;
}
