import type { Channel, DecideRequest, Proof } from "@attune/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { allowOrigin, answerPreflight } from "../../platform/http/cors.ts";
import { isStoreAway } from "../../platform/http/problem.ts";
import type { Authenticate, Router } from "../../platform/http/route.ts";
import type { Caller, Decider } from "../decider.ts";
import {
  etagOf,
  isMatch,
  OfrepFault,
  type OfrepFlag,
  type OfrepQuestion,
  readOfrepRequest,
  tellFlag,
} from "../ofrep.ts";

export interface OfrepPorts {
  readonly authenticate: Authenticate;
  readonly decider: Pick<Decider, "evaluate">;
  readonly channelOf: (sourceId: number) => Channel | undefined;
  /** Keys of all placements that a caller on this channel may show; those of staff only to a secret key. */
  readonly placementsFor: (brandId: number, channel: Channel | undefined, proof: Proof) => readonly string[];
  readonly hasPlacement: (brandId: number, key: string) => boolean;
  readonly report: (code: string) => void;
}

const bulkPath = "/ofrep/v1/evaluate/flags";
const singlePath = `${bulkPath}/{key}`;

/** OpenFeature Remote Evaluation, in a scope of its own: what goes wrong is told in its words. */
export function registerOfrepRoutes(app: FastifyInstance, router: Router, ports: OfrepPorts): void {
  describe(router);
  app.register((scope, _options, done) => {
    answerFaults(scope, ports.report);
    scope.addHook("onRequest", async (request, reply) => {
      allowOrigin(request, reply);
      reply.header("Access-Control-Expose-Headers", "ETag, Retry-After");
    });
    const single = singlePath.replace("{key}", ":key");
    scope.post(single, (request, reply) => evaluateOne(ports, request, reply));
    scope.post(bulkPath, (request, reply) => evaluateAll(ports, request, reply));
    for (const url of [single, bulkPath])
      scope.options(url, async (request, reply) => answerPreflight(request, reply));
    done();
  });
}

interface Asked {
  readonly caller: Caller;
  readonly question: OfrepQuestion;
}

async function read({ authenticate, channelOf }: OfrepPorts, request: FastifyRequest): Promise<Asked> {
  const { brandId, kind, sourceId } = await authenticate(request, "anyKey", "evaluateFlags");
  const proof = kind === "secret" ? "secretKey" : "publicKey";
  return {
    caller: { brandId, proof, channel: channelOf(sourceId) },
    question: readOfrepRequest(request.body, proof),
  };
}

async function evaluateOne(
  ports: OfrepPorts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { caller, question } = await read(ports, request);
  const { key } = request.params as { readonly key: string }; // as the path names it
  if (!ports.hasPlacement(caller.brandId, key))
    throw new OfrepFault(404, "FLAG_NOT_FOUND", `There is no live placement "${key}".`);
  const [flag] = await evaluate(ports, caller, question, [key]);
  return reply.code(200).send(flag);
}

async function evaluateAll(
  ports: OfrepPorts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { caller, question } = await read(ports, request);
  const { brandId, proof, channel } = caller;
  const keys = question.placements?.filter((key) => ports.hasPlacement(brandId, key));
  const asked = keys ?? ports.placementsFor(brandId, question.context.channel ?? channel, proof);
  const flags = asked.length === 0 ? [] : await evaluate(ports, caller, question, asked);
  const etag = etagOf(question, flags);
  reply.header("ETag", etag);
  if (isMatch(request.headers["if-none-match"], etag)) return reply.code(304).send();
  return reply.code(200).send({ flags });
}

async function evaluate(
  { decider }: OfrepPorts,
  caller: Caller,
  { placements: _, ...question }: OfrepQuestion,
  placements: readonly string[],
): Promise<readonly OfrepFlag[]> {
  const request: DecideRequest = { ...question, placements };
  const { decisionId, placements: answers, record } = await decider.evaluate(caller, request);
  return Object.entries(answers).map(([key, answer]) => tellFlag(key, decisionId, answer, record));
}

function answerFaults(scope: FastifyInstance, report: (code: string) => void): void {
  scope.setErrorHandler(async (error: Thrown, request, reply) => {
    const fault = faultOf(error);
    if (fault !== undefined) {
      const { key } = request.params as { readonly key?: string };
      const errorDetails = fault.message;
      const body = { ...(key === undefined ? {} : { key }), errorCode: fault.errorCode, errorDetails };
      return reply.code(fault.status).send(body);
    }
    if (error instanceof Refusal) return refuse(reply, error);
    report(error.code ?? error.name);
    const isAway = isStoreAway(error);
    if (isAway) reply.header("Retry-After", "1");
    return reply.code(isAway ? 503 : 500).send({ errorDetails: "It could not be decided at the moment." });
  });
}

type Thrown = Error & { statusCode?: number; code?: string };

/** 401 and 403 have no body in this protocol. */
function refuse(reply: FastifyReply, { status, retryAfterSeconds, message }: Refusal): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header("Retry-After", String(retryAfterSeconds));
  return reply.code(status).send(status === 401 || status === 403 ? undefined : { errorDetails: message });
}

/** What the request is at fault for: a 400 or 404 with its code. */
function faultOf(error: Thrown): OfrepFault | undefined {
  if (error instanceof OfrepFault) return error;
  if (error instanceof Refusal)
    return error.status === 422 || error.status === 404
      ? new OfrepFault(400, "GENERAL", error.message)
      : undefined;
  const status = error.statusCode ?? 500;
  return status < 500 ? new OfrepFault(400, "PARSE_ERROR", "The body is no JSON.") : undefined;
}

const flagSchema = z.strictObject({
  key: z.string(),
  reason: z.enum(["STATIC", "TARGETING_MATCH", "SPLIT", "DISABLED"]),
  value: z.json(),
  variant: z.string().exactOptional(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const faultSchema = z.strictObject({
  key: z.string().exactOptional(),
  errorCode: z.enum(["PARSE_ERROR", "TARGETING_KEY_MISSING", "INVALID_CONTEXT", "GENERAL", "FLAG_NOT_FOUND"]),
  errorDetails: z.string(),
});
const bodySchema = z.object({ context: z.looseObject({ targetingKey: z.string() }) });

function describe(router: Router): void {
  const common = { method: "POST", tag: "OpenFeature", access: "anyKey", body: bodySchema } as const;
  router.document({
    ...common,
    path: singlePath,
    operationId: "evaluateFlag",
    summary: "What a placement shows, as the value of a flag (OFREP).",
    params: z.object({ key: z.string() }),
    responses: { 200: flagSchema, 400: faultSchema, 404: faultSchema },
  });
  router.document({
    ...common,
    path: bulkPath,
    operationId: "evaluateFlags",
    summary: "What all placements of the channel show, as flags (OFREP); `If-None-Match` is answered by 304.",
    responses: { 200: z.strictObject({ flags: z.array(flagSchema) }), 400: faultSchema },
  });
}
