import { z } from "zod";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import { formatId, parseId } from "../../../kernel/public-id.ts";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { AuditEntry, AuditQuestion } from "../audit.ts";
import type { AuditLog, NotedHead } from "../audit-log.ts";
import { refusals } from "../refusals.ts";

const tag = "Audit";
const instant = z.iso.datetime();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const entrySchema = z.strictObject({
  id: z.string(),
  at: instant,
  kind: z.enum(["view", "change"]),
  /** `stf_…`, `key_…`, or the program's own word. */
  actor: z.string(),
  /** Of staff, their name now. */
  name: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  body: z.record(z.string(), z.json()),
  profiles: z.array(z.string()).nullable(),
});
const pageSchema = z.strictObject({ items: z.array(entrySchema), next: z.string().nullable() });
const faultSchema = z.strictObject({
  kind: z.enum(["changed", "removed", "chain"]),
  seal: z.int(),
  entry: z.string(),
});
const checkSchema = z.strictObject({
  intact: z.boolean(),
  entries: z.int(),
  faults: z.array(faultSchema),
  unsealed: z.int(),
  headFound: z.boolean().nullable(),
  head: z.string(),
});

interface Ports {
  readonly audit: AuditLog;
  /** The ids under which a customer was ever shown. @throws Refusal 404 */
  readonly idsOf: (brandId: number, ref: string) => Promise<readonly number[]>;
  readonly namesOfStaff: (brandId: number) => Promise<ReadonlyMap<number, string>>;
}

export function registerAuditRoutes(router: Router, ports: Ports): void {
  registerListing(router, ports);
  registerViews(router, ports);
  registerCheck(router, ports.audit);
}

function registerListing(router: Router, ports: Ports): void {
  router.route({
    method: "GET",
    path: "/api/audit",
    operationId: "listAudit",
    tag,
    summary:
      "Who changed what and who saw whom, newest first; of one customer (`profile`), of one member of staff or key (`staff`), only views or only changes (`kind`). Views are kept for 13 months, changes for ever.",
    access: "secretKey",
    query: z.object({
      profile: z.string().min(1).max(600).optional(),
      staff: z.string().max(40).optional(),
      kind: z.enum(["view", "change"]).optional(),
      cursor: z.string().max(60).optional(),
      limit,
    }),
    responses: { 200: pageSchema },
    handle: async ({ principal: { brandId }, query }) => {
      const { profile, staff, kind } = query;
      return ok(
        await page(ports, brandId, query.cursor, {
          limit: query.limit,
          ...(profile === undefined ? {} : { profileIds: await ports.idsOf(brandId, profile) }),
          ...(staff === undefined ? {} : { actor: readActor(staff) }),
          ...(kind === undefined ? {} : { kind }),
        }),
      );
    },
  });
}

function registerViews(router: Router, ports: Ports): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/views",
    operationId: "listProfileViews",
    tag,
    summary: "Who saw a customer at the console, when and on which route, newest first.",
    access: "secretKey",
    params: z.object({ ref: z.string().min(1).max(600) }),
    query: z.object({ cursor: z.string().max(60).optional(), limit }),
    responses: { 200: pageSchema },
    handle: async ({ principal: { brandId }, params, query }) =>
      ok(
        await page(ports, brandId, query.cursor, {
          profileIds: await ports.idsOf(brandId, params.ref),
          kind: "view",
          limit: query.limit,
        }),
      ),
  });
}

function registerCheck(router: Router, audit: AuditLog): void {
  router.route({
    method: "GET",
    path: "/api/audit/check",
    operationId: "checkAudit",
    tag,
    summary:
      "Reads the whole audit and tells whether anything in it was changed, taken out or put in past the program. `head`: as an earlier check told it and somebody noted it elsewhere; shows whether the end was cut off since.",
    access: "secretKey",
    query: z.object({ head: z.string().max(200).optional() }),
    responses: { 200: checkSchema },
    handle: async ({ query }) => {
      const { faults, head, ...told } = await audit.check(readHead(query.head));
      return ok({
        ...told,
        faults: faults.map(({ kind, sealId, auditId }) => ({
          kind,
          seal: sealId,
          entry: formatId("aud", auditId),
        })),
        head: `${head.sealId}.${head.chain.toString("hex")}`,
      });
    },
  });
}

async function page(
  { audit, namesOfStaff }: Ports,
  brandId: number,
  cursor: string | undefined,
  question: AuditQuestion,
): Promise<z.infer<typeof pageSchema>> {
  const before = cursor === undefined ? {} : { before: Number(parseCursor(cursor, ["number"])[0]) };
  const [entries, names] = await Promise.all([
    audit.list(brandId, { ...question, ...before, limit: question.limit + 1 }),
    namesOfStaff(brandId),
  ]);
  const items = entries.slice(0, question.limit);
  const last = items.at(-1);
  const isMore = entries.length > items.length && last !== undefined;
  return {
    items: items.map((entry) => toEntry(entry, names)),
    next: isMore ? formatCursor([last.auditId]) : null,
  };
}

function toEntry(entry: AuditEntry, names: ReadonlyMap<number, string>): z.infer<typeof entrySchema> {
  const [, kind, id] = /^(staff|key):(\d+)$/.exec(entry.actor) ?? [];
  return {
    id: formatId("aud", entry.auditId),
    at: new Date(entry.at).toISOString(),
    kind: entry.profileIds === null ? "change" : "view",
    actor: kind === undefined ? entry.actor : formatId(kind === "staff" ? "stf" : "key", Number(id)),
    name: kind === "staff" ? (names.get(Number(id)) ?? null) : null,
    action: entry.action,
    subject: entry.subject,
    body: entry.body as z.infer<typeof entrySchema>["body"], // JSON of the store
    profiles: entry.profileIds?.map((one) => formatId("prf", one)) ?? null,
  };
}

function readActor(text: string): string {
  const staffId = parseId("stf", text);
  if (staffId !== undefined) return `staff:${staffId}`;
  const keyId = parseId("key", text);
  if (keyId === undefined) throw refusals.actorUnknown();
  return `key:${keyId}`;
}

function readHead(text: string | undefined): NotedHead | undefined {
  if (text === undefined) return undefined;
  const [, sealId, chain] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(text) ?? [];
  if (sealId === undefined || chain === undefined) throw refusals.headUnreadable();
  return { sealId: Number(sealId), chain: Buffer.from(chain, "hex") };
}
