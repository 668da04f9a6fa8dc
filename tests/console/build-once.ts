import { buildConsole } from "./built-console.ts";

/** The console once for a whole test run. */
export async function setup(): Promise<() => Promise<void>> {
  const { dist, remove } = await buildConsole();
  process.env["ATTUNE_TEST_CONSOLE"] = dist;
  return remove;
}
