import {
  definitionKey,
  listChangedSchema,
  listChangeSchema,
  listMembersSchema,
  listsSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Lists } from "../lists.ts";

const tag = "Lists";
const params = z.object({ key: definitionKey });

export function listRoutes(router: Router, lists: Lists): void {
  router.route({
    method: "GET",
    path: "/api/lists",
    operationId: "listLists",
    tag,
    summary:
      "All live static lists, with how many identifiers they name and by how many of those a customer is known.",
    access: "secretKey",
    responses: { 200: listsSchema },
    handle: async ({ principal }) => ok({ items: await lists.list(principal.brandId) }),
  });
  router.route({
    method: "GET",
    path: "/api/lists/{key}/members",
    operationId: "listListMembers",
    tag,
    summary: "The identifiers that a static list names.",
    access: "secretKey",
    params,
    query: z.object({
      cursor: z.string().max(600).optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
    responses: { 200: listMembersSchema },
    handle: async ({ principal, params: { key }, query }) =>
      ok(await lists.members(principal.brandId, key, query.cursor, query.limit)),
  });
  router.route({
    method: "POST",
    path: "/api/lists/{key}/members",
    operationId: "changeListMembers",
    tag,
    summary:
      "Puts identifiers into a static list or takes them out, as JSON or as CSV whose first line names namespaces. Who comes to be known by one of them later counts too.",
    access: "secretKey",
    params,
    body: listChangeSchema,
    responses: { 200: listChangedSchema },
    handle: async ({ principal, params: { key }, body }) =>
      ok(await lists.change(principal.brandId, key, body)),
  });
}
