import Fastify, { type FastifyInstance } from "fastify";

/** Fastify as it is out of the box, with one route that answers a POST with JSON that stands ready: what any answer over HTTP costs. */
export function emptyApp(path: string, answer: string): FastifyInstance {
  const app = Fastify({ logger: false });
  app.post(path, async (_request, reply) =>
    reply.header("Content-Type", "application/json; charset=utf-8").send(answer),
  );
  return app;
}
