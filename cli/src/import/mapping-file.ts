import { type Mapping, readMapping } from "@attune/contract";
import { parse, YAMLParseError } from "yaml";
import { UsageFault } from "../usage-fault.ts";

/** Reads the text of a mapping file (YAML). */
export function readMappingFile(text: string, name: string): Mapping {
  return readMapping(parseYaml(text, name), name);
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UsageFault(`${name} is no YAML: ${error.message}`);
  }
}
