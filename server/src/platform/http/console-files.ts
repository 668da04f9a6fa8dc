import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import files from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** Nothing inline, nothing from elsewhere but pictures of products; no page may hold this one in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const security: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // A till scans with the camera; nothing else of the device is asked for.
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
};

/** Only over TLS does it say anything; a year, as browsers ask for. */
const overTls = { "Strict-Transport-Security": "max-age=31536000" };

/** Serves the built console at `/`; its own addresses answer with its page. True when there is one. */
export async function serveConsole(app: FastifyInstance, folder: URL): Promise<boolean> {
  const page = new URL("index.html", folder);
  if (!existsSync(page)) return false;
  const html = await readFile(page, "utf8");
  await app.register(files, {
    root: fileURLToPath(new URL("assets/", folder)),
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
    setHeaders: (reply) => reply.header("X-Content-Type-Options", "nosniff"),
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!isPage(request)) return;
    return reply
      .headers(security)
      .headers(isOverTls(request) ? overTls : {})
      .header("Cache-Control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(html);
  });
  return true;
}

function isOverTls({ headers, raw }: FastifyRequest): boolean {
  const forwarded = headers["x-forwarded-proto"];
  return "encrypted" in raw.socket || (typeof forwarded === "string" && /^\s*https\b/i.test(forwarded));
}

function isPage(request: FastifyRequest): boolean {
  if (request.method !== "GET" || !(request.headers.accept ?? "").includes("text/html")) return false;
  return !/^\/(?:api|v1|assets|ofrep|healthz|readyz|metrics|openapi\.json|sourceConfig|projects|analytics)/.test(
    request.url,
  );
}
