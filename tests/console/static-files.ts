import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

/** Nothing inline, nothing from elsewhere. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** As the server does it: files lie under /assets/, any other address is a page of the console. */
export async function sendFile(dist: string, path: string, response: ServerResponse): Promise<void> {
  const wanted = path.startsWith("/assets/") ? normalize(path) : "/index.html";
  const bytes = await readFile(join(dist, wanted)).catch(() => undefined);
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, {
      "content-type": types[extname(wanted)] ?? "application/octet-stream",
      "content-security-policy": strictPolicy,
      "cache-control": wanted.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    })
    .end(bytes);
}
