import { useOf } from "@attune/contract";
import { createDeliverer, createWebhooks, webhookKind } from "./act/index.ts";
import { webhookRoutes } from "./act/webhook/http/routes.ts";
import { startWebhookJobs } from "./act/webhook/jobs/webhook-jobs.ts";
import { createWebhookStore } from "./act/webhook/postgres/webhook-store.ts";
import type { Parts } from "./parts.ts";
import { addressFault } from "./platform/http/outside-address.ts";
import { OutsideFault, openOutside } from "./platform/http/post-outside.ts";
import { segmentKind } from "./segment/index.ts";

const timeoutMs = 15_000;

/** What leaves by itself: webhooks. Routes at once, deliveries when started. */
export function composeAct(parts: Parts): { start(): void; stop(): Promise<void> } {
  const { router, database, clock, live, stream, vault, privateHosts } = parts;
  const { brandId } = parts.brand;
  const store = createWebhookStore(database);
  const webhooks = live.follow(webhookKind((url) => addressFault(url, privateHosts)));
  const segments = live.follow(segmentKind(async () => []));
  const liveWebhooks = (id: number) => [...webhooks.of(id).byKey.values()];
  const outside = openOutside(privateHosts);
  const deliverer = createDeliverer({
    store,
    clock,
    vault,
    random: Math.random,
    live: liveWebhooks,
    useOfSegment: (id, key) => {
      const segment = segments.of(id).byKey.get(key);
      return segment && useOf(segment.body);
    },
    post: (request) =>
      outside.post({ ...request, timeoutMs }).catch((error: unknown) => {
        if (error instanceof OutsideFault) return { fault: error.code };
        throw error;
      }),
    onOutcome: (outcome) => parts.onDelivery?.(outcome),
  });
  webhookRoutes(router, createWebhooks({ store, vault, clock, live: liveWebhooks }), clock);
  let jobs: { stop(): Promise<void> } | undefined;
  return {
    start: () => {
      jobs = startWebhookJobs({
        brandId,
        deliverer,
        store,
        clock,
        isLeading: () => stream.isLeading(),
        report: (job) => parts.log({ event: `job.failed.${job}` }),
      });
    },
    stop: async () => {
      await jobs?.stop();
      outside.close();
    },
  };
}
