/**
 * Act carries what Attune knows to where it is used: webhooks that tell others who entered and left segments. It owns deliveries, their secrets
 * and their log; it does not own who is in a segment nor who may be used for what (segment/), nor the stream they are told in (stream/).
 */
export { createDeliverer } from "./webhook/deliver.ts";
export { webhookKind } from "./webhook/webhook-kind.ts";
export { createWebhooks } from "./webhook/webhooks.ts";
