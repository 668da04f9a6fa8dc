import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./source-files.ts";

const run = promisify(execFile);

/** The SDK as a shop serves it, built from the sources as they are now; `browser/dist` may be of yesterday. */
export async function buildSdk(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "attune-sdk-"));
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  try {
    await run(process.execPath, [vite, "build", "--outDir", folder, "--logLevel", "warn"], {
      cwd: join(root, "browser"),
      // Vitest says "test", which would keep what only development needs.
      env: { ...process.env, NODE_ENV: "production" },
    });
    return await readFile(join(folder, "attune.js"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
