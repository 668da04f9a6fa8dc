import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDefinitions, type ServerDoor, ServerFault } from "@attune/cli";
import type { DefinitionAnswer, DefinitionFile, Plan } from "@attune/contract";

/** By this reason versions that were installed here are told from those that people made. */
const reason = "sample brand";
const folder = new URL("definitions/", import.meta.url);
/** These name stores of the simulated layer. */
const simulatedFolder = "simulated";
const simulatedStore = "store-london";

/**
 * Puts the sample's definitions in force through the server's own door: those that are not there, and newer versions of those that nobody has
 * touched since. What somebody has changed or retired stays as it is.
 */
export async function installDefinitions(door: ServerDoor): Promise<number> {
  const { items } = (await door.call("GET", "/api/definitions")) as { items: readonly DefinitionAnswer[] }; // the route's answer
  const definitions = toInstall(shippedDefinitions(await hasLayer(door)), items);
  if (definitions.length === 0) return 0;
  const path = `/api/definitions/apply?reason=${encodeURIComponent(reason)}`;
  const { steps } = (await door.call("POST", path, JSON.stringify({ definitions }))) as Plan; // the route's answer
  return steps.filter(({ action }) => action !== "unchanged").length;
}

export function shippedDefinitions(withLayer: boolean): readonly DefinitionFile[] {
  const folders = readdirSync(folder).filter((name) => withLayer || name !== simulatedFolder);
  return readDefinitions(folders.map((name) => fileURLToPath(new URL(name, folder))));
}

export function toInstall(
  shipped: readonly DefinitionFile[],
  standing: readonly Pick<DefinitionAnswer, "kind" | "key" | "reason">[],
): readonly DefinitionFile[] {
  const touched = new Set(standing.filter((one) => one.reason !== reason).map(nameOf));
  return shipped.filter((one) => !touched.has(nameOf(one)));
}

function nameOf({ kind, key }: Pick<DefinitionFile, "kind" | "key">): string {
  return `${kind}/${key}`;
}

async function hasLayer(door: ServerDoor): Promise<boolean> {
  try {
    await door.call("GET", `/api/stores/${simulatedStore}`);
    return true;
  } catch (error) {
    if (error instanceof ServerFault && error.problem?.status === 404) return false;
    throw error;
  }
}
