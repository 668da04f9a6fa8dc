import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below those that the system gives to outgoing connections: while a server restarts, a client that tries to reach it could else be given
 * its very port, and hold it.
 */
const [lowest, beyond] = [20_000, 32_000];
const mostTries = 50;

/** A port of 127.0.0.1 that nobody listens on, and that stays free while its server is down. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = randomInt(lowest, beyond);
    if (await isFree(port)) return port;
  }
  throw new Error("No port is free.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
