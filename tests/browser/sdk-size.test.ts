import { brotliCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildSdk } from "../../scripts/build-sdk.ts";

test("the SDK costs a shop page at most 6 kB", async () => {
  const script = await buildSdk();

  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(6_144);
  // A name that the page could have, or a module system that it has not.
  expect(script.toString()).toMatch(/^var Attune=/);
});
