import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../kernel/refusal.ts";
import { discardBody } from "./discard-body.ts";

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Cannot be done",
  429: "Too many requests",
  500: "Internal fault",
  503: "Not available",
};

/** Everything thrown becomes a problem: refusals as they say, a store that is away as 503 with Retry-After, the rest as 500, logged without its message (identifiers may sit in it). */
export function answerProblems(app: FastifyInstance, logFault: (route: string, code: string) => void): void {
  app.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const refusal = asRefusal(error, request.routeOptions.bodyLimit);
    if (refusal.status === 413) await discardBody(request.raw);
    if (refusal.status >= 500) logFault(request.routeOptions.url ?? "?", error.code ?? error.name);
    if (refusal.retryAfterSeconds !== undefined)
      reply.header("Retry-After", String(refusal.retryAfterSeconds));
    return reply
      .code(refusal.status)
      .header("Content-Type", "application/problem+json")
      .send(JSON.stringify(toProblem(refusal)));
  });
  app.setNotFoundHandler((_request, reply) => {
    const refusal = new Refusal("route.unknown", 404, "There is nothing at this address.");
    return reply
      .code(404)
      .header("Content-Type", "application/problem+json")
      .send(JSON.stringify(toProblem(refusal)));
  });
}

/** For what is refused before any route. */
export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  if (refusal.retryAfterSeconds !== undefined)
    response.setHeader("Retry-After", String(refusal.retryAfterSeconds));
  response.writeHead(refusal.status, { "Content-Type": "application/problem+json" });
  response.end(JSON.stringify(toProblem(refusal)));
}

export function toProblem(refusal: Refusal): Problem {
  return {
    type: `urn:attune:problem:${refusal.code}`,
    title: titles[refusal.status] ?? "Problem",
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    ...(refusal.faults.length > 0 ? { errors: refusal.faults } : {}),
  };
}

/** What Postgres calls text that it cannot hold. Only texts of the request can be such: all others were judged when they came. */
const unstorable: ReadonlySet<string> = new Set(["22021", "22P05"]);

function asRefusal(error: Error & { statusCode?: number; code?: string }, bodyLimit?: number): Refusal {
  if (error instanceof Refusal) return error;
  if (isStoreAway(error)) {
    return new Refusal("store.away", 503, "A store is not available at the moment. Try again shortly.", {
      retryAfterSeconds: 1,
    });
  }
  if (error.code !== undefined && unstorable.has(error.code)) {
    const message = "Text may hold neither U+0000 nor half a surrogate pair.";
    return new Refusal("request.invalid", 400, message, { faults: [{ pointer: "", message }] });
  }
  const status = error.statusCode ?? 500;
  if (status === 413 && bodyLimit !== undefined) {
    const message = `The body has at most ${Math.floor(bodyLimit / 1024)} kB.`;
    return new Refusal("request.invalid", 413, message, { faults: [{ pointer: "", message }] });
  }
  if (status >= 400 && status < 500) {
    const faults = status === 400 ? [{ pointer: "", message: error.message }] : []; // a body that is no JSON, or not safe
    return new Refusal("request.invalid", status, error.message, { faults });
  }
  return new Refusal("fault", 500, "Something went wrong on our side.");
}

/** Worth another try: socket errors and Postgres's own classes 08 (connection), 40 (deadlock, serialization), 53 (resources), 57 (shutdown, start-up, cancelled). */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string") {
    return (
      /^(08|40|53|57)/.test(code) ||
      ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT"].includes(code)
    );
  }
  return /connection (was broken|terminated|timeout|ended)|timeout expired|timeout exceeded when trying to connect|not queryable|socket hang up/i.test(
    error.message,
  );
}
