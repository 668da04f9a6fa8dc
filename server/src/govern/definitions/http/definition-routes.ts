import {
  applySchema,
  type DefinitionRef,
  definitionAnswerSchema,
  definitionBodySchema,
  definitionFileSchema,
  definitionKey,
  planSchema,
} from "@attune/contract";
import { z } from "zod";
import { type Answer, ok, type Principal, type Router } from "../../../platform/http/route.ts";
import type { Definitions } from "../definitions.ts";
import { refusals } from "../refusals.ts";

const tag = "Definitions";
const ref: z.ZodType<DefinitionRef> = z.object({ kind: definitionKey, key: definitionKey });
const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");
// Postgres keeps no U+0000 in text.
const reason = z
  .string()
  .max(500)
  .regex(/^[^\0]*$/)
  .default("");
const version = z.coerce.number().int().min(0).optional();
/** What a body may need to be read must not hold others up; a file of many definitions may be larger. */
const mostBodyBytes = 256 * 1024;

export function registerDefinitionRoutes(router: Router, definitions: Definitions): void {
  registerReads(router, definitions);
  registerFiles(router, definitions);
  registerPut(router, definitions);
  registerRetire(router, definitions);
}

function registerPut(router: Router, definitions: Definitions): void {
  router.route({
    method: "PUT",
    path: "/api/definitions/{kind}/{key}",
    operationId: "putDefinition",
    tag,
    summary: "Writes a definition; answers when it is in force. The same body again changes nothing.",
    access: "secretKey",
    params: ref,
    query: z.object({ version, reason, state: z.enum(["draft", "live"]).default("live") }),
    body: definitionBodySchema,
    mostBodyBytes,
    responses: { 200: definitionAnswerSchema },
    handle: async ({ principal, params, query, body, request }) => {
      const expectedVersion = query.version ?? versionOf(request.headers["if-match"]);
      const options = { ...byKey(principal, query.reason), state: query.state };
      const put = expectedVersion === undefined ? options : { ...options, expectedVersion };
      return tagged(await definitions.put(principal.brandId, params, body, put));
    },
  });
}

function registerRetire(router: Router, definitions: Definitions): void {
  router.route({
    method: "DELETE",
    path: "/api/definitions/{kind}/{key}",
    operationId: "retireDefinition",
    tag,
    summary: "Retires a definition. Refused while a live one refers to it.",
    access: "secretKey",
    params: ref,
    query: z.object({ version, reason }),
    responses: { 200: definitionAnswerSchema },
    handle: async ({ principal, params, query, request }) => {
      const expectedVersion = query.version ?? versionOf(request.headers["if-match"]);
      const by = byKey(principal, query.reason);
      const options = expectedVersion === undefined ? by : { ...by, expectedVersion };
      return tagged(await definitions.retire(principal.brandId, params, options));
    },
  });
}

function registerReads(router: Router, definitions: Definitions): void {
  const listed = z.strictObject({ items: z.array(definitionAnswerSchema) });
  router.route({
    method: "GET",
    path: "/api/definitions",
    operationId: "listDefinitions",
    tag,
    summary: "The newest version of every definition, or of one kind.",
    access: "secretKey",
    query: z.object({ kind: definitionKey.optional() }),
    responses: { 200: listed },
    handle: async ({ principal, query }) =>
      ok({ items: await definitions.list(principal.brandId, query.kind) }),
  });
  router.route({
    method: "GET",
    path: "/api/definitions/{kind}/{key}",
    operationId: "getDefinition",
    tag,
    summary: "The newest version of a definition.",
    access: "secretKey",
    params: ref,
    responses: { 200: definitionAnswerSchema },
    handle: async ({ principal, params }) => tagged(await definitions.get(principal.brandId, params)),
  });
  router.route({
    method: "GET",
    path: "/api/definitions/{kind}/{key}/versions",
    operationId: "listDefinitionVersions",
    tag,
    summary: "All versions of a definition, newest first.",
    access: "secretKey",
    params: ref,
    responses: { 200: listed },
    handle: async ({ principal, params }) =>
      ok({ items: await definitions.versions(principal.brandId, params) }),
  });
}

function registerFiles(router: Router, definitions: Definitions): void {
  router.route({
    method: "GET",
    path: "/api/definitions/export",
    operationId: "exportDefinitions",
    tag,
    summary: "All live definitions, as apply takes them.",
    access: "secretKey",
    responses: { 200: z.strictObject({ definitions: z.array(definitionFileSchema) }) },
    handle: async ({ principal }) => ok({ definitions: await definitions.export(principal.brandId) }),
  });
  router.route({
    method: "POST",
    path: "/api/definitions/apply",
    operationId: "applyDefinitions",
    tag,
    summary: "Makes these definitions stand, all or none; with dryRun only tells what would change.",
    access: "secretKey",
    query: z.object({ dryRun: flag, prune: flag, reason }),
    body: applySchema,
    responses: { 200: planSchema },
    handle: async ({ principal, query, body }) => {
      const { dryRun, prune } = query;
      const by = byKey(principal, query.reason);
      return ok(await definitions.apply(principal.brandId, body.definitions, { ...by, dryRun, prune }));
    },
  });
}

function byKey(principal: Principal, reason: string): { readonly author: string; readonly reason: string } {
  return { author: principal.actor, reason };
}

function tagged(answer: { readonly version: number }): Answer {
  return { ...ok(answer), headers: { ETag: `"${answer.version}"` } };
}

/** `If-Match: "3"`; `*` expects nothing in particular. */
function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === "*") return undefined;
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (digits === undefined) throw refusals.badExpectation(header);
  return Number(digits);
}
