import type { FastifyReply, FastifyRequest } from "fastify";

const headers = [
  "Authorization",
  "Content-Type",
  "Content-Encoding",
  "X-API-Key",
  "X-Retry-Count",
  "AnonymousId",
  "SentAt",
  "Rsa-Recovered",
  "Rsa-Retry-Attempt",
  "Rsa-Since-Last-Attempt",
  "Rsa-Since-First-Attempt",
  "Rsa-Retry-Reason",
].join(", ");

/** Any page may send: the key says whose events they are, and no cookie is ever looked at. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("Vary", "Origin");
  reply.header("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  reply.header("Access-Control-Expose-Headers", "Retry-After, X-RateLimit-Reset");
}

/** The answer to a preflight: the headers the SDKs send, and whatever else this page asks for (`*` would not cover Authorization). */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asked = request.headers["access-control-request-headers"] ?? "";
  const extra = asked
    .split(",")
    .map((name) => name.trim())
    .filter(
      (name) =>
        /^[a-z0-9-]{1,64}$/i.test(name) && !headers.toLowerCase().split(", ").includes(name.toLowerCase()),
    );
  return reply
    .code(204)
    .header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
    .header("Access-Control-Allow-Headers", [headers, ...extra.slice(0, 20)].join(", "))
    .header("Access-Control-Max-Age", "900")
    .send();
}
