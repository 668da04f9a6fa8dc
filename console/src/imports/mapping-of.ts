import type { ImportKind, JsonObject } from "@attune/contract";
import { type ImportField, importFields, nameOf } from "./import-fields.ts";

/** How the file is read, as a form states it. */
export interface MappingForm {
  /** Field → column; "" is none. */
  readonly columns: Readonly<Record<string, string>>;
  /** What stands for a field in every row, where no column does. */
  readonly constants: Readonly<Record<string, string>>;
  readonly timeZone: string;
  /** How dates are written; "" is ISO 8601. */
  readonly date: string;
  readonly decimal: "." | ",";
}

/** The mapping as a file of the command line would state it: undefined where rows are records already. */
export function mappingOf(kind: ImportKind, form: MappingForm): JsonObject | undefined {
  const fields = importFields[kind];
  const record = membersOf(
    fields.filter(({ isLine }) => isLine !== true),
    form,
  );
  if (Object.keys(record).length === 0) return undefined;
  const line = membersOf(
    fields.filter(({ isLine }) => isLine === true),
    form,
  );
  const group = form.columns["orderId"] ?? "";
  return {
    ...(form.timeZone === "" ? {} : { timeZone: form.timeZone }),
    ...(form.date === "" ? {} : { date: form.date }),
    ...(form.decimal === "," ? { decimal: ",", thousands: "." } : {}),
    record,
    ...(kind === "orders" && group !== "" && Object.keys(line).length > 0 ? { group, line } : {}),
  };
}

interface Tree {
  [name: string]: Tree | JsonObject | string;
}

function membersOf(fields: readonly ImportField[], form: MappingForm): JsonObject {
  const members: Tree = {};
  for (const field of fields) {
    const column = form.columns[nameOf(field)] ?? "";
    const constant = form.constants[nameOf(field)] ?? "";
    if (column !== "") put(members, field.path.split("."), sourceOf(field, column));
    else if (constant !== "") put(members, field.path.split("."), { value: constant });
  }
  return members as JsonObject;
}

/** A birthday is a day, whatever else dates are. */
function sourceOf({ path }: ImportField, column: string): JsonObject {
  return path === "traits.birthday" ? { column, type: "day" } : { column };
}

function put(tree: Tree, path: readonly string[], source: JsonObject): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    tree[name] = source;
    return;
  }
  const branch = tree[name];
  const inner: Tree = typeof branch === "object" ? (branch as Tree) : {};
  tree[name] = inner;
  put(inner, rest, source);
}
