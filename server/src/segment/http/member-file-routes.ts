import { Readable } from "node:stream";
import { definitionKey } from "@attune/contract";
import { z } from "zod";
import type { Router } from "../../platform/http/route.ts";
import type { MemberFile } from "../member-file.ts";

export interface MemberFileDeps {
  /** Those who may be used for the segment's purpose, as lines. Notes who took them. Refuses an unknown key or column, and a segment without purpose. */
  open(brandId: number, key: string, columns: string, actor: string): Promise<MemberFile>;
}

export function memberFileRoutes(router: Router, { open }: MemberFileDeps): void {
  router.route({
    method: "GET",
    path: "/api/segments/{key}/members.csv",
    operationId: "exportSegmentMembers",
    tag: "Segments",
    summary:
      "The members who may be used for the segment's purpose, as a CSV file (RFC 4180). Columns: profile, enteredAt, userId, email, phone, card, external.TYPE, emailSha256, phoneSha256; of several identifiers the one learnt last. Noted in the audit.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    query: z.object({ columns: z.string().max(1_000).default("profile,userId,email,phone,enteredAt") }),
    produces: "text/csv",
    responses: { 200: z.string() },
    handle: async ({ principal, params, query }) => {
      const { actor } = principal;
      const { lines } = await open(principal.brandId, params.key, query.columns, actor);
      return {
        status: 200,
        headers: {
          "content-type": "text/csv; charset=utf-8; header=present",
          "content-disposition": `attachment; filename="${params.key}.csv"`,
          "cache-control": "no-store",
        },
        // One page ahead at most: a page that was asked for long ago must not wait to be sent.
        body: Readable.from(lines, { highWaterMark: 1 }),
      };
    },
  });
}
