import { parseArgs } from "node:util";
import { MappingFault } from "@attune/contract";
import type { Command } from "./command.ts";
import { applyCommand, exportCommand, planCommand } from "./definitions/definition-commands.ts";
import { importCommand } from "./import/import-command.ts";
import { openDoor, type ServerDoor, ServerFault } from "./server-door.ts";
import type { Terminal } from "./terminal.ts";
import { UsageFault } from "./usage-fault.ts";

const commands: readonly Command[] = [importCommand, exportCommand, planCommand, applyCommand];

const help = `attune: the command line of an Attune server.

${commands.map(({ name, summary }) => `  attune ${name.padEnd(8)} ${summary}`).join("\n")}

attune COMMAND --help tells more. The server is --url or ATTUNE_URL (http://127.0.0.1:8080 without), the secret key --key
or ATTUNE_KEY.
`;

/** Runs one command line and answers its exit code: 0 good, 1 partly bad, 2 wrong use, 3 the server cannot go on. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    if (error instanceof UsageFault || error instanceof MappingFault) {
      terminal.note(`${error.message}\n`);
      return 2;
    }
    if (!(error instanceof ServerFault)) throw error;
    terminal.note(`${error.message}\n`);
    return 3;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.print(help);
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const known = commands.map((each) => each.name).join(", ");
    throw new UsageFault(`There is no command "${name}"; there are ${known}. See attune --help.`);
  }
  const { values, positionals } = parse(command, rest);
  if (values["help"] === true) {
    terminal.print(command.help);
    return 0;
  }
  return await command.run({ values, positionals, terminal, door: () => doorOf(values, terminal) });
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parse(
  command: Command,
  words: readonly string[],
): { values: Values; positionals: readonly string[] } {
  const common = { url: { type: "string" }, key: { type: "string" }, help: { type: "boolean" } } as const;
  try {
    const options = { ...common, ...command.options };
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    return { values: values as Values, positionals }; // no option may be given twice
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UsageFault(`${message} See attune ${command.name} --help.`);
  }
}

function doorOf(values: Values, terminal: Terminal): ServerDoor {
  const url = String(values["url"] ?? terminal.environment["ATTUNE_URL"] ?? "http://127.0.0.1:8080");
  const key = values["key"] ?? terminal.environment["ATTUNE_KEY"];
  if (!URL.canParse(url))
    throw new UsageFault(`--url is an address such as http://127.0.0.1:8080, not "${url}".`);
  if (typeof key !== "string" || key === "") {
    throw new UsageFault(
      "Give a secret key with --key or in ATTUNE_KEY; the server printed one at its first start.",
    );
  }
  return openDoor(url, key, terminal);
}
