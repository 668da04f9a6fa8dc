import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const lock = pathToFileURL(join(import.meta.dirname, "../../scripts/set-up-lock.mjs")).href;

test("of commands started at once, one sets the clone up while the others wait", async () => {
  const folder = makeFolder();
  const diary = join(folder, "diary");
  appendFileSync(diary, "");
  const write = (word: string) => `appendFileSync(${JSON.stringify(diary)}, ${JSON.stringify(`${word} `)})`;

  const commands = [1, 2, 3].map(() =>
    underLock(folder, `${write("in")}; await new Promise(setImmediate); ${write("out")};`),
  );
  const codes = await Promise.all(commands.map(async (command) => (await once(command, "exit"))[0]));

  expect(codes).toEqual([0, 0, 0]);
  expect(readFileSync(diary, "utf8")).toBe("in out in out in out ");
});

test("a set-up that was killed does not keep the next one waiting", { timeout: 15_000 }, async () => {
  const folder = makeFolder();
  const killed = underLock(
    folder,
    'console.log("in"); await new Promise((done) => setTimeout(done, 60_000));',
  );
  await once(killed.stdout, "data");
  killed.kill("SIGKILL");
  await once(killed, "exit");

  const next = underLock(folder, "");

  expect((await once(next, "exit"))[0]).toBe(0);
});

function underLock(folder: string, work: string): ChildProcessByStdio<null, Readable, null> {
  const source = `import { appendFileSync } from "node:fs";
    import { withSetUpLock } from ${JSON.stringify(lock)};
    await withSetUpLock(async () => { ${work} }, ${JSON.stringify(join(folder, "set-up.lock"))});`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "attune lock "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
