import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

const script = join(import.meta.dirname, "../../scripts/check-imports.mjs");

/** Files that obey every rule; a test adds the one that does not. */
const orderly = {
  "contract/src/index.ts": 'import { z } from "zod";\nexport const contract: unknown = z;\n',
  "server/src/kernel/digest.ts":
    'import { createHash } from "node:crypto";\nexport const digest: unknown = createHash;\n',
  "server/src/platform/database.ts": 'import { Pool } from "pg";\nexport const database: unknown = Pool;\n',
  "server/src/profile/index.ts": 'export { fold } from "./fold.ts";\n',
  "server/src/profile/fold.ts":
    'import { contract } from "@attune/contract";\nimport { digest } from "../kernel/digest.ts";\nexport const fold: unknown = [contract, digest];\n',
  "server/src/profile/postgres/store.ts":
    'import { database } from "../../platform/database.ts";\nimport { fold } from "../fold.ts";\nexport const store: unknown = [database, fold];\n',
  "server/src/segment/index.ts": 'export { match } from "./match.ts";\n',
  "server/src/segment/match.ts":
    'import { fold } from "../profile/index.ts";\nexport const match: unknown = fold;\n',
  "server/src/segment/testing/a-shopper.ts": "export const aShopper: unknown = 1;\n",
  "server/src/stream/index.ts":
    'import { store } from "../profile/postgres/store.ts";\nimport { match } from "../segment/index.ts";\nexport const stream: unknown = [store, match];\n',
  "server/src/compose.ts":
    'import { store } from "./profile/postgres/store.ts";\nimport { stream } from "./stream/index.ts";\nexport const compose: unknown = [store, stream];\n',
  "cli/src/main.ts": 'import { contract } from "@attune/contract";\nexport const main: unknown = contract;\n',
};

const planted: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ["no-cycles", "server/src/profile/fold.ts", "./index.ts"],
  ["resolvable", "server/src/profile/planted-1.ts", "./not-there.ts"],
  ["front-door", "server/src/segment/planted-2.ts", "../profile/fold.ts"],
  ["front-door-for-stream", "server/src/stream/planted-3.ts", "../profile/fold.ts"],
  ["front-door-for-tests", "server/src/segment/planted-4.test.ts", "../profile/postgres/store.ts"],
  ["loop-order-profile", "server/src/profile/planted-5.ts", "../segment/index.ts"],
  ["stream-above-stages", "server/src/segment/planted-6.ts", "../stream/index.ts"],
  ["pure-core", "server/src/profile/planted-7.ts", "../platform/database.ts"],
  ["pure-core", "server/src/profile/identity/planted-8.ts", "../postgres/store.ts"],
  ["pure-core-no-runtime", "server/src/profile/planted-9.ts", "node:fs"],
  ["pure-core-no-runtime", "server/src/profile/planted-10.ts", "pg"],
  ["adapters-apart", "server/src/profile/identity/http/planted-11.ts", "../../postgres/store.ts"],
  ["wired-at-the-top", "server/src/stream/planted-12.ts", "../compose.ts"],
  ["platform-is-blind", "server/src/platform/planted-13.ts", "../profile/index.ts"],
  ["platform-is-blind", "server/src/platform/planted-14.ts", "../stream/index.ts"],
  ["kernel-is-bottom", "server/src/kernel/planted-15.ts", "../platform/database.ts"],
  ["kernel-is-bottom", "server/src/kernel/planted-16.ts", "node:fs"],
  ["contract-is-bottom", "contract/src/planted-17.ts", "../../server/src/kernel/digest.ts"],
  ["contract-front-door", "server/src/profile/planted-18.ts", "../../../contract/src/inner.ts"],
  ["clients-speak-contract", "cli/src/planted-19.ts", "../../server/src/kernel/digest.ts"],
  ["clients-speak-contract", "simulator/src/planted-20.ts", "../../cli/src/main.ts"],
  ["server-serves", "server/src/planted-21.ts", "../../cli/src/main.ts"],
  ["no-test-code-in-product", "server/src/profile/planted-22.ts", "./testing/a-profile.ts"],
  ["benches-apart", "tests/planted-23.test.ts", "../bench/bench.ts"],
];

test("a tree that follows the customer loop passes", async () => {
  const root = await plantForTest(orderly);

  expect(await checkImports(root)).toEqual({ status: 0, faults: [] });
});

describe("in a tree with one fault of each kind", () => {
  let faults: readonly string[] = [];

  beforeAll(async () => {
    const root = await plant({
      ...orderly,
      "contract/src/inner.ts": "export const inner: unknown = 1;\n",
      "bench/bench.ts": "export const bench: unknown = 1;\n",
      "server/src/profile/testing/a-profile.ts": "export const aProfile: unknown = 1;\n",
      ...Object.fromEntries(planted.map(([, file, imported]) => [file, `export * from "${imported}";\n`])),
    });
    const checked = await checkImports(root);
    expect(checked.status).toBe(1);
    faults = checked.faults;
    return () => rm(root, { recursive: true });
  });

  test.each(planted)("%s is broken by %s importing %s", (rule, file) => {
    expect(faults.filter((fault) => fault.startsWith(`${rule}: ${file} → `))).not.toEqual([]);
  });

  test("no rule finds a fault that was not planted", () => {
    const files = planted.map(([, file]) => file);
    expect(faults.filter((fault) => !files.some((file) => fault.includes(`: ${file} → `)))).toEqual([]);
  });
});

test("a type-only import is an import", async () => {
  const root = await plantForTest({
    ...orderly,
    "server/src/profile/extra.ts":
      'import type { match } from "../segment/index.ts";\nexport type Match = typeof match;\n',
  });

  expect((await checkImports(root)).faults.join()).toContain("loop-order-profile");
});

test("a cruise that finds fewer modules than the floor is not believed", async () => {
  const root = await plantForTest(orderly);

  const { status, faults } = await checkImports(root, 1_000);

  expect(status).toBe(1);
  expect(faults.join()).toContain("the floor is 1000");
});

async function plantForTest(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await plant(files);
  onTestFinished(() => rm(root, { recursive: true }));
  return root;
}

async function plant(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "attune-imports-"));
  const packages = {
    "package.json": '{ "name": "planted", "private": true, "dependencies": { "pg": "1", "zod": "1" } }\n',
    "contract/package.json": '{ "name": "@attune/contract", "exports": "./src/index.ts" }\n',
    "node_modules/zod/package.json": '{ "name": "zod", "version": "1.0.0", "main": "index.js" }\n',
    "node_modules/zod/index.js": "exports.z = 1;\n",
    "node_modules/pg/package.json": '{ "name": "pg", "version": "1.0.0", "main": "dist/index.js" }\n',
    "node_modules/pg/dist/index.js": "exports.Pool = 1;\n",
  };
  for (const [path, text] of Object.entries({ ...packages, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(root, "node_modules/@attune"));
  await symlink("../../contract", join(root, "node_modules/@attune/contract"));
  return root;
}

async function checkImports(root: string, floor = 5): Promise<{ status: number; faults: readonly string[] }> {
  const run = promisify(execFile)(process.execPath, [script, root, String(floor)]);
  const { code, stderr } = await run.then(
    () => ({ code: 0, stderr: "" }),
    (error: { code: number; stderr: string }) => error,
  );
  return { status: code, faults: stderr.split("\n").filter((line) => line !== "") };
}
