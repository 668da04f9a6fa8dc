import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { KnownKey, RateLimit } from "../../govern/index.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { allowOrigin, answerPreflight } from "../../platform/http/cors.ts";
import { discardBody } from "../../platform/http/discard-body.ts";
import { toProblem } from "../../platform/http/problem.ts";
import type { Collected, Collector, Sender } from "../collector.ts";
import { type Door, type ParsedBody, parseBody } from "../parse-body.ts";
import { refusals } from "../refusals.ts";
import { decompress, largestBodyBytes } from "./decompress.ts";
import { registerSettingsRoutes, type SettingsPorts } from "./settings-routes.ts";
import { eventPaths, ignoredPaths, settingsPaths, sourceConfigPaths } from "./wire-paths.ts";

export interface WirePorts extends SettingsPorts {
  readonly collector: Collector;
  readonly rateLimit: RateLimit;
  readonly onCollected?: (collected: { readonly accepted: number; readonly quarantined: number }) => void;
}

/** The doors of the SDKs, in a scope of their own: any Content-Type is taken, and every answer is JSON that each of them can read. */
export function registerWireRoutes(app: FastifyInstance, ports: WirePorts): void {
  app.register((scope, _options, done) => {
    takeAnyBody(scope);
    answerRefusals(scope);
    scope.addHook("onRequest", async (request, reply) => allowOrigin(request, reply));
    for (const [path, door] of eventPaths) {
      onPath(path, (url) => scope.post(url, (request, reply) => receive(ports, door, request, reply)));
    }
    for (const path of ignoredPaths) onPath(path, (url) => scope.post(url, async () => success));
    for (const path of [...eventPaths.keys(), ...ignoredPaths]) {
      onPath(path, (url) => scope.options(url, async (request, reply) => answerPreflight(request, reply)));
    }
    for (const path of [...settingsPaths, ...sourceConfigPaths]) {
      scope.options(path, async (request, reply) => answerPreflight(request, reply));
    }
    registerSettingsRoutes(scope, ports);
    done();
  });
}

const success = { success: true } as const;

function onPath(path: string, register: (url: string) => void): void {
  register(path);
  register(`${path}/`);
}

function takeAnyBody(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const whole = { parseAs: "buffer", bodyLimit: largestBodyBytes } as const;
  scope.addContentTypeParser("*", whole, (_request, body, done) => done(null, body));
  // A malformed Content-Type is answered 415 before any parser is asked; what it says does not matter here.
  scope.addHook("onRequest", async (request) => {
    if (request.raw.headers["content-type"] !== undefined) {
      request.raw.headers["content-type"] = "application/octet-stream";
    }
  });
}

/** Problems as everywhere, and beside them the two members that SDKs read from an answer. */
function answerRefusals(scope: FastifyInstance): void {
  scope.setErrorHandler(async (error: Error & { code?: string }, request, reply) => {
    const refusal =
      error.code === "FST_ERR_CTP_BODY_TOO_LARGE" ? refusals.tooLarge(largestBodyBytes / 1024 / 1024) : error;
    if (!(refusal instanceof Refusal)) throw error;
    if (refusal.status === 413) await discardBody(request.raw);
    if (refusal.retryAfterSeconds !== undefined) {
      reply.header("Retry-After", String(refusal.retryAfterSeconds));
      reply.header("X-RateLimit-Reset", String(refusal.retryAfterSeconds));
    }
    const problem = { ...toProblem(refusal), success: false, message: refusal.message, error: refusal.code };
    return reply
      .code(refusal.status)
      .header("Content-Type", "application/problem+json")
      .send(JSON.stringify(problem));
  });
}

async function receive(
  ports: WirePorts,
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = parseBody(await decompress(sent, request.headers["content-encoding"]), door);
  const key = await ports.findKey(request, body.members["writeKey"]);
  const waitSeconds = ports.rateLimit.take(key.keyId, countEvents(body));
  if (waitSeconds !== undefined) throw refusals.tooManyRequests(waitSeconds);
  const collected = await ports.collector.collect(body, door, senderOf(key));
  ports.onCollected?.({ accepted: collected.accepted, quarantined: collected.rejected.length });
  return reply.code(200).send(collected.rejected.length === 0 ? success : partly(collected));
}

function senderOf({ brandId, kind, source }: KnownKey): Sender {
  return { brandId, source, proof: kind === "secret" ? "secretKey" : "publicKey" };
}

function countEvents(body: ParsedBody): number {
  return body.batch?.length ?? 1;
}

const mostTold = 100;

/** Still a success: nothing was lost. Who looks learns which events wait in quarantine, and why. */
function partly({ accepted, rejected }: Collected): object {
  const faults = rejected
    .slice(0, mostTold)
    .map(({ index, code, path, message }) => ({ index, code, path, message }));
  return { ...success, accepted, quarantined: rejected.length, faults };
}
