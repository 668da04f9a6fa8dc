import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const msPerTick = 10;

/** Processor time that the whole machine has spent on anything since it was started; milliseconds over all processors. */
export function machineBusyMs(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * msPerTick;
}

/**
 * How much of the machine others had meanwhile, from 0 to 1. A figure taken beside others is worth little: it is told with every figure of time.
 * @param busyMs of the whole machine
 * @param ownMs of what was measured and of its load
 */
export function shareOfOthers(busyMs: number, ownMs: number, wallMs: number): number {
  return Math.max(0, busyMs - ownMs) / (wallMs * availableParallelism());
}
