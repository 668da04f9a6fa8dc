import { type EventLoopUtilization, performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";

/** What is read of the thread, and how it is cleared. */
export interface HeapPorts {
  /** Share of the time since it was last asked in which the thread worked, from 0 to 1. */
  readonly busy: () => number;
  /** Bytes that the heap has taken from the machine. */
  readonly taken: () => number;
  /** Collects all garbage and gives its pages back. */
  readonly clear: () => void;
}

const lookEveryMs = 2_500;
/** Less often than this of the time: a quiet shop, or none. */
const quietBelow = 0.02;
const quietLooks = 4;
/** Not worth the pause of a tenth of a second that it costs. */
const worthBytes = 32 * 1024 * 1024;

/**
 * Gives memory back when a thread has come to rest. The engine collects when it runs out of room, not when there is nothing to do: after a busy hour a program that
 * is asked nothing would keep a gigabyte of garbage. Needs `--expose-gc`; without it nothing is done. Ends with the thread.
 */
export function giveBackAtRest(ports: HeapPorts | undefined = portsOfThread()): void {
  if (ports !== undefined) setInterval(watchRest(ports), lookEveryMs).unref();
}

/** To be called every two and a half seconds. */
export function watchRest({ busy, taken, clear }: HeapPorts): () => void {
  let quiet = 0;
  let keptBytes = 0;
  return () => {
    quiet = busy() < quietBelow ? quiet + 1 : 0;
    if (quiet < quietLooks || taken() < keptBytes + worthBytes) return;
    clear();
    keptBytes = taken();
    quiet = 0;
  };
}

function portsOfThread(): HeapPorts | undefined {
  const { gc } = globalThis;
  if (gc === undefined) return undefined;
  let last: EventLoopUtilization = performance.eventLoopUtilization();
  return {
    busy: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
    taken: () => getHeapStatistics().total_physical_size,
    // Any other way keeps the pages for later.
    clear: () => void gc({ type: "major", execution: "sync", flavor: "last-resort" }),
  };
}
