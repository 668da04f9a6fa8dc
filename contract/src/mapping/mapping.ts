import { MappingFault } from "./mapping-fault.ts";

/** How a value of a column becomes a value of the record. `any` takes it as the file has it. */
export const valueTypes = ["text", "decimal", "number", "boolean", "date", "day", "list", "any"] as const;
export type ValueType = (typeof valueTypes)[number];

/** Where a member of the record comes from. */
export type Source =
  | {
      readonly kind: "column";
      readonly column: string;
      readonly type: ValueType | undefined;
      readonly date: string | undefined;
      /** File's value → record's value; one that is not named is a fault. */
      readonly map: ReadonlyMap<string, unknown> | undefined;
      /** What stands when the column is empty. */
      readonly otherwise: unknown;
    }
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, source: Source])[] }
  | { readonly kind: "list"; readonly items: readonly Source[] };

/** A mapping file, read. Without `record`, rows are records already. */
export interface Mapping {
  readonly record: Source | undefined;
  readonly line: Source | undefined;
  /** Orders: rows with the same value here are lines of one order. */
  readonly group: string | undefined;
  readonly timeZone: string | undefined;
  readonly date: string;
  readonly decimal: "." | ",";
  readonly thousands: string | undefined;
  /** What separates the parts of a list within a column. */
  readonly list: string;
  readonly encoding: string | undefined;
  readonly separator: string | undefined;
}

const members: ReadonlySet<string> = new Set([
  "record",
  "line",
  "group",
  "timeZone",
  "date",
  "decimal",
  "thousands",
  "list",
  "encoding",
  "separator",
]);

/** Reads a mapping as a file or a form states it. Every fault is a MappingFault that names the place; `name` is what the mapping is called there. */
export function readMapping(stated: unknown, name: string): Mapping {
  const file = objectOf(stated, name);
  const unknown = Object.keys(file).find((key) => !members.has(key));
  if (unknown !== undefined) {
    throw new MappingFault(`${name}: "${unknown}" is not known. It may have ${[...members].join(", ")}.`);
  }
  const setting = (key: string): string | undefined => textOf(file[key], `${name}: ${key}`);
  const source = (key: string): Source | undefined =>
    file[key] === undefined ? undefined : readSource(file[key], `${name}: ${key}`);
  const decimal = setting("decimal") ?? ".";
  if (decimal !== "." && decimal !== ",") throw new MappingFault(`${name}: decimal is "." or ",".`);
  return whole(name, {
    record: source("record"),
    line: source("line"),
    group: setting("group"),
    timeZone: setting("timeZone"),
    date: setting("date") ?? "iso",
    decimal,
    thousands: setting("thousands"),
    list: setting("list") ?? "|",
    encoding: setting("encoding"),
    separator: setting("separator"),
  });
}

function whole(name: string, mapping: Mapping): Mapping {
  if ((mapping.line === undefined) !== (mapping.group === undefined)) {
    throw new MappingFault(
      `${name}: group (the column of the order's number) and line (its lines) go together.`,
    );
  }
  if (mapping.line !== undefined && mapping.record === undefined) {
    throw new MappingFault(`${name}: line needs a record, the order itself.`);
  }
  return mapping;
}

/** All columns a mapping reads. */
export function columnsOf(mapping: Mapping): ReadonlySet<string> {
  const columns = new Set<string>(mapping.group === undefined ? [] : [mapping.group]);
  const visit = (source: Source | undefined): void => {
    if (source === undefined) return;
    if (source.kind === "column") columns.add(source.column);
    else if (source.kind === "object") for (const [, member] of source.members) visit(member);
    else if (source.kind === "list") source.items.forEach(visit);
  };
  visit(mapping.record);
  visit(mapping.line);
  return columns;
}

type Part = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, place: string): Part {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value))
    throw new MappingFault(`${place} is a list of names and values.`);
  return value as Part; // neither null nor a list, as just seen
}

function textOf(value: unknown, place: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new MappingFault(`${place} is text.`);
}

const leafKeys: ReadonlySet<string> = new Set(["column", "value", "type", "date", "map", "otherwise"]);

function readSource(value: unknown, place: string): Source {
  if (typeof value === "string") return columnSource(value, {}, place);
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map((item, at) => readSource(item, `${place}[${at}]`)) };
  }
  if (typeof value !== "object" || value === null) {
    throw new MappingFault(`${place} is a column's name, or { value: ${String(value)} } for a constant.`);
  }
  const part = objectOf(value, place);
  const keys = Object.keys(part);
  const isLeaf = keys.length > 0 && keys.every((key) => leafKeys.has(key));
  if (isLeaf && "value" in part) return { kind: "value", value: part["value"] };
  const column = textOf(isLeaf ? part["column"] : undefined, `${place}.column`);
  if (column !== undefined) return columnSource(column, part, place);
  return {
    kind: "object",
    members: Object.entries(part).map(
      ([name, member]) => [name, readSource(member, `${place}.${name}`)] as const,
    ),
  };
}

function columnSource(column: string, part: Part, place: string): Source {
  const type = textOf(part["type"], `${place}.type`);
  const known = valueTypes.find((each) => each === type);
  if (type !== undefined && known === undefined) {
    throw new MappingFault(`${place}.type is one of ${valueTypes.join(", ")}, not "${type}".`);
  }
  const map = part["map"];
  return {
    kind: "column",
    column,
    type: known,
    date: textOf(part["date"], `${place}.date`),
    map: map === undefined ? undefined : new Map(Object.entries(objectOf(map, `${place}.map`))),
    otherwise: part["otherwise"],
  };
}
