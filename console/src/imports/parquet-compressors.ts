import type { Compressors } from "hyparquet";
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from "hyparquet-compressors";

/** Not the list of the package: its Snappy is WebAssembly, which the policy forbids. The reader's own Snappy is plain script. */
export const compressors: Compressors = {
  GZIP: decompressGzip,
  ZSTD: (input) => decompressZstd(input),
  BROTLI: decompressBrotli,
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};
