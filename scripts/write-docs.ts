/**
 * `node scripts/write-docs.ts --write`: the reference pages that the code knows best. Without `--write` it says which are out of date.
 * What people write into a page, such as what to do about a refusal, is kept.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conditionsPage } from "./page-of-conditions.ts";
import { personalPage } from "./page-of-personal-values.ts";
import { refusalsPage } from "./page-of-refusals.ts";
import { retentionPage } from "./page-of-retention.ts";
import { rolesPage } from "./page-of-roles.ts";
import { shippedSegmentsPage } from "./page-of-shipped-segments.ts";
import { root } from "./source-files.ts";
import { typesOfRoutes } from "./types-of-routes.ts";

/** Path → how its text comes about, given what stands there now. */
export const pages: ReadonlyMap<string, (standing: string) => string> = new Map([
  ["docs/reference/conditions.md", conditionsPage],
  ["docs/reference/personal-values.md", personalPage],
  ["docs/reference/refusals.md", refusalsPage],
  ["docs/reference/retention.md", retentionPage],
  ["docs/reference/roles.md", rolesPage],
  ["docs/reference/shipped-segments.md", shippedSegmentsPage],
]);

export function readPage(path: string): string {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return ""; // not written yet
  }
}

/** What the console's client is typed by; tests/docs/openapi.test.ts compares it with what a server says. */
export const clientTypes = "console/src/api/routes.ts";

if (import.meta.main) {
  for (const [path, make] of pages) refresh(path, make(readPage(path)));
  const { makeOpenapiDocument } = await import("./openapi-document.ts"); // the whole server: not for whoever reads a page
  refresh(clientTypes, typesOfRoutes(await makeOpenapiDocument()));
}

function refresh(path: string, made: string): void {
  if (made === readPage(path)) return;
  process.stdout.write(`${path} is out of date\n`);
  if (process.argv.includes("--write")) writeFileSync(join(root, path), made);
  else process.exitCode = 1;
}
