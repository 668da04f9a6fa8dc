/** The empty route as a process of its own: `node serve-empty-route.ts ANSWER_BYTES`; tells its port. */
import Fastify from "fastify";

const answer = JSON.stringify({ answer: "x".repeat(Math.max(0, Number(process.argv[2] ?? 0) - 13)) });
process.on("disconnect", () => process.exit());

const app = Fastify({ logger: false });
app.post("/api/decide", async (_request, reply) =>
  reply.header("Content-Type", "application/json; charset=utf-8").send(answer),
);
process.send?.(Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port));
