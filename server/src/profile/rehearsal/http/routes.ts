import { randomUUID } from "node:crypto";
import type { JsonObject } from "@attune/contract";
import { z } from "zod";
import { formatId } from "../../../kernel/public-id.ts";
import { ok, type Principal, type Router } from "../../../platform/http/route.ts";
import { combineLeaves } from "../../customer-view.ts";
import { isSimulated } from "../../fold-leaf.ts";
import { findProfile, type ProfileStore } from "../../profile-reader.ts";
import { refusals } from "../../refusals.ts";
import { rehearsedEvent, rehearsedSteps } from "../rehearsed-event.ts";

export interface RehearsalPorts {
  readonly profiles: ProfileStore;
  readonly currency: string;
  /** Everybody of a sample brand may be rehearsed with. */
  readonly isSampleBrand: boolean;
  /** Through the collector's own door; resolves when it can be read. */
  readonly take: (principal: Principal, event: JsonObject) => Promise<void>;
}

const text = z.string().trim().min(1).max(200);
const product = z.object({
  key: text,
  name: z.string().max(500).exactOptional(),
  price: z.number().min(0).max(1_000_000).exactOptional(),
  quantity: z.number().positive().max(1_000).exactOptional(),
});

const rehearsalSchema = z
  .object({
    profile: z.string().min(1).max(600),
    step: z.enum(rehearsedSteps),
    products: z.array(product).max(20).default([]),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .exactOptional(),
    store: text.exactOptional(),
    /** Of the case that is solved; made when it is missing. */
    id: text.exactOptional(),
  })
  .check(({ value, issues }) => {
    const needs = ["view", "addToCart", "buyInStore"].includes(value.step);
    if (needs && value.products.length === 0)
      issues.push({ code: "custom", path: ["products"], message: "Name a product.", input: value });
  });

/** With nothing to show for want of consent nothing could be rehearsed. */
const agreed = { categoryPreferences: { personalisation: true, marketing: true } };

export function rehearsalRoutes(router: Router, ports: RehearsalPorts): void {
  router.route({
    method: "POST",
    path: "/api/rehearsals",
    operationId: "rehearse",
    tag: "Customers",
    summary:
      "Lets a customer do something on a channel: an event as shop page, till or desk would send it, marked as simulated. Only for customers of the sample brand and for simulated ones.",
    access: "secretKey",
    body: rehearsalSchema,
    responses: { 200: z.strictObject({ profile: z.string(), event: z.string(), id: z.string() }) },
    handle: async ({ principal, body }) => {
      const found = await findProfile(ports.profiles, principal.brandId, body.profile);
      const mayAct = ports.isSampleBrand || isSimulated(combineLeaves(Object.values(found.state.leaves)));
      if (!mayAct) throw refusals.realCustomer();
      const id = body.id ?? `rehearsal-${randomUUID()}`;
      const rehearsal = { ...body, currency: body.currency ?? ports.currency };
      const event = rehearsedEvent(rehearsal, found.identifiers, id);
      await ports.take(principal, event);
      return ok({ profile: formatId("prf", found.profileId), event: String(event["event"]), id });
    },
  });
  router.route({
    method: "POST",
    path: "/api/rehearsals/customers",
    operationId: "makeRehearsalCustomer",
    tag: "Customers",
    summary: "Makes a simulated customer to rehearse with.",
    access: "secretKey",
    body: z.object({ name: text.default("Try-out customer") }).nullish(),
    responses: { 200: z.strictObject({ profile: z.string() }) },
    handle: async ({ principal, body }) => {
      const userId = `rehearsal-${randomUUID()}`;
      await ports.take(principal, {
        type: "identify",
        userId,
        traits: { name: body?.name ?? "Try-out customer" },
        context: { simulated: true, consent: agreed },
      });
      const found = await findProfile(ports.profiles, principal.brandId, `userId:${userId}`);
      return ok({ profile: formatId("prf", found.profileId) });
    },
  });
}
