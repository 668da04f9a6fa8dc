import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clickhouseErrors } from "./clickhouse-error.ts";

/** A statement is read into memory; rows go to a file, so their number is bounded by the disk only. */
const statementLimitBytes = 64 * 1024 * 1024;

export async function readWhole(body: Readable, limitBytes: number = statementLimitBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decompressed(body)) {
    length += chunk.length;
    if (length > limitBytes) throw clickhouseErrors.tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Runs `work` while the rows lie in the file `path`, and removes it. `bytes` is the length of the rows. */
export async function withRowsFile<T>(
  path: string,
  head: Buffer,
  body: Readable,
  work: (bytes: number) => Promise<T>,
): Promise<T> {
  try {
    await pipeline(
      async function* () {
        if (head.length > 0) yield head;
        yield* decompressed(body);
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    return await work((await stat(path)).size);
  } finally {
    await rm(path, { force: true });
  }
}

async function* decompressed(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
  } catch (fault) {
    const code = fault instanceof Error && "code" in fault ? String(fault.code) : "";
    if (code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ZSTD"))
      throw clickhouseErrors.cannotDecompress();
    throw fault;
  }
}

/** The parts of a `multipart/form-data` body, as names and texts; files are not among them. */
export function readParts(contentType: string, body: Buffer): (readonly [string, string])[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw clickhouseErrors.unsupported("A multipart body without a boundary");
  const text = body.toString("utf8");
  return `\r\n${text}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const headEnd = part.indexOf("\r\n\r\n");
      const name = /name="([^"]*)"/.exec(part.slice(0, headEnd))?.[1];
      if (headEnd < 0 || name === undefined) throw clickhouseErrors.unsupported("A part without a name");
      return [name, part.slice(headEnd + 4)] as const;
    });
}
