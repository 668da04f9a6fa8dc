import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const folder =
  process.env["ATTUNE_PUBLIC_DATA"] ?? fileURLToPath(new URL("../../shared/data", import.meta.url));

/** A file of the public data sets that benches measure by, as text; `.gz` is unpacked. They do not come with the project: their licences do not allow it. */
export async function readPublicData(path: string): Promise<string> {
  const file = `${folder}/${path}`;
  if (!existsSync(file))
    throw new Error(
      `${path} is not in ${folder}. This bench needs the public data sets; ATTUNE_PUBLIC_DATA names the folder they lie in.`,
    );
  const bytes = await readFile(file);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
