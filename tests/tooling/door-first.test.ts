import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** What is loaded before a file's own first line runs; what only states a type is not loaded. */
function loadedBefore(file: string, found: Set<string> = new Set()): ReadonlySet<string> {
  const source = readFileSync(file, "utf8");
  for (const [, wanted = ""] of source.matchAll(/^(?:import|export)(?! type\b)[^;]*?from "([^"]+)";$/gm)) {
    const loaded = wanted.startsWith(".") ? join(dirname(file), wanted) : wanted;
    if (found.has(loaded)) continue;
    found.add(loaded);
    if (wanted.startsWith(".")) loadedBefore(loaded, found);
  }
  return found;
}

test("the program opens its door before it loads anything that takes time: clients of a restart give up after a second", () => {
  const loaded = [...loadedBefore(join(root, "server/src/main.ts"))];
  const own = loaded.filter((name) => name.startsWith(root));

  expect(own).toContain(join(root, "server/src/platform/http/door.ts"));
  expect(own.length).toBeLessThanOrEqual(10);
  expect(loaded.filter((name) => !name.startsWith(root) && !name.startsWith("node:"))).toEqual([]);
});
