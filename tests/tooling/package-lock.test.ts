import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Locked {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const root = join(import.meta.dirname, "../..");
const lock: { readonly packages: Readonly<Record<string, Locked>> } = readJson("package-lock.json");
const { allowScripts }: { readonly allowScripts: Readonly<Record<string, boolean>> } =
  readJson("package.json");

test("the lock says what is installed, not from where", () => {
  const addresses = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);

  expect(addresses.filter((address) => address.includes(":"))).toEqual([]);
});

test("every package with an install script is allowed or refused by name", () => {
  const names = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));

  expect(names).not.toEqual([]);
  expect(names.filter((name) => allowScripts[name] === undefined)).toEqual([]);
});

test("the lock holds every platform's packages, else `npm ci` refuses it", () => {
  const { stdout, status } = spawnSync(process.execPath, [
    join(root, "scripts/complete-lock.mjs"),
    "--check",
  ]);

  expect(String(stdout)).toBe("");
  expect(status).toBe(0);
});

function readJson<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}
