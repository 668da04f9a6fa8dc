import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Calls `listen` with each line of a stream, without its line end, as it arrives. */
export function readLines(stream: Readable, listen: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", listen);
}
