import { createServer } from "node:net";

const loopback = "127.0.0.1";

/** A loopback port nobody listens on: the preferred one if it is free, else one the system chooses. */
export async function freePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined) {
    const port = await tryPort(preferred);
    if (port !== undefined) return port;
  }
  const port = await tryPort(0);
  if (port === undefined) throw new Error("The system has no free loopback port.");
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (fault: NodeJS.ErrnoException) => {
      if (fault.code === "EADDRINUSE" || fault.code === "EACCES") resolve(undefined);
      else reject(fault);
    });
    probe.listen({ host: loopback, port }, () => {
      const address = probe.address();
      const bound = typeof address === "object" && address !== null ? address.port : undefined;
      probe.close(() => resolve(bound));
    });
  });
}
