import { type Channel, channels } from "@attune/contract";
import { z } from "zod";
import { formatId, parseId } from "../../../kernel/public-id.ts";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { ListedKey, Source } from "../key-store.ts";
import type { Keys } from "../keys.ts";
import { refusals } from "../refusals.ts";

const tag = "Keys";
const time = z.iso.datetime();
const sourceKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "lower-case letters, digits, - and _");
const channel: z.ZodType<Channel> = z.enum(channels);
const keySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(["public", "secret"]),
  hint: z.string(),
  source: z.string(),
  createdAt: time,
  revokedAt: time.nullable(),
});
const shownKeySchema = z.strictObject({ ...keySchema.shape, key: z.string() });
const sourceSchema = z.strictObject({ key: sourceKey, name: z.string(), channel, simulated: z.boolean() });

export function registerKeyRoutes(router: Router, keys: Keys): void {
  registerListing(router, keys);
  registerCreation(router, keys);
  registerRevocation(router, keys);
  registerSources(router, keys);
}

function registerListing(router: Router, keys: Keys): void {
  router.route({
    method: "GET",
    path: "/api/keys",
    operationId: "listKeys",
    tag,
    summary: "All keys, revoked ones too, by their last four characters.",
    access: "secretKey",
    responses: { 200: z.strictObject({ items: z.array(keySchema) }) },
    handle: async ({ principal }) => ok({ items: (await keys.list(principal.brandId)).map(toKey) }),
  });
}

function registerCreation(router: Router, keys: Keys): void {
  router.route({
    method: "POST",
    path: "/api/keys",
    operationId: "createKey",
    tag,
    summary: "Makes a key for a source. The answer is the only place where it can be read.",
    access: "secretKey",
    body: z.object({ kind: z.enum(["public", "secret"]), source: sourceKey.default("default") }),
    responses: { 201: shownKeySchema },
    handle: async ({ principal, body }) => {
      const made = await keys.create(principal.brandId, body.kind, body.source, principal.actor);
      return { status: 201, body: { ...toKey(made), key: made.text } };
    },
  });
}

function registerRevocation(router: Router, keys: Keys): void {
  router.route({
    method: "POST",
    path: "/api/keys/{id}/revoke",
    operationId: "revokeKey",
    tag,
    summary:
      "Ends a key: here at once, in other copies of the program within 5 s. The last secret key stays.",
    access: "secretKey",
    params: z.object({ id: z.string() }),
    responses: { 200: z.strictObject({ id: z.string(), revoked: z.literal(true) }) },
    handle: async ({ principal, params }) => {
      const keyId = parseId("key", params.id);
      if (keyId === undefined) throw refusals.keyNotFound();
      await keys.revoke(principal.brandId, keyId, principal.actor);
      return ok({ id: formatId("key", keyId), revoked: true });
    },
  });
}

function registerSources(router: Router, keys: Keys): void {
  router.route({
    method: "GET",
    path: "/api/sources",
    operationId: "listSources",
    tag,
    summary: "Where events come from: sites, tills, servers.",
    access: "secretKey",
    responses: { 200: z.strictObject({ items: z.array(sourceSchema) }) },
    handle: async ({ principal }) => ok({ items: (await keys.listSources(principal.brandId)).map(toSource) }),
  });
  router.route({
    method: "POST",
    path: "/api/sources",
    operationId: "createSource",
    tag,
    summary: "Adds a source. Its channel is that of events which do not say theirs.",
    access: "secretKey",
    body: z.object({
      key: sourceKey,
      name: z.string().min(1).max(200),
      channel,
      simulated: z.boolean().default(false),
    }),
    responses: { 201: sourceSchema },
    handle: async ({ principal, body }) => {
      const source = await keys.createSource(principal.brandId, body, principal.actor);
      return { status: 201, body: toSource(source) };
    },
  });
}

function toKey(key: ListedKey): z.infer<typeof keySchema> {
  return {
    id: formatId("key", key.keyId),
    kind: key.kind,
    hint: key.hint,
    source: key.sourceKey,
    createdAt: new Date(key.createdAt).toISOString(),
    revokedAt: key.revokedAt === null ? null : new Date(key.revokedAt).toISOString(),
  };
}

function toSource(source: Source): z.infer<typeof sourceSchema> {
  return { key: source.key, name: source.name, channel: source.channel, simulated: source.simulated };
}
