import type { Json } from "@attune/contract";
import type { SlotForm } from "./slot-form.ts";

/**
 * Stretches of time in which no two events that follow each other lie `apart` milliseconds or more. The stretches of a union are
 * the union of stretches, joined where they come closer than that, so that parts of a history tell the whole.
 * State: `[end, length, end, length, …]`, newest first.
 */
export interface RunsSlot {
  readonly kind: "runs";
  readonly apartMs: number;
}

export interface Run {
  readonly fromMs: number;
  readonly toMs: number;
}

export function runsForm({ apartMs }: RunsSlot): SlotForm {
  return {
    add: (kept, { occurredAt }) => {
      const runs = runsIn(kept);
      if (runs.some(({ fromMs, toMs }) => fromMs <= occurredAt && occurredAt <= toMs)) return undefined;
      return write(joined([...runs, { fromMs: occurredAt, toMs: occurredAt }], apartMs));
    },
    merge: (a, b) => write(joined([...runsIn(a), ...runsIn(b)], apartMs)),
    fill: {
      sql: () => "arraySort(groupUniqArray(toUnixTimestamp64Milli(occurred_at)))",
      read: (kept) =>
        Array.isArray(kept) && kept.length > 0
          ? write(
              joined(
                kept.map((time) => ({ fromMs: Number(time), toMs: Number(time) })),
                apartMs,
              ),
            )
          : undefined,
    },
  };
}

/** Newest first. */
export function runsIn(kept: Json | undefined): readonly Run[] {
  const list: readonly Json[] = Array.isArray(kept) ? kept : [];
  const runs: Run[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    const toMs = Number(list[at]);
    runs.push({ fromMs: toMs - Number(list[at + 1]), toMs });
  }
  return runs;
}

/** Newest first. */
function joined(runs: readonly Run[], apartMs: number): readonly Run[] {
  const result: Run[] = [];
  for (const run of runs.toSorted((a, b) => b.toMs - a.toMs)) {
    const newer = result.at(-1);
    if (newer === undefined || newer.fromMs - run.toMs >= apartMs) result.push(run);
    else result[result.length - 1] = { fromMs: Math.min(newer.fromMs, run.fromMs), toMs: newer.toMs };
  }
  return result;
}

function write(runs: readonly Run[]): Json {
  return runs.flatMap(({ fromMs, toMs }) => [toMs, toMs - fromMs]);
}
