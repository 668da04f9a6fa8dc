import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { UsageFault } from "../usage-fault.ts";

/**
 * The text of a file in pieces, unpacked when its name ends in `.gz`. `onBytes` is told of each piece read from disk.
 * A byte that is no text in this encoding is a usage fault: guessing would spoil names.
 */
export async function* readText(
  path: string,
  encoding: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  file.on("data", (piece) => onBytes(piece.length));
  const bytes = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.once("error", (error) => bytes.destroy(error));
  const decoder = decoderOf(encoding);
  const decode = (piece?: Buffer): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new UsageFault(
        `${path} is not ${encoding} text. Say how it is written in the mapping, such as encoding: windows-1252.`,
      );
    }
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode();
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new UsageFault(`encoding: "${encoding}" is not known; utf-8, windows-1252 and utf-16le are.`);
  }
}
