import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSdk } from "../scripts/build-sdk.ts";
import { atMost, type Measured } from "./report.ts";

/** What a shop page loads before anything of ours can run. */
export async function measure(): Promise<Measured> {
  const script = await buildSdk();
  const brotli = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return {
    figures: { brotli_bytes: brotli, gzip_bytes: gzipSync(script).length, plain_bytes: script.length },
    promises: [atMost("Bytes of the shop-page SDK, by brotli", brotli, 6_144)],
  };
}
