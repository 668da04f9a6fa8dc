import {
  type DefinitionAnswer,
  type DefinitionRef,
  definitionAnswerSchema,
  definitionKey,
  type JsonObject,
  lifecycleStages,
  type SegmentBody,
  type StageReport,
  segmentBodySchema,
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

type Wanted = Omit<SegmentBody, "condition"> & { readonly key: string };

/** All that a segment's body may say but its condition, which is that of the report. */
const wantedSchema: z.ZodType<Wanted> = z
  .looseObject({ key: definitionKey })
  .transform(({ key, ...body }, context) => {
    if (body["condition"] !== undefined)
      context.addIssue({ code: "custom", path: ["condition"], message: "The report says the condition." });
    const judged = segmentBodySchema.safeParse({ ...body, condition: { stage: lifecycleStages[0] } });
    for (const { path, message } of judged.error?.issues ?? [])
      context.addIssue({ code: "custom", path: [...path], message });
    return { key, ...body } as Wanted; // as was just judged
  });

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
    body: wantedSchema,
    responses: { 200: definitionAnswerSchema },
    handle: async ({ principal: { brandId, keyId }, params: { stage }, body: { key, ...body } }) => {
      const found = (await stages(brandId)).stuck.find((one) => one.stage === stage);
      if (found === undefined) throw refusals.nobodyStuck(stage);
      const ref = { kind: "segment", key };
      const { condition } = found;
      const by = { author: `key:${keyId}`, reason: `Stuck in ${stage}`, expectedVersion: 0 };
      return ok(await put(brandId, ref, { ...body, condition } as JsonObject, by));
    },
  });
}
