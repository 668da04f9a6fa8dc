import type { DeliveryState } from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import type { Vault } from "../../kernel/vault.ts";
import type { LiveWebhook } from "./deliver.ts";
import { type LoggedDelivery, type Place, placeOfDelivery } from "./delivery.ts";
import { refusals } from "./refusals.ts";
import { newSecret } from "./signature.ts";
import type { Standing, WebhookStore } from "./webhook-store.ts";

export interface ListedWebhook {
  readonly webhook: LiveWebhook;
  readonly standing: Standing;
}

export interface Webhooks {
  list(brandId: number): Promise<readonly ListedWebhook[]>;
  /** All that follow refuse an unknown key. */
  get(brandId: number, key: string): Promise<ListedWebhook>;
  /** The secret is told this once. Those before it count for `overlapMs` more; undefined when there were none. */
  makeSecret(
    brandId: number,
    key: string,
    overlapMs: number,
    actor: string,
  ): Promise<{ readonly secret: string; readonly othersUntil: number | undefined }>;
  deliveries(
    brandId: number,
    key: string,
    question: {
      readonly state: DeliveryState | undefined;
      readonly before: Place | undefined;
      readonly limit: number;
    },
  ): Promise<readonly LoggedDelivery[]>;
  /** Everything behind a place of the stream of changes is told again, under its own ids. Refuses what is no longer kept. */
  replay(brandId: number, key: string, after: Place, actor: string): Promise<ListedWebhook>;
  /** One delivery is told again. Refuses one that there is not. */
  replayOne(brandId: number, key: string, delivery: string, actor: string): Promise<ListedWebhook>;
  /** Goes on with a webhook that was disabled or paused. */
  enable(brandId: number, key: string, actor: string): Promise<ListedWebhook>;
}

export interface WebhooksPorts {
  readonly store: WebhookStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly live: (brandId: number) => readonly LiveWebhook[];
}

const fresh: Standing = {
  failures: 0,
  pausedUntil: undefined,
  isDisabled: false,
  reason: undefined,
  waiting: 0,
  dead: 0,
  hasSecret: false,
};

export function createWebhooks({ store, vault, clock, live }: WebhooksPorts): Webhooks {
  const list: Webhooks["list"] = async (brandId) => {
    const webhooks = live(brandId);
    await store.begin(
      brandId,
      webhooks.map(({ key }) => key),
    );
    const standings = await store.standings(brandId);
    return webhooks.map((webhook) => ({ webhook, standing: standings.get(webhook.key) ?? fresh }));
  };
  const get: Webhooks["get"] = async (brandId, key) => {
    const found = (await list(brandId)).find(({ webhook }) => webhook.key === key);
    if (found === undefined) throw refusals.unknown(key);
    return found;
  };
  const audit = (brandId: number, action: string, key: string, actor: string): Promise<void> =>
    store.audit(brandId, { at: clock.now(), actor, action: `webhook.${action}`, key });
  return {
    list,
    get,
    makeSecret: async (brandId, key, overlapMs, actor) => {
      await get(brandId, key);
      const [secret, now] = [newSecret(), clock.now()];
      const hasOthers = await store.addSecret(brandId, key, vault.seal(secret), now, now + overlapMs);
      await audit(brandId, "secret_made", key, actor);
      return { secret, othersUntil: hasOthers ? now + overlapMs : undefined };
    },
    deliveries: async (brandId, key, { state, before, limit }) => {
      await get(brandId, key);
      return store.deliveries(brandId, key, state, before, limit);
    },
    replay: async (brandId, key, after, actor) => {
      await get(brandId, key);
      if (!(await store.replay(brandId, key, after))) throw refusals.nothingToReplay();
      await audit(brandId, "replayed", key, actor);
      return get(brandId, key);
    },
    replayOne: async (brandId, key, delivery, actor) => {
      await get(brandId, key);
      const place = placeOfDelivery(key, delivery);
      if (place === undefined || !(await store.replayOne(brandId, key, place, clock.now())))
        throw refusals.unknownDelivery();
      await audit(brandId, "replayed", key, actor);
      return get(brandId, key);
    },
    enable: async (brandId, key, actor) => {
      await get(brandId, key);
      await store.enable(brandId, key);
      await audit(brandId, "enabled", key, actor);
      return get(brandId, key);
    },
  };
}
