import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

type Launcher = ChildProcessByStdio<null, Readable, null>;

const root = join(import.meta.dirname, "../..");
const runProgram = pathToFileURL(join(root, "scripts/run-program.mjs")).href;
const program = `
  let asked: number = 0;
  process.on("SIGINT", () => console.log("asked", ++asked));
  process.on("SIGTERM", () => process.exit(7));
  setInterval(() => undefined, 60_000);
  console.log("up");
`;

test("Ctrl-C reaches the program once, though the terminal and npm both send it", async () => {
  const launcher = launch();
  const said = listen(launcher);
  await said.until("up\n");

  launcher.kill("SIGINT");
  launcher.kill("SIGINT");
  await said.until("asked 1\n");
  launcher.kill("SIGTERM");
  const [code] = await once(launcher, "close");

  expect(said.text()).toBe("up\nasked 1\n");
  expect(code).toBe(7);
});

test("a program does not outlive a launcher that was killed", async () => {
  const launcher = launch();
  const said = listen(launcher);
  await said.until("up\n");

  launcher.kill("SIGKILL");

  // The program holds the other end of this pipe: it closes when both are gone.
  await once(launcher.stdout, "close");
});

test("a program does not outlive an npm that was killed", async () => {
  const npm = launch({ underNpm: true });
  const said = listen(npm);
  await said.until("up\n");

  npm.kill("SIGKILL");

  await once(npm.stdout, "close");
});

function launch({ underNpm = false }: { readonly underNpm?: boolean } = {}): Launcher {
  const folder = mkdtempSync(join(tmpdir(), "attune launcher "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const main = join(folder, "main.ts");
  const launcher = join(folder, "launcher.mjs");
  writeFileSync(main, program);
  writeFileSync(
    launcher,
    `import { runProgram } from ${JSON.stringify(runProgram)};
    const ready = { node: process.execPath, env: process.env };
    process.exitCode = await runProgram(ready, ${JSON.stringify(relative(root, main))}, []);`,
  );
  const [command = "", ...args] = underNpm
    ? ["sh", "-c", `"$0" "$1"; true`, process.execPath, launcher]
    : [process.execPath, launcher];
  const { npm_lifecycle_event: _, ...env } = process.env;
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: underNpm ? { ...env, npm_lifecycle_event: "start" } : env,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

function listen(launcher: Launcher): { text: () => string; until: (end: string) => Promise<void> } {
  let text = "";
  launcher.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  return {
    text: () => text,
    until: async (end) => {
      while (!text.endsWith(end)) await once(launcher.stdout, "data");
    },
  };
}
