import { createServer } from "node:http";

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

export interface SiteFile {
  readonly type: string;
  readonly body: string | Buffer;
}

/** A shop's own site, of another origin than the server: the given files by path, and an empty page at every other. */
export async function startSite(files: ReadonlyMap<string, SiteFile>): Promise<Site> {
  const empty: SiteFile = { type: "text/html; charset=utf-8", body: "<!doctype html><title>Shop</title>" };
  const server = createServer((request, response) => {
    const file = files.get((request.url ?? "/").split("?")[0] ?? "/") ?? empty;
    response.writeHead(200, { "Content-Type": file.type }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The site has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
