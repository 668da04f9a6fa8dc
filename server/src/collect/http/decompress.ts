import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from "node:zlib";
import { Refusal } from "../../kernel/refusal.ts";
import { refusals } from "../refusals.ts";

export const largestBodyBytes: number = 4 * 1024 * 1024;
/** What a compressed body may grow to. */
const largestPlainBytes = 16 * 1024 * 1024;
const options = { maxOutputLength: largestPlainBytes };

type Decompress = (bytes: Buffer) => Promise<Buffer>;

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);
const brotliAsync = promisify(brotliDecompress);
const zstdAsync = promisify(zstdDecompress);

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: (bytes) => gunzipAsync(bytes, options),
  "x-gzip": (bytes) => gunzipAsync(bytes, options),
  // Half of the world sends zlib's form under this name, the other half the bare one; the first byte tells.
  deflate: (bytes) => (isZlib(bytes) ? inflateAsync(bytes, options) : inflateRawAsync(bytes, options)),
  br: (bytes) => brotliAsync(bytes, options),
  zstd: (bytes) => zstdAsync(bytes, options),
};

/**
 * The body as it was before its Content-Encoding. Where the bytes say otherwise they are believed: proxies undo gzip and leave the
 * header, and gzip without a header is met too.
 * @throws Refusal 400 when it cannot be undone, 413 beyond 16 MiB
 */
export async function decompress(bytes: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  let plain = bytes;
  for (const encoding of encodingsOf(contentEncoding).reverse()) plain = await undo(plain, encoding);
  return isGzip(plain) ? undo(plain, "gzip") : plain;
}

function encodingsOf(header: string | undefined): string[] {
  const named = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return named.filter((name) => name !== "" && name !== "identity");
}

async function undo(bytes: Buffer, encoding: string): Promise<Buffer> {
  const decompressor = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
  if (decompressor === undefined) throw refusals.badEncoding();
  if (encoding.endsWith("gzip") && !isGzip(bytes)) return bytes;
  try {
    return await decompressor(bytes);
  } catch (error) {
    throw isTooLarge(error) ? refusals.tooLarge(largestPlainBytes / 1024 / 1024) : refusals.badEncoding();
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function isZlib(bytes: Buffer): boolean {
  return bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof Error &&
    !(error instanceof Refusal) &&
    "code" in error &&
    error.code === "ERR_BUFFER_TOO_LARGE"
  );
}
