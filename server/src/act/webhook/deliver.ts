import type { Use, WebhookBody } from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import { formatId } from "../../kernel/public-id.ts";
import type { Vault } from "../../kernel/vault.ts";
import { type DueDelivery, deliveryId, type Outcome } from "./delivery.ts";
import { askedWaitMs, mostAttempts, pauseMs, waitMs } from "./next-attempt.ts";
import { signatureOf } from "./signature.ts";
import type { Health, WebhookStore } from "./webhook-store.ts";

/** What came of calling the other side: its answer, or why there was none. */
export type Called =
  | { readonly status: number; readonly retryAfter: string | undefined }
  | { readonly fault: string };

export interface LiveWebhook {
  readonly key: string;
  readonly body: WebhookBody;
}

export interface DelivererPorts {
  readonly store: WebhookStore;
  readonly clock: Clock;
  readonly vault: Vault;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly live: (brandId: number) => readonly LiveWebhook[];
  /** What a segment's members are used for; undefined when it is not live or says nothing. */
  readonly useOfSegment: (brandId: number, key: string) => Use | undefined;
  readonly post: (request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }) => Promise<Called>;
  readonly onOutcome: (outcome: "delivered" | "failed" | "dropped" | "dead") => void;
}

export interface Deliverer {
  /** Tells everybody what is due; says whether more is. Safe to repeat and to break off anywhere: what was not noted is told again under the same id. */
  round(brandId: number): Promise<boolean>;
}

const spreadAtOnce = 1_000;
const sentAtOnce = 16;

export function createDeliverer(ports: DelivererPorts): Deliverer {
  let hadAny = true;
  return {
    round: async (brandId) => {
      const webhooks = ports.live(brandId);
      if (webhooks.length === 0 && !hadAny) return false;
      hadAny = webhooks.length > 0;
      await ports.store.begin(
        brandId,
        webhooks.map(({ key }) => key),
      );
      const health = await ports.store.health(brandId);
      const more = await Promise.all(
        webhooks.map(async (webhook) => {
          const telling = { key: webhook.key, ...webhook.body };
          const isBehind = await ports.store.spread(brandId, telling, ports.clock.now(), spreadAtOnce);
          return (await send(ports, brandId, webhook, health.get(webhook.key))) || isBehind;
        }),
      );
      return more.includes(true);
    },
  };
}

async function send(
  ports: DelivererPorts,
  brandId: number,
  webhook: LiveWebhook,
  health: Health | undefined,
): Promise<boolean> {
  const now = ports.clock.now();
  if (health === undefined || health.isDisabled || (health.pausedUntil ?? 0) > now) return false;
  const secrets = (await ports.store.secrets(brandId, webhook.key, now)).map((one) => ports.vault.open(one));
  if (secrets.length === 0) return false;
  // Who is unwell is asked by one delivery whether it is better.
  const most = health.failures > 0 ? 1 : sentAtOnce;
  const due = await ports.store.due(brandId, webhook.key, webhook.body.identifiers, now, most);
  if (due.length === 0) return false;
  const tried = await Promise.all(due.map((one) => tell(ports, brandId, webhook, secrets, one)));
  const after = tried.reduce((standing, { called }) => healthAfter(ports, standing, called), health);
  await ports.store.save(
    brandId,
    webhook.key,
    tried.map(({ outcome }) => outcome),
    after,
    now,
  );
  for (const { outcome } of tried) ports.onOutcome(outcome.state === "waiting" ? "failed" : outcome.state);
  // Behind what is settled the next of the same customer comes first.
  return !after.isDisabled && tried.some(({ outcome }) => outcome.state !== "waiting");
}

interface Tried {
  readonly outcome: Outcome;
  readonly called: Called | undefined;
}

async function tell(
  ports: DelivererPorts,
  brandId: number,
  { key, body }: LiveWebhook,
  secrets: readonly string[],
  due: DueDelivery,
): Promise<Tried> {
  const { position, ordinal, attempts } = due;
  const use = ports.useOfSegment(brandId, due.segment);
  // Who left is told of also when nobody may use them: that they are taken out over there is what they want.
  if (due.entered && (!due.isUsable || use === undefined)) {
    const outcome = { position, ordinal, attempts, state: "dropped", nextAt: 0, status: undefined } as const;
    return { outcome: { ...outcome, reason: "notUsable" }, called: undefined };
  }
  const text = JSON.stringify(messageOf(due, use));
  const id = deliveryId(key, due);
  const timestamp = String(Math.floor(ports.clock.now() / 1_000));
  const called = await ports.post({
    url: body.url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Attune",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureOf(secrets, { id, timestamp, body: text }),
    },
    body: text,
  });
  return { outcome: outcomeOf(ports, due, called), called };
}

function messageOf(due: DueDelivery, use: Use | undefined): object {
  const at = new Date(due.changedAt).toISOString();
  return {
    type: due.entered ? "segment.entered" : "segment.left",
    timestamp: at,
    data: {
      segment: due.segment,
      version: due.version,
      purpose: use?.purpose ?? null,
      channel: use === undefined || use.channel === "any" ? null : use.channel,
      profile: formatId("prf", due.profileId),
      identifiers: due.identifiers,
      ...(due.mergedInto === undefined ? {} : { mergedInto: formatId("prf", due.mergedInto) }),
    },
  };
}

function outcomeOf(ports: DelivererPorts, due: DueDelivery, called: Called): Outcome {
  const { position, ordinal } = due;
  const attempts = due.attempts + 1;
  const now = ports.clock.now();
  const status = "status" in called ? called.status : undefined;
  const tried = { position, ordinal, attempts, status, nextAt: now };
  if (status !== undefined && status >= 200 && status < 300)
    return { ...tried, state: "delivered", reason: undefined };
  const reason = "fault" in called ? called.fault : reasonOf(called.status);
  // What is gone is not tried until somebody says that it is back.
  if (status === 410) return { ...tried, attempts: due.attempts, state: "waiting", reason };
  if (attempts >= mostAttempts) return { ...tried, state: "dead", reason };
  const asked = "status" in called ? askedWaitMs(called.retryAfter, now) : undefined;
  return { ...tried, state: "waiting", reason, nextAt: now + waitMs(attempts, ports.random(), asked) };
}

function reasonOf(status: number): string {
  if (status >= 300 && status < 400) return "redirected";
  return `status${status}`;
}

/** Refusals of one message say nothing about the other side; faults, 5xx and 429 do. */
function healthAfter(ports: DelivererPorts, before: Health, called: Called | undefined): Health {
  if (called === undefined || before.isDisabled) return before;
  const reason = "fault" in called ? called.fault : reasonOf(called.status);
  if ("status" in called) {
    if (called.status === 410) return { ...before, isDisabled: true, reason: "gone" };
    if (called.status < 500 && called.status !== 429)
      return { ...before, failures: 0, pausedUntil: undefined, reason: undefined };
  }
  const now = ports.clock.now();
  const failures = before.failures + 1;
  const asked = "status" in called ? askedWaitMs(called.retryAfter, now) : undefined;
  const until = now + pauseMs(failures, ports.random(), asked);
  return { ...before, failures, reason, pausedUntil: Math.max(before.pausedUntil ?? 0, until) };
}
