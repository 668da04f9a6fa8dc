import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

export interface BuiltConsole {
  readonly dist: string;
  remove(): Promise<void>;
}

/** The console as it is in the sources now: console/dist may be of yesterday. */
export async function buildConsole(): Promise<BuiltConsole> {
  const dist = await mkdtemp(join(tmpdir(), "attune-console-"));
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  await run(process.execPath, [vite, "build", "--outDir", dist, "--emptyOutDir", "--logLevel", "warn"], {
    cwd: join(root, "console"),
    // Vitest says "test", which would build React's slow and heavy development form.
    env: { ...process.env, NODE_ENV: "production" },
  });
  return { dist, remove: () => rm(dist, { recursive: true, force: true }) };
}
