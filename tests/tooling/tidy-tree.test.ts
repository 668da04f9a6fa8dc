import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const notOurs = new Set(["node_modules", ".git", ".attune", "dist", "tmp"]);
const texts = filesIn(root).flatMap((file) => {
  const text = readFileSync(file, "utf8");
  return text.includes("\0") ? [] : [{ file: relative(root, file), text }];
});

test("no file names the host that packages were fetched from", () => {
  // Put together here, so that this file does not name what it forbids.
  const hosts = [/\bregistry\.[\w-]+\.[a-z]{2,}/, ...hostOfThisRun()];

  expect(filesWith(...hosts)).toEqual([]);
});

test("no file names a folder of the machine it was written on", () => {
  const homes = ["work", "root", "home/\\w+", "Users/\\w+"].map(
    (home) => new RegExp(`(?<![\\w.}])/${home}/`),
  );

  expect(filesWith(...homes)).toEqual([]);
});

test("a file ends with a line break, so that a change to its end is one line", () => {
  const open = texts.filter(({ text }) => text !== "" && !text.endsWith("\n"));

  expect(open.map(({ file }) => file)).toEqual([]);
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name) && !entry.name.endsWith(".log"))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() ? [path] : [];
    });
}

/** Under npm the address in use is known, whatever it is. */
function hostOfThisRun(): readonly RegExp[] {
  const address = process.env["npm_config_registry"];
  return address === undefined ? [] : [new RegExp(RegExp.escape(new URL(address).host))];
}

function filesWith(...patterns: readonly RegExp[]): readonly string[] {
  return texts
    .filter(({ text }) => patterns.some((pattern) => pattern.test(text)))
    .map(({ file, text }) => `${file}: ${patterns.map((pattern) => pattern.exec(text)?.[0]).find(Boolean)}`);
}
