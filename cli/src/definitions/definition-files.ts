import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type DefinitionFile, definitionFileSchema } from "@attune/contract";
import { parseAllDocuments, stringify } from "yaml";
import { UsageFault } from "../usage-fault.ts";

/** Definitions of files and folders (`.yaml`, `.yml`, `.json`), in the order of their paths. A file may hold several, parted by `---`. */
export function readDefinitions(paths: readonly string[]): readonly DefinitionFile[] {
  const places = new Map<string, string>();
  return paths.flatMap(filesIn).flatMap((path) =>
    readFile(path).map((definition) => {
      const name = `${definition.kind}/${definition.key}`;
      const before = places.get(name);
      if (before !== undefined) throw new UsageFault(`${name} is in ${before} and in ${path}.`);
      places.set(name, path);
      return definition;
    }),
  );
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new UsageFault(`There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function readFile(path: string): readonly DefinitionFile[] {
  return parseAllDocuments(readFileSync(path, "utf8")).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new UsageFault(`${path} is no YAML: ${error.message}`);
    const value: unknown = document.toJS();
    if (value === null) return [];
    const definition = definitionFileSchema.safeParse(value);
    if (definition.success) return [definition.data];
    const faults = definition.error.issues.map(
      ({ path: place, message }) => `  /${place.join("/")}: ${message}`,
    );
    throw new UsageFault([`${path} is no definition (kind, key, body):`, ...faults].join("\n"));
  });
}

/** Writes each definition to `FOLDER/kind/key.yaml`; answers how many files were new or different. */
export function writeDefinitions(folder: string, definitions: readonly DefinitionFile[]): number {
  return definitions.filter((definition) => {
    const path = join(folder, definition.kind, `${definition.key}.yaml`);
    const text = stringify(definition, { lineWidth: 110 });
    if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return true;
  }).length;
}
