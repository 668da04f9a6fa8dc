import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockDataFolder } from "./data-folder-lock.ts";
import { engineTag } from "./engine-tag.ts";
import { freePort } from "./free-port.ts";
import { keptText, newSecret } from "./secret.ts";
import { socketFolderFor } from "./socket-folder.ts";
import { newFolder } from "./testing/held-program.ts";

const root = newFolder();

afterAll(() => rm(root, { recursive: true, force: true }));

function dataFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "engines"), { recursive: true });
  return folder;
}

test("a data folder is held by one program at a time, until it lets go", () => {
  const folder = dataFolder("held");
  const letGo = lockDataFolder(folder);

  expect(() => lockDataFolder(folder)).toThrow(`is in use by process ${process.pid}`);

  letGo();
  lockDataFolder(folder)();
});

test("the mark of a program that was killed holds nothing, even when its number is another's by now", () => {
  const folder = dataFolder("killed");
  const dead = spawnSync("true").pid;

  for (const mark of [`${dead} 1@boot ${folder}`, `${process.pid} 1@boot ${folder}`, ""]) {
    writeFileSync(join(folder, "engines", "lock"), mark);
    lockDataFolder(folder)();
  }
});

test("a copy of a data folder in use is free, and its engines are told apart from the original's", () => {
  const folder = dataFolder("original");
  const letGo = lockDataFolder(folder);
  const tag = engineTag(folder);
  cpSync(folder, join(root, "copy"), { recursive: true });

  lockDataFolder(join(root, "copy"))();

  expect(engineTag(join(root, "copy"))).not.toBe(tag);
  expect(engineTag(folder)).toBe(tag);
  letGo();
});

test("a secret is made once, and only we may read it", () => {
  const path = join(dataFolder("secret"), "engines", "secret");

  const secret = keptText(path, newSecret);

  expect(secret).toMatch(/^[0-9a-f]{40}$/);
  expect(keptText(path, newSecret)).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a port that is taken is passed over, a free one is kept", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const other = await freePort(port);
  expect(other).not.toBe(port);
  expect(await freePort(other)).toBe(other);

  await new Promise((resolve) => taken.close(resolve));
  expect(await freePort(port)).toBe(port);
});

test("where the data folder's path is too long for a socket, another folder is found and kept", async () => {
  const short = dataFolder("short");
  const long = dataFolder("l".repeat(120));
  const memo = join(long, "engines", "postgres-sockets");

  expect(socketFolderFor(short, memo, undefined)).toBe(short);
  const sockets = socketFolderFor(long, memo, undefined);
  expect(Buffer.byteLength(sockets)).toBeLessThan(84);
  expect(statSync(sockets).mode & 0o777).toBe(0o700);
  expect(socketFolderFor(long, memo, undefined)).toBe(sockets);
  expect(readFileSync(memo, "utf8").trim()).toBe(sockets);

  await rm(sockets, { recursive: true });
  const next = socketFolderFor(long, memo, undefined);
  expect(next).not.toBe(sockets);
  await rm(next, { recursive: true });
});
