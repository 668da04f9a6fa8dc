import type { IncomingMessage } from "node:http";

const mostBytes = 64 * 1024 * 1024;
const longestMs = 5_000;

/**
 * Reads what is left of a body that was refused, and forgets it. A client that is still sending when the connection closes
 * never sees the answer, and sends the whole again.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const end = (): void => {
      clearTimeout(patience);
      request.off("data", count).off("end", end).off("close", end);
      resolve();
    };
    const count = (part: Buffer): void => {
      bytes += part.length;
      if (bytes > mostBytes) end();
    };
    const patience = setTimeout(end, longestMs);
    request.on("data", count).once("end", end).once("close", end).resume();
  });
}
