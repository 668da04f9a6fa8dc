import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import files from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";

const security: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'self'; img-src 'self' https: data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

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
      .header("Cache-Control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(html);
  });
  return true;
}

function isPage(request: FastifyRequest): boolean {
  if (request.method !== "GET" || !(request.headers.accept ?? "").includes("text/html")) return false;
  return !/^\/(?:api|v1|assets|ofrep|healthz|readyz|metrics|openapi\.json|sourceConfig|projects|analytics)/.test(
    request.url,
  );
}
