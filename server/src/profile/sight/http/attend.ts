import { type Role, roles } from "../../../govern/index.ts";
import { formatId, parseId } from "../../../kernel/public-id.ts";
import type { Attend, Person, RouteDescription } from "../../../platform/http/route.ts";
import type { Sight, Sighted, Viewer } from "../sight.ts";

/** Questions that are asked with a body. */
const askedByPost = new Set([
  "decide",
  "previewDecision",
  "previewSegment",
  "parseCondition",
  "reportOverlap",
  "reportComparison",
  "reportRelevance",
  "reportSchemesSideBySide",
  "lookAlike",
]);

/** They name a customer in their body. */
const asksAboutCustomers = new Set(["decide", "previewDecision"]);

/** What these tell is not of customers: a mask would spoil what is edited. Everything else is looked through. */
const notOfCustomers =
  /^\/api\/(?:brand|me|session|sessions|staff|audit|keys|sources|definitions|products|stores|webhooks|quarantine|touchpoints|placements|experiences|import|imports|recommendations)(?:\/|$)/;

/** Around every route that somebody at the console calls: who may be seen, what of them, and that it is written down. */
export function createAttend(sight: Sight): Attend {
  return async (spec, principal, call, answer) => {
    const reads = spec.method === "GET" || askedByPost.has(spec.operationId);
    const sighted = sightedOf(spec, call, reads);
    const viewer = viewerOf(principal.brandId, principal.actor, principal.person);
    let headers: Readonly<Record<string, string>> = {};
    let status = 200;
    const body = await sight.look(viewer, sighted, async () => {
      const given = await answer();
      headers = given.headers ?? {};
      status = given.status;
      return given;
    });
    return { status, body, headers: { "Cache-Control": "no-store", ...headers } };
  };
}

function viewerOf(brandId: number, actor: string, { staffId, role, stores }: Person): Viewer {
  const known = roles.find((one): one is Role => one === role);
  if (role !== undefined && known === undefined) throw new Error(`There is no role ${role}.`);
  return {
    brandId,
    actor,
    stores,
    ...(staffId === undefined ? {} : { staffId }),
    ...(known === undefined ? {} : { role: known }),
  };
}

function sightedOf(
  { operationId, path }: RouteDescription,
  { params, body }: { readonly params: unknown; readonly body: unknown },
  reads: boolean,
): Sighted {
  const given = (params ?? {}) as Readonly<Record<string, unknown>>; // parsed by the route's own schema
  const ref = path.startsWith("/api/profiles/{ref}") ? String(given["ref"]) : undefined;
  return {
    operationId,
    reads,
    aboutCustomers: !notOfCustomers.test(path),
    ref,
    named: asksAboutCustomers.has(operationId) ? namedIn(body) : [],
    subject: subjectOf(path, given),
  };
}

/** `/api/profiles/prf_4k/merge`; who was named by an address or a number is not, as that is personal. */
function subjectOf(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? "");
    if (name !== "ref") return value.slice(0, 200);
    const profileId = parseId("prf", value);
    return profileId === undefined ? "{ref}" : formatId("prf", profileId);
  });
}

function namedIn(body: unknown): readonly string[] {
  const { identity = {}, profile } = body as { identity?: Record<string, string>; profile?: string };
  return [
    ...Object.entries(identity).map(([namespace, value]) => `${namespace}:${value}`),
    ...(profile === undefined ? [] : [profile]),
  ];
}
