import type { ImportKind } from "../import.ts";
import type { Mapping, Source } from "./mapping.ts";
import { createReadValue, type ReadValue } from "./read-value.ts";
import { typeOfMember } from "./record-types.ts";

/** Why a row makes no record. `path` is a JSON Pointer into the record. */
export interface RowFault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** Makes the member of a record from a row, or tells all that is wrong with the row. */
export type MapValues = (
  values: Values,
) => { readonly made: unknown } | { readonly faults: readonly RowFault[] };

/** `prefix` is where in the record the result goes: "" for all of it, `lines` for a line of an order. */
export function createMapValues(
  kind: ImportKind,
  mapping: Mapping,
  source: Source,
  prefix: string,
): MapValues {
  const reader = createReadValue(mapping);
  return (values) => {
    const faults: RowFault[] = [];
    const made = make(source, prefix === "" ? [] : [prefix], { kind, values, faults, reader, mapping });
    return faults.length > 0 ? { faults } : { made: made ?? {} };
  };
}

interface Making {
  readonly kind: ImportKind;
  readonly values: Values;
  readonly faults: RowFault[];
  readonly reader: ReadValue;
  readonly mapping: Mapping;
}

function make(source: Source, path: readonly string[], making: Making): unknown {
  switch (source.kind) {
    case "value":
      return source.value;
    case "column":
      return makeColumn(source, path, making);
    case "object":
      return makeObject(source.members, path, making);
    case "list": {
      const items = source.items.map((item, at) => make(item, [...path, String(at)], making));
      return items.filter((item) => item !== undefined);
    }
  }
}

/** An object without members is left out, so that an empty address is no address. */
function makeObject(
  members: readonly (readonly [string, Source])[],
  path: readonly string[],
  making: Making,
): unknown {
  const object: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const value = make(member, [...path, name], making);
    if (value !== undefined) object[name] = value;
  }
  return Object.keys(object).length === 0 ? undefined : object;
}

function makeColumn(
  source: Source & { readonly kind: "column" },
  path: readonly string[],
  making: Making,
): unknown {
  const value = making.values[source.column];
  if (value === undefined || value === null || value === "") return source.otherwise;
  const type = source.type ?? (source.date === undefined ? typeOfMember(making.kind, path) : "date");
  if (source.map !== undefined) return mapped(source.map, String(value), path, making);
  const read = making.reader(value, type, source.date ?? making.mapping.date);
  if (!("fault" in read)) return read.value;
  making.faults.push({
    code: `row.no_${type}`,
    path: pointer(path),
    message: `${source.column}: ${read.fault}`,
  });
  return undefined;
}

function mapped(
  map: ReadonlyMap<string, unknown>,
  text: string,
  path: readonly string[],
  making: Making,
): unknown {
  if (map.has(text)) return map.get(text);
  const known = [...map.keys()].slice(0, 10).join(", ");
  making.faults.push({
    code: "row.not_mapped",
    path: pointer(path),
    message: `"${text}" is not in the map (${known}).`,
  });
  return undefined;
}

function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
