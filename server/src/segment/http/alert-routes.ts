import { definitionKey, type RaisedAlert, raisedAlertsSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Sizes } from "../alerts.ts";
import type { Segments } from "../segments.ts";

type Listed = Sizes &
  Pick<RaisedAlert, "alert"> & { readonly raisedAt: number; readonly endedAt: number | null };

export function alertRoutes(
  router: Router,
  deps: {
    readonly segments: Pick<Segments, "idOf">;
    readonly list: (brandId: number, segmentId: number) => Promise<readonly Listed[]>;
  },
): void {
  router.route({
    method: "GET",
    path: "/api/segments/{key}/alerts",
    operationId: "listSegmentAlerts",
    tag: "Segments",
    summary:
      "When a segment's alerts were raised, newest first: it was empty, or its size had changed by more than its definition allows.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    responses: { 200: raisedAlertsSchema },
    handle: async ({ principal, params }) => {
      const found = await deps.list(principal.brandId, deps.segments.idOf(principal.brandId, params.key));
      return ok({ items: found.map(raisedOf) });
    },
  });
}

function raisedOf({ alert, raisedAt, endedAt, size, sizeBefore }: Listed): RaisedAlert {
  return {
    alert,
    raisedAt: new Date(raisedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    size,
    sizeBefore,
  };
}
