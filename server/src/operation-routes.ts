import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { z } from "zod";
import type { Program } from "./compose.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import { openapiOf } from "./platform/http/openapi.ts";
import type { RouteDescription } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";

interface Ports {
  readonly database: Database;
  readonly memory: Memory;
  readonly isOpen: () => boolean;
}

/** `/healthz`, `/readyz`, `/metrics`, `/openapi.json`. `follow` tells them of the program once it is composed. */
export function operationRoutes(
  app: FastifyInstance,
  ports: Ports,
): {
  readonly onCollected: (counts: { readonly accepted: number; readonly quarantined: number }) => void;
  readonly onDelivery: (outcome: string) => void;
  follow(program: Program): void;
} {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    name: "attune_events_total",
    help: "Events taken in, by what became of them.",
    labelNames: ["outcome"],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: "attune_webhook_deliveries_total",
    help: "Attempts of webhooks, by what became of them.",
    labelNames: ["outcome"],
    registers: [registry],
  });
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const [postgres, clickhouse] = await Promise.all([
      answers(ports.database.query("select 1")),
      answers(ports.memory.ping()),
    ]);
    const ready = ports.isOpen() && postgres;
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? "ready" : "not ready", postgres, clickhouse });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return {
    onCollected: ({ accepted, quarantined }) => {
      if (accepted > 0) events.inc({ outcome: "accepted" }, accepted);
      if (quarantined > 0) events.inc({ outcome: "quarantined" }, quarantined);
    },
    onDelivery: (outcome) => deliveries.inc({ outcome }),
    follow: (program) => {
      gaugesOf(registry, ports, program);
      for (const description of descriptions) program.router.document(description);
      let document: object | undefined;
      app.get("/openapi.json", async () => {
        document ??= openapiOf(program.router.specs, "0.1.0");
        return document;
      });
    },
  };
}

const operation = { method: "GET", tag: "Operations", access: "open" } as const;
const readiness = z.object({ status: z.string(), postgres: z.boolean(), clickhouse: z.boolean() });
const descriptions: readonly RouteDescription[] = [
  {
    ...operation,
    path: "/healthz",
    operationId: "health",
    summary: "Whether the program runs.",
    responses: { 200: z.object({ status: z.string() }) },
  },
  {
    ...operation,
    path: "/readyz",
    operationId: "readiness",
    summary: "Whether it can take events. ClickHouse may be away.",
    responses: { 200: readiness, 503: readiness },
  },
  {
    ...operation,
    path: "/metrics",
    operationId: "metrics",
    summary: "Lags, rates and sizes in the format of Prometheus.",
    produces: "text/plain",
    responses: { 200: z.string() },
  },
  {
    ...operation,
    path: "/openapi.json",
    operationId: "openapi",
    summary: "This document.",
    responses: { 200: z.looseObject({ openapi: z.string() }) },
  },
];

function gaugesOf(registry: Registry, { database }: Ports, { stream, brand }: Program): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await Promise.resolve(read()).catch(() => Number.NaN));
      },
    });
  const head = async (): Promise<number> =>
    (
      await database.query<{ position: number }>("select position from inbox_head where brand_id = $1", [
        brand.brandId,
      ])
    )[0]?.position ?? 0;
  gauge(
    "attune_fold_lag_events",
    "Records appended and not folded yet.",
    async () => (await head()) - stream.progress().folded,
  );
  gauge(
    "attune_sink_lag_events",
    "Records folded and not in ClickHouse yet.",
    () => stream.progress().folded - stream.progress().sunk,
  );
  gauge(
    "attune_fills_open",
    "Segments and experiences whose history is still being read.",
    () => stream.segments.fills().filter((fill) => fill.state !== "live").length,
  );
  gauge("attune_profiles", "Customers, known and anonymous (estimated by Postgres).", async () => {
    const [row] = await database.query<{ n: number }>(
      "select greatest(reltuples, 0)::bigint as n from pg_class where relname = 'profile'",
    );
    return row?.n ?? 0;
  });
  gauge("attune_webhook_deliveries_waiting", "Deliveries of webhooks that wait to be sent.", async () => {
    const [row] = await database.query<{ n: number }>(
      "select count(*) as n from webhook_delivery where state = 'waiting'",
    );
    return row?.n ?? 0;
  });
  gauge("attune_quarantine_open", "Events that wait in quarantine.", async () => {
    const [row] = await database.query<{ n: number }>(
      "select count(*) as n from quarantine where released_at is null",
    );
    return row?.n ?? 0;
  });
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  try {
    return (await question) !== false;
  } catch {
    return false;
  }
}
