import { importAnswerSchema, importKinds, importRequestSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { ImportDoor } from "../import-door.ts";

export function importRoutes(router: Router, door: ImportDoor): void {
  router.route({
    method: "POST",
    path: "/api/import/{kind}",
    operationId: "importRecords",
    tag: "Import",
    summary:
      "Takes up to 1,000 records of a file. Bad rows are named by line; a record sent again changes nothing.",
    access: "secretKey",
    params: z.object({ kind: z.enum(importKinds) }),
    body: importRequestSchema,
    responses: { 200: importAnswerSchema },
    handle: async ({ principal, params, body }) => ok(await door.take(principal, params.kind, body)),
  });
}
