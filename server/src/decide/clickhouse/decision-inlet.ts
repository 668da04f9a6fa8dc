import type { Memory } from "../../platform/clickhouse/memory.ts";
import { copyText } from "../../platform/postgres/copy-text.ts";
import type { DecisionInlet, PlacedDecision } from "../sink-decisions.ts";

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
    insert: (brandId, { from, to }, decisions) =>
      memory.insertTabbed(
        "decision",
        "brand_id, decision_id, position, decided_at, profile_id, body",
        decisions.map((decision) => lineOf(brandId, decision)).join(""),
        `decision:${brandId}:${from}:${to}`,
      ),
  };
}

function lineOf(
  brandId: number,
  { decisionId, position, decidedAt, profileId, record }: PlacedDecision,
): string {
  const at = `${Math.floor(decidedAt / 1000)}.${String(decidedAt % 1000).padStart(3, "0")}`;
  return `${brandId}\t${decisionId}\t${position}\t${at}\t${profileId ?? "\\N"}\t${copyText(record)}\n`;
}
