import { z } from "zod";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Quarantine } from "../quarantine.ts";
import type { StoredAside } from "../quarantine-store.ts";
import { refusals } from "../refusals.ts";

const tag = "Quarantine";
const prefix = "qua";
const time = z.iso.datetime();
const idParams = z.object({ id: z.string() });
const listedSchema = z.strictObject({
  id: z.string(),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  source: z.string().nullable(),
  receivedAt: time,
  releasedAt: time.nullable(),
  releasedPosition: z.int().nullable(),
  event: z.strictObject({ type: z.string().nullable(), name: z.string().nullable() }),
});
const wholeSchema = z.strictObject({
  ...listedSchema.shape,
  form: z.enum(["wire", "record"]),
  original: z.string(),
  batch: z.record(z.string(), z.json()),
});

export function registerQuarantineRoutes(router: Router, quarantine: Quarantine): void {
  registerListing(router, quarantine);
  registerReading(router, quarantine);
  registerRelease(router, quarantine);
  registerReleaseOfMany(router, quarantine);
  registerDiscard(router, quarantine);
}

function registerListing(router: Router, quarantine: Quarantine): void {
  router.route({
    method: "GET",
    path: "/api/quarantine",
    operationId: "listQuarantine",
    tag,
    summary: "Events set aside, newest first, and how many there are of each code.",
    access: "secretKey",
    query: z.object({
      cursor: z.string().optional(),
      code: z.string().max(100).optional(),
      state: z.enum(["open", "released", "all"]).default("open"),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    responses: {
      200: z.strictObject({
        items: z.array(listedSchema),
        next: z.string().nullable(),
        counts: z.array(z.strictObject({ code: z.string(), count: z.int() })),
      }),
    },
    handle: async ({ principal, query: { cursor, ...filter } }) => {
      const before = cursor === undefined ? undefined : readCursor(cursor);
      const [asides, counts] = await Promise.all([
        quarantine.list(principal.brandId, { ...filter, code: filter.code, before }),
        quarantine.count(principal.brandId),
      ]);
      const last = asides.length === filter.limit ? asides.at(-1) : undefined;
      return ok({
        items: asides.map(toListed),
        next: last === undefined ? null : formatId(prefix, last.id),
        counts,
      });
    },
  });
}

function registerReading(router: Router, quarantine: Quarantine): void {
  router.route({
    method: "GET",
    path: "/api/quarantine/{id}",
    operationId: "getQuarantined",
    tag,
    summary: "One event set aside, with its original text and what its batch said for it.",
    access: "secretKey",
    params: idParams,
    responses: { 200: wholeSchema },
    handle: async ({ principal, params }) =>
      ok(toWhole(await quarantine.find(principal.brandId, readId(params.id)))),
  });
}

function registerRelease(router: Router, quarantine: Quarantine): void {
  router.route({
    method: "POST",
    path: "/api/quarantine/{id}/release",
    operationId: "releaseQuarantined",
    tag,
    summary:
      "Judges an event again, or the mended one under `event`, and takes it in; 422 says what is still wrong.",
    access: "secretKey",
    params: idParams,
    body: z.object({ event: z.unknown().optional() }).nullish(),
    responses: { 200: z.strictObject({ id: z.string(), position: z.int() }) },
    handle: async ({ principal, params, body }) => {
      const id = readId(params.id);
      const { position } = await quarantine.release(principal.brandId, id, body?.event, principal.actor);
      return ok({ id: formatId(prefix, id), position });
    },
  });
}

function registerReleaseOfMany(router: Router, quarantine: Quarantine): void {
  router.route({
    method: "POST",
    path: "/api/quarantine/release",
    operationId: "releaseQuarantinedByCode",
    tag,
    summary: "Judges up to 1,000 open events of a code again and takes in those that are good now.",
    access: "secretKey",
    body: z.object({ code: z.string().min(1).max(100) }),
    responses: { 200: z.strictObject({ released: z.int(), stillBad: z.int() }) },
    handle: async ({ principal, body }) =>
      ok(await quarantine.releaseAll(principal.brandId, body.code, principal.actor)),
  });
}

function registerDiscard(router: Router, quarantine: Quarantine): void {
  router.route({
    method: "DELETE",
    path: "/api/quarantine/{id}",
    operationId: "discardQuarantined",
    tag,
    summary: "Throws an event away for good. The audit keeps that it was done, not what was in it.",
    access: "secretKey",
    params: idParams,
    responses: { 200: z.strictObject({ id: z.string(), discarded: z.literal(true) }) },
    handle: async ({ principal, params }) => {
      const id = readId(params.id);
      await quarantine.discard(principal.brandId, id, principal.actor);
      return ok({ id: formatId(prefix, id), discarded: true });
    },
  });
}

function readId(text: string): number {
  const id = parseId(prefix, text);
  if (id === undefined) throw refusals.unknownSetAside();
  return id;
}

function readCursor(text: string): number {
  const id = parseId(prefix, text);
  if (id === undefined) throw refusals.badCursor();
  return id;
}

function toListed(aside: StoredAside): z.infer<typeof listedSchema> {
  return {
    id: formatId(prefix, aside.id),
    code: aside.code,
    path: aside.path,
    message: aside.message,
    source: aside.sourceKey,
    receivedAt: new Date(aside.receivedAt).toISOString(),
    releasedAt: aside.releasedAt === null ? null : new Date(aside.releasedAt).toISOString(),
    releasedPosition: aside.releasedPosition,
    event: nameOf(aside),
  };
}

function toWhole(aside: StoredAside): z.infer<typeof wholeSchema> {
  return {
    ...toListed(aside),
    form: aside.form,
    original: aside.original,
    batch: JSON.parse(aside.envelope),
  };
}

/** Past this a list would spend its time parsing. */
const longestParsed = 200_000;

/** What a row of the list can be told apart by, as far as the original says it. */
function nameOf({ original, envelope }: StoredAside): { type: string | null; name: string | null } {
  if (original.length > longestParsed) return { type: null, name: null };
  const event: unknown = JSON.parse(original);
  const { type } = JSON.parse(envelope) as { type?: unknown };
  const part =
    typeof event === "object" && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
  return { type: textOf(part["type"]) ?? textOf(type), name: textOf(part["event"]) ?? textOf(part["name"]) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : null;
}
