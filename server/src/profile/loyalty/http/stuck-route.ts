import {
  type DefinitionAnswer,
  type DefinitionRef,
  definitionAnswerSchema,
  type JsonObject,
  lifecycleStages,
  reportedSegmentSchema,
  type StageReport,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import { refusals } from "../refusals.ts";

/** Who is stuck, and how a segment is made: the definitions of govern. */
export interface StuckPorts {
  stages(brandId: number): Promise<Pick<StageReport, "stuck">>;
  put(
    brandId: number,
    ref: DefinitionRef,
    body: JsonObject,
    options: { readonly author: string; readonly reason: string; readonly expectedVersion: number },
  ): Promise<DefinitionAnswer>;
}

export function stuckRoute(router: Router, { stages, put }: StuckPorts): void {
  router.route({
    method: "POST",
    path: "/api/reports/stages/{stage}/segment",
    operationId: "segmentStuckCustomers",
    tag: "Reports",
    summary:
      "Makes a new segment of those who are stuck in a stage: who has been in it for longer than three in four of those who left it for a better one.",
    access: "secretKey",
    params: z.object({ stage: z.enum(lifecycleStages) }),
    body: reportedSegmentSchema,
    responses: { 200: definitionAnswerSchema },
    handle: async ({ principal: { brandId, actor }, params: { stage }, body: { key, ...body } }) => {
      const found = (await stages(brandId)).stuck.find((one) => one.stage === stage);
      if (found === undefined) throw refusals.nobodyStuck(stage);
      const ref = { kind: "segment", key };
      const { condition } = found;
      const by = { author: actor, reason: `Stuck in ${stage}`, expectedVersion: 0 };
      return ok(await put(brandId, ref, { ...body, condition } as JsonObject, by));
    },
  });
}
