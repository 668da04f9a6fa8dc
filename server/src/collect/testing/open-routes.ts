import fastify, { type FastifyInstance } from "fastify";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter, type Router } from "../../platform/http/route.ts";

/** What a route answered; `body` is parsed. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many forms
  readonly body: any;
}

export interface OpenRoutes {
  call(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: unknown): Promise<Answered>;
  /** Route and code of what was logged as a fault of ours. */
  readonly faults: readonly string[];
}

/** Some routes alone, called with the secret key of brand 1 and its first source. */
export async function openRoutes(register: (router: Router) => void): Promise<OpenRoutes> {
  const faults: string[] = [];
  const app: FastifyInstance = fastify({
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 600 },
  });
  answerProblems(app, (route, code) => faults.push(`${route} ${code}`));
  register(
    createRouter(app, async () => ({ brandId: 1, sourceId: 1, kind: "secret", keyId: 1, actor: "key:1" })),
  );
  await app.ready();
  return {
    faults,
    call: async (method, url, body) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const answer = await app.inject({
        method,
        url,
        ...(body === undefined ? {} : { payload: text, headers: { "content-type": "application/json" } }),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}
