import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { DecisionInlet } from "../sink-decisions.ts";

export function createDecisionInlet(memory: Memory): DecisionInlet {
  return {
    count: async (brandId, { from, to }) => {
      const [row] = await memory.query<{ rows: number }>(
        `select count() as rows
         from decision
         where brand_id = {brandId:UInt16}
           and position > {from:UInt64}
           and position <= {to:UInt64}`,
        { brandId, from, to },
      );
      return row?.rows ?? 0;
    },
    insert: (brandId, { from, to }, { text }) =>
      memory.insertTabbed(
        "decision",
        "brand_id, decision_id, position, decided_at, profile_id, body",
        text,
        `decision:${brandId}:${from}:${to}`,
      ),
  };
}
