import type { Simulation, SimulationResult, SimulationState } from "@attune/contract";
import { formatId } from "../../kernel/public-id.ts";
import type { Database, Queryable } from "../../platform/postgres/database.ts";
import type { SimulationStore } from "../simulate/simulation-ports.ts";

interface SimulationRow {
  readonly simulationId: number;
  readonly experience: string;
  readonly state: SimulationState;
  readonly done: number;
  readonly of: number | null;
  readonly days: number;
  readonly comparedWith: number | null;
  readonly startedAt: number;
  readonly notedAt: number;
  readonly endedAt: number | null;
  readonly failure: string | null;
  readonly result: SimulationResult | null;
}

const columns = `simulation_id as "simulationId", experience, state, done, "of", days, compared_with as "comparedWith",
  started_at as "startedAt", noted_at as "notedAt", ended_at as "endedAt", failure`;

export function createSimulationStore(database: Database): SimulationStore {
  return {
    open: async (brandId, { experience, days, comparedWith }, nowMs) => {
      const [row] = await database.query<{ id: number }>(
        `insert into simulation (brand_id, experience, days, compared_with, started_at, noted_at)
         values ($1, $2, $3, $4, to_timestamp($5::double precision / 1000), to_timestamp($5::double precision / 1000))
         returning simulation_id as id`,
        [brandId, experience, days, comparedWith, nowMs],
      );
      if (row === undefined) throw new Error("The simulation was not kept.");
      return row.id;
    },
    note: async (brandId, simulationId, { done, of }, nowMs) => {
      const wanted = await database.query(
        `update simulation
         set done = $3, "of" = $4, noted_at = to_timestamp($5::double precision / 1000)
         where brand_id = $1
           and simulation_id = $2
           and state = 'running'
         returning simulation_id`,
        [brandId, simulationId, done, of, nowMs],
      );
      return wanted.length > 0;
    },
    close: (brandId, simulationId, end, nowMs) =>
      "result" in end
        ? close(database, [brandId, simulationId], { state: "done", result: end.result }, nowMs)
        : close(database, [brandId, simulationId], { state: "failed", failure: end.failure }, nowMs),
    cancel: (brandId, simulationId, nowMs) =>
      close(database, [brandId, simulationId], { state: "cancelled" }, nowMs),
    find: async (brandId, simulationId, lostBeforeMs) => {
      const [row] = await database.query<SimulationRow>(
        `select ${columns}, result from simulation where brand_id = $1 and simulation_id = $2`,
        [brandId, simulationId],
      );
      return row && told(row, lostBeforeMs);
    },
    list: async (brandId, experience, most, lostBeforeMs) => {
      const rows = await database.query<SimulationRow>(
        `select ${columns}, null as result
         from simulation
         where brand_id = $1
           and experience = $2
         order by simulation_id desc
         limit $3`,
        [brandId, experience, most],
      );
      return rows.map((row) => told(row, lostBeforeMs));
    },
  };
}

interface End {
  readonly state: SimulationState;
  readonly failure?: string;
  readonly result?: SimulationResult;
}

async function close(
  database: Queryable,
  [brandId, simulationId]: readonly [number, number],
  { state, failure, result }: End,
  nowMs: number,
): Promise<void> {
  await database.query(
    `update simulation
     set state = $3, failure = $4, result = $5, done = coalesce($6, done), ended_at = to_timestamp($7::double precision / 1000)
     where brand_id = $1
       and simulation_id = $2
       and state = 'running'`,
    [
      brandId,
      simulationId,
      state,
      failure ?? null,
      result === undefined ? null : JSON.stringify(result),
      result?.decisions.looked ?? null,
      nowMs,
    ],
  );
}

function told(row: SimulationRow, lostBeforeMs: number): Simulation {
  const { simulationId, experience, done, of, days, comparedWith, startedAt, endedAt, result } = row;
  const isLost = row.state === "running" && row.notedAt < lostBeforeMs;
  return {
    id: formatId("sim", simulationId),
    experience,
    state: isLost ? "failed" : row.state,
    progress: { done, of },
    days,
    comparedWith,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    failure: isLost ? "stopped" : row.failure,
    result,
  };
}

/** Deletes up to `most` of those that began before a moment. Returns how many. */
export async function forgetSimulations(
  database: Queryable,
  brandId: number,
  beforeMs: number,
  most: number,
): Promise<number> {
  const gone = await database.query(
    `delete from simulation
     where simulation_id in (
       select simulation_id
       from simulation
       where brand_id = $1
         and started_at < to_timestamp($2::double precision / 1000)
       limit $3
     )
     returning simulation_id`,
    [brandId, beforeMs, most],
  );
  return gone.length;
}
