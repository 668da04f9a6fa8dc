import type { Clock } from "../../../kernel/clock.ts";
import { repeat } from "../../../platform/jobs/repeat.ts";
import type { Deliverer } from "../deliver.ts";
import type { WebhookStore } from "../webhook-store.ts";

interface Ports {
  readonly brandId: number;
  readonly deliverer: Deliverer;
  readonly store: Pick<WebhookStore, "forget">;
  readonly clock: Clock;
  /** Of several copies of the program one tells. */
  readonly isLeading: () => boolean;
  readonly report: (job: string) => void;
}

const keptDays = 30;
const forgottenAtOnce = 5_000;

export function startWebhookJobs(ports: Ports): { stop(): Promise<void> } {
  const { brandId, deliverer, store, clock, isLeading } = ports;
  const jobs = [
    repeat(
      async () => isLeading() && deliverer.round(brandId),
      250,
      () => ports.report("deliver-webhooks"),
      1,
    ),
    repeat(
      async () => {
        const before = clock.now() - keptDays * 86_400_000;
        return (await store.forget(brandId, before, forgottenAtOnce)) === forgottenAtOnce;
      },
      3_600_000,
      () => ports.report("forget-deliveries"),
    ),
  ];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
