import { connect, createServer, type Socket } from "node:net";

/** A line to a store that can be cut and mended. */
export interface ShakyLine {
  readonly port: number;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** `target`: a port of this machine, or a Unix socket. */
export async function openShakyLine(
  target: { readonly port: number } | { readonly path: string },
): Promise<ShakyLine> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = "path" in target ? connect(target.path) : connect(target.port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined); // the other end hears of it by the pipe's end
    }
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const cut = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port, cut, mend: () => listen(port), close: async () => (server.listening ? cut() : undefined) };
}
