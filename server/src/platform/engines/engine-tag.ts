import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { keptText, newSecret } from "./secret.ts";

/**
 * The mark by which engines of this data folder are known among all processes. It depends on where the folder lies: a copy of a
 * folder, started beside the original, must not take the original's engines for its own leftovers.
 */
export function engineTag(dataFolder: string): string {
  const kept = keptText(join(dataFolder, "engines", "tag"), newSecret);
  const mark = createHash("sha256").update(kept).update(realpathSync(dataFolder)).digest("hex");
  return `attune-${mark.slice(0, 12)}`;
}
