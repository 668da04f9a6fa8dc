import { type DefinitionFile, definitionFileSchema, type Plan, planSchema } from "@attune/contract";
import type { Call, Command } from "../command.ts";
import { ServerFault } from "../server-door.ts";
import { UsageFault } from "../usage-fault.ts";
import { readDefinitions, writeDefinitions } from "./definition-files.ts";

const server = `  --url URL      the server; default ATTUNE_URL, else http://127.0.0.1:8080
  --key KEY      a secret key; default ATTUNE_KEY
`;

export const exportCommand: Command = {
  name: "export",
  summary: "Writes all live definitions to files.",
  help: `attune export [FOLDER]

Writes each live definition (segment, placement, experience …) to FOLDER/kind/key.yaml; FOLDER is "definitions" unless told.
Applying what was exported changes nothing.

${server}`,
  options: {},
  run: async ({ positionals, door, terminal }) => {
    const [folder = "definitions", ...more] = positionals;
    if (more.length > 0) throw new UsageFault("Name one folder: attune export FOLDER");
    const definitions = readExport(await door().call("GET", "/api/definitions/export"));
    const written = writeDefinitions(folder, definitions);
    terminal.print(`${definitions.length} definitions in ${folder}, ${written} files new or different\n`);
    return 0;
  },
};

export const planCommand: Command = {
  name: "plan",
  summary: "Tells what applying definition files would change.",
  help: `attune plan [PATH …] [--prune]

Reads definitions from files and folders ("definitions" unless told) and tells what applying them would change.

  --prune        what no file names would be retired
${server}`,
  options: { prune: { type: "boolean" } },
  run: async (call) => await propose(call, true),
};

export const applyCommand: Command = {
  name: "apply",
  summary: "Makes the definitions of files stand, all or none.",
  help: `attune apply [PATH …] [--prune] [--reason TEXT]

Makes the definitions of files and folders ("definitions" unless told) stand, all or none.

  --prune        retires what no file names
  --reason TEXT  why; kept with each version
${server}`,
  options: { prune: { type: "boolean" }, reason: { type: "string" } },
  run: async (call) => await propose(call, false),
};

async function propose({ positionals, values, door, terminal }: Call, dryRun: boolean): Promise<number> {
  const definitions = readDefinitions(positionals.length > 0 ? positionals : ["definitions"]);
  const query = new URLSearchParams({ dryRun: String(dryRun), prune: String(values["prune"] === true) });
  if (typeof values["reason"] === "string") query.set("reason", values["reason"]);
  const body = JSON.stringify({ definitions });
  const answer = await door().call("POST", `/api/definitions/apply?${query}`, body);
  terminal.print(describe(readPlan(answer)));
  return 0;
}

/** One line a change; what stays is only counted. */
function describe(plan: Plan): string {
  const signs = { created: "+", changed: "~", retired: "-", unchanged: " " } as const;
  const changes = plan.steps.filter(({ action }) => action !== "unchanged");
  const lines = changes.map(({ action, kind, key, version, changes: places }) => {
    const where = action === "changed" ? ` ${places.join(" ")}` : "";
    return `${signs[action]} ${kind}/${key} ${action} (version ${version})${where}`;
  });
  const kept = plan.steps.length - changes.length;
  const verb = plan.dryRun ? "would change" : "changed";
  return [...lines, `${changes.length} ${verb}, ${kept} unchanged`, ""].join("\n");
}

function readPlan(answer: unknown): Plan {
  const plan = planSchema.safeParse(answer);
  if (!plan.success)
    throw new ServerFault("The plan has another form. Do the tool and the server have one version?");
  return plan.data;
}

function readExport(answer: unknown): readonly DefinitionFile[] {
  const { definitions } = (answer ?? {}) as { readonly definitions?: unknown }; // each is checked next
  if (!Array.isArray(definitions)) throw new ServerFault("The export has another form than this tool knows.");
  return definitions.map((definition) => definitionFileSchema.parse(definition));
}
