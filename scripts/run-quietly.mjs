import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** npm says why first, other tools last; the pages between are left out. */
const linesKept = 25;

/**
 * Runs a command behind one line: what goes on, then how long it took. Its output is shown only when it fails.
 * @param {{ headline: string, command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv }} run
 * @returns {Promise<string | null>} null when it went well, else what it said
 */
export async function runQuietly({ headline, command, args, cwd, env = process.env }) {
  const startedAt = performance.now();
  process.stdout.write(`${headline} … `);
  const { status, output } = await run(command, args, { cwd, env });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(status === 0 ? `${seconds} s\n` : `failed after ${seconds} s\n`);
  return status === 0 ? null : endsOf(stripVTControlCharacters(output).trimEnd().split("\n"));
}

function endsOf(lines) {
  if (lines.length <= 2 * linesKept) return lines.join("\n");
  return [...lines.slice(0, linesKept), "…", ...lines.slice(-linesKept)].join("\n");
}

function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => resolve({ status: 1, output: error.message }));
    child.once("close", (status) => resolve({ status, output }));
  });
}
