import type { FastifyRequest } from "fastify";

const plainName = "attune";
/** Browsers take a cookie of this prefix only over TLS, for this host and the whole of it. */
const guardedName = "__Host-attune";

/** What the session cookie holds; undefined without one. */
export function readCookie({ headers }: FastifyRequest): string | undefined {
  const cookies = new Map(
    (headers.cookie ?? "").split(";").map((one) => {
      const at = one.indexOf("=");
      return [one.slice(0, at).trim(), one.slice(at + 1).trim()] as const;
    }),
  );
  return cookies.get(guardedName) || cookies.get(plainName) || undefined;
}

/** No `Max-Age`: it goes when the browser is closed. The server ends the session sooner when nobody uses it. */
export function cookieOf(request: FastifyRequest, token: string): string {
  return isSecure(request)
    ? `${guardedName}=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`
    : `${plainName}=${token}; Path=/; HttpOnly; SameSite=Strict`;
}

export function noCookie(request: FastifyRequest): string {
  return `${cookieOf(request, "")}; Max-Age=0`;
}

/** Over TLS, here or at the proxy before us. A caller who says so wrongly harms only their own cookie. */
function isSecure({ raw, headers }: FastifyRequest): boolean {
  const forwarded = headers["x-forwarded-proto"];
  return (
    "encrypted" in raw.socket || (typeof forwarded === "string" && /^\s*https\s*(?:,|$)/i.test(forwarded))
  );
}
