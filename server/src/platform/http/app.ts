import Fastify, { type FastifyInstance } from "fastify";
import { Refusal } from "../../kernel/refusal.ts";
import type { Door } from "./door.ts";
import { answerRefusal } from "./problem.ts";

/** What the routes are registered with. Requests reach it through the door, once it is attached. */
export function createApp(door: Door): FastifyInstance {
  return Fastify({
    logger: false,
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 1_200 },
    serverFactory: () => door.server,
    // An address that cannot be read. Its own message would quote it.
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      answerRefusal(reply.raw, new Refusal("route.unreadable", 400, "The address cannot be read."));
    },
  });
}
