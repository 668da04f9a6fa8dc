import type { FastifyRequest } from "fastify";

const reading = new Set(["GET", "HEAD"]);

/**
 * Whether a call by cookie comes from a page of the console. What changes something needs a header that no page of another origin can
 * send without our leave, and the origin where the browser says it; what only reads may not come from another site.
 */
export function isOwnPage(request: FastifyRequest): boolean {
  const { headers, method } = request;
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return false;
  if (!isOwnOrigin(request)) return false;
  return reading.has(method) || headers["x-attune-console"] === "1";
}

/** No origin is stated for a page's own reading, and by programs, which have no cookie by accident. */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  const forwarded = headers["x-forwarded-host"];
  const hosts = [headers.host, ...(typeof forwarded === "string" ? forwarded.split(",") : [])];
  return URL.canParse(origin) && hosts.some((host) => host?.trim().toLowerCase() === new URL(origin).host);
}
